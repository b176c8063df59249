import { countsOf } from '../domain/counts.ts';
import { featuresOf } from '../domain/features.ts';
import { freeFeaturesOf } from '../domain/free-features.ts';
import type { Sketch, ToldCount } from '../domain/story.ts';
import type { Analyse, Analysis } from '../domain/text.ts';
import type { Evidence } from '../domain/topic.ts';
import { minhash, minhashSettings } from './minhash.ts';

const sketchLimits = { terms: 80, free: 90, counts: 12, keyChars: 40, leadTokens: 60 } as const;
/** What is left of the weight of a word that the topic itself asks for. */
const topicWordShare = 0.25;
/** As telling as a word that one article in fifty has. */
const countRarity = Math.log(50);

export interface Sketchable {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly lang: string;
  readonly publishedAtMs: number;
}

/**
 * What of an article is kept to compare later ones with. Bounded whatever the article's size. The evidence is
 * the receipt's of the topic that the article hit: those words tell the topic, not the event, and count little.
 */
export function sketch(
  article: Sketchable,
  analyse: Analyse,
  evidence: readonly Pick<Evidence, 'field' | 'start' | 'end'>[] = [],
): Sketch {
  const text = analyse(article.text, article.lang === 'und' ? undefined : article.lang);
  const title = article.title === '' ? undefined : analyse(article.title, text.lang);
  const ofTopic = new Set(
    evidence.flatMap(({ field, start, end }) => termsBetween(field === 'title' ? title : text, start, end)),
  );
  const features = featuresOf(title, text);
  const shareOf = ({ field, index }: { field: 'title' | 'text'; index: number }) =>
    ofTopic.has((field === 'title' ? title : text)?.tokens[index]?.term ?? '') ? topicWordShare : 1;
  const freeFeatures = [...freeFeaturesOf(title, text, features)];
  const terms = [
    ...[...features]
      .filter(([key, { kind }]) => kind !== 'number' && key.length <= sketchLimits.keyChars)
      .map(
        ([key, feature]) => [key, feature.weight * shareOf(feature) * Math.log(1 / feature.prior)] as const,
      ),
    // "ألفي" and "2000" are one count, so numbers are compared by value.
    ...freeFeatures
      .filter(([key]) => key.startsWith('#'))
      .map(([key, feature]) => [key, feature.weight * shareOf(feature) * countRarity] as const),
  ]
    .sort((a, b) => b[1] - a[1])
    .slice(0, sketchLimits.terms);
  const length = Math.hypot(...terms.map(([, weight]) => weight)) || 1;
  const free = freeFeatures
    .map(([key, feature]) => [key, rounded(feature.weight * shareOf(feature)), feature.isSure] as const)
    .sort((a, b) => Number(b[2]) - Number(a[2]) || b[1] - a[1])
    .slice(0, sketchLimits.free);
  const counts = toldCounts(title, text);
  return {
    articleId: article.id,
    lang: text.lang,
    publishedAtMs: article.publishedAtMs,
    minhash: minhash(text.tokens.slice(0, minhashSettings.wordsMax).map(({ folded }) => folded)),
    terms: terms.map(([key, weight]) => [key, rounded(weight / length)] as const),
    free,
    numbers: [...new Set(counts.map(({ value }) => value))],
    counts,
  };
}

/** Terms of the tokens between two offsets; a phrase has few. */
function termsBetween(analysis: Analysis | undefined, start: number, end: number): string[] {
  const tokens = analysis?.tokens ?? [];
  let low = 0;
  for (let high = tokens.length; low < high;) {
    const middle = (low + high) >> 1;
    if (tokens[middle]!.start < start) low = middle + 1;
    else high = middle;
  }
  const terms: string[] = [];
  for (let at = low; at < tokens.length && tokens[at]!.end <= end; at += 1) terms.push(tokens[at]!.term);
  return terms;
}

function toldCounts(title: Analysis | undefined, text: Analysis): ToldCount[] {
  const inTitle = title === undefined ? [] : countsOf(title, title.tokens.length);
  return [...inTitle, ...countsOf(text, sketchLimits.leadTokens)]
    .slice(0, sketchLimits.counts)
    .map(({ value, things }) => ({ value, lang: text.lang, things }));
}

const rounded = (value: number) => Math.round(value * 10_000) / 10_000;

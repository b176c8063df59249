import { countsOf } from '../domain/counts.ts';
import { featuresOf, type Feature } from '../domain/features.ts';
import { freeFeaturesOf } from '../domain/free-features.ts';
import type { Sketch, ToldCount, Weighed } from '../domain/story.ts';
import type { Analyse, Analysis } from '../domain/text.ts';
import type { Evidence } from '../domain/topic.ts';
import { freeTermsOf } from './free-terms.ts';
import { minhash, minhashSettings } from './minhash.ts';
import { nameFinder, namesOf } from './names.ts';
import { rounded } from './profile.ts';

const sketchLimits = { terms: 80, figures: 20, free: 90, counts: 12, keyChars: 40, leadTokens: 60 } as const;
/** What is left of the weight of a word that the topic itself asks for. */
const topicWordShare = 0.25;
/** As telling as a word that one article in fifty has. */
const usualRarity = Math.log(50);
/** What a place or an actor counts more than a word, where no capital letter has made a name of it already. */
const nameBoost = 1.5;
/** What a figure counts more than a word. */
const figureBoost = 1.5;

export interface Sketchable {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly lang: string;
  readonly publishedAtMs: number;
  readonly outlet?: string | undefined;
}

/**
 * What of an article is kept to compare later ones with. Bounded whatever the article's size. The evidence is
 * the receipt's of the topic that the article hit: the words it asks for tell the topic, not the event, and count
 * little. What it shares with the topic's examples is the event.
 */
export function sketch(
  article: Sketchable,
  analyse: Analyse,
  evidence: readonly Pick<Evidence, 'rule' | 'field' | 'start' | 'end'>[] = [],
): Sketch {
  const text = analyse(article.text, article.lang === 'und' ? undefined : article.lang);
  const title = article.title === '' ? undefined : analyse(article.title, text.lang);
  const ofTopic = new Set(
    evidence.flatMap(({ rule, field, start, end }) => {
      return rule === 'like' ? [] : termsBetween(field === 'title' ? title : text, start, end);
    }),
  );
  const features = featuresOf(title, text);
  const shareOf = ({ field, index }: Pick<Feature, 'field' | 'index'>) =>
    ofTopic.has((field === 'title' ? title : text)?.tokens[index]?.term ?? '') ? topicWordShare : 1;
  const isName = nameFinder(title, text);
  const words: Weighed[] = [];
  const figures: Weighed[] = [];
  for (const [key, feature] of features) {
    const rarity = Math.log(1 / feature.prior);
    if (feature.kind === 'year') figures.push([`#${key}`, feature.weight * rarity]);
    if (isFigure(feature) || key.length > sketchLimits.keyChars) continue;
    const weight = isName(feature) ? nameBoost * feature.salience * usualRarity : feature.weight * rarity;
    words.push([key, weight * shareOf(feature)]);
  }
  const freeFeatures = freeFeaturesOf(title, text, features);
  // "ألفي" and "2000" are one count, so numbers are compared by value.
  for (const [key, feature] of freeFeatures)
    if (key.startsWith('#'))
      figures.push([key, figureBoost * Math.log(1 / feature.prior) * shareOf(feature)]);
  const terms = [...heaviest(words, sketchLimits.terms), ...heaviest(figures, sketchLimits.figures)];
  const free = freeTermsOf(freeFeatures, shareOf).filter(([key]) => key.length <= sketchLimits.keyChars);
  return {
    articleId: article.id,
    lang: text.lang,
    outlet: (article.outlet ?? '').slice(0, sketchLimits.keyChars),
    publishedAtMs: article.publishedAtMs,
    minhash: minhash(text.tokens.slice(0, minhashSettings.wordsMax).map(({ folded }) => folded)),
    terms: unit(terms),
    free: unit(heaviest(free, sketchLimits.free)),
    counts: toldCounts(title, text),
    names: namesOf(title, text, sketchLimits.leadTokens),
  };
}

const isFigure = ({ kind }: Feature) => kind === 'number' || kind === 'year';

const heaviest = (keys: readonly Weighed[], keysMax: number) =>
  [...keys].sort((a, b) => b[1] - a[1]).slice(0, keysMax);

function unit(terms: readonly Weighed[]): Weighed[] {
  const length = Math.hypot(...terms.map(([, weight]) => weight)) || 1;
  return terms.map(([term, weight]) => [term, rounded(weight / length)]);
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

import type { Frequencies } from '../domain/frequencies.ts';
import type { Analyse, Analysis, Keyword } from '../domain/text.ts';
import { analyse } from './analyse.ts';
import { candidatesOf, weakTermsOf, type Candidate, type Place } from './keywords/candidates.ts';

const keywordsMax = 20;
/** A phrase that occurs once is mostly a chance meeting of two words; in a title it is none. */
const phraseCountMin = 2;
const phraseSalienceMin = 3;
/** Falling returns of repeats. */
const repeatPower = 0.8;
/** Words into a text where a first mention counts half. */
const halfWayWords = 150;
const conceptBoost = 1.5;
/** Articles whose frequencies weigh as much as what a word's length tells of its rarity. */
const frequencyArticles = 2_000;

/** What keywords look like differs: in Arabic they are mostly phrases, in English mostly words, the longer the better. */
const styles: ReadonlyMap<string, { readonly phraseBoost: number; readonly rarityPower: number }> = new Map(
  Object.entries({
    ar: { phraseBoost: 3, rarityPower: 1 },
    en: { phraseBoost: 0.5, rarityPower: 3 },
  }),
);
const usualStyle = { phraseBoost: 1.6, rarityPower: 1 };

/** What has been learned: of the terms of the text's language, and of concepts over all languages. */
export interface LearnedRarity {
  readonly terms?: Frequencies | undefined;
  readonly concepts?: Frequencies | undefined;
}

/**
 * What a text is about: words, phrases and entities, by how often and how early they occur, and how rare they are (after
 * KP-Miner, El-Beltagy & Rafea 2009). Best first; a phrase takes the place of words that hardly occur without it.
 */
export function keywords(
  article: {
    readonly text: string;
    readonly title?: string | undefined;
    readonly lang?: string | undefined;
  },
  { frequencies = {}, read = analyse }: { frequencies?: LearnedRarity; read?: Analyse } = {},
): { lang: string; keywords: Keyword[] } {
  const text = read(article.text, article.lang);
  const title = article.title ? read(article.title, text.lang) : undefined;
  const candidates = candidatesOf(title, text);
  const entities = entitiesOf(title, text);
  const weak = weakTermsOf(text.lang);
  const ranked = [...candidates]
    .filter(([, { words }]) => !words.every((word) => weak.has(word)))
    .filter(([, candidate]) => isTelling(candidate))
    .map(([term, candidate]) => {
      const entity = entities.get(term);
      const boost = entity === undefined ? 1 : conceptBoost;
      const rarity = rarityOf(candidate, entity, frequencies);
      return { term, candidate, entity, score: boost * scoreOf(candidate, text.lang, rarity) };
    })
    .sort((a, b) => b.score - a.score);
  const kept = withoutParts(ranked);
  const best = kept[0]?.score ?? 1;
  return {
    lang: text.lang,
    keywords: kept.map(({ term, candidate, entity, score }) => {
      const { surface, place } = mostUsedForm(candidate);
      return { term, surface, score: score / best, ...place, ...(entity === undefined ? {} : { entity }) };
    }),
  };
}

const isTelling = ({ words, count, salience }: Candidate) =>
  words.length === 1 || count >= phraseCountMin || salience >= phraseSalienceMin;

/** Concepts by the terms that name them. */
function entitiesOf(title: Analysis | undefined, text: Analysis): Map<string, string> {
  const found = new Map<string, string>();
  for (const { tokens, concepts } of title === undefined ? [text] : [title, text]) {
    for (const { concept, first, end } of concepts) {
      const content = tokens.slice(first, end).filter(({ isStopword }) => !isStopword);
      found.set(content.map(({ term }) => term).join(' '), concept.id);
    }
  }
  return found;
}

function scoreOf({ words, salience, firstIndex }: Candidate, lang: string, rarity: number): number {
  const { phraseBoost, rarityPower } = styles.get(lang) ?? usualStyle;
  const earliness = 1 / Math.sqrt(1 + firstIndex / halfWayWords);
  return salience ** repeatPower * rarity ** rarityPower * earliness * (words.length > 1 ? phraseBoost : 1);
}

/**
 * Longer words are rarer (Zipf's law of abbreviation); the more articles have been counted, the more they decide.
 * What names a concept is as rare as the concept is in all languages.
 */
function rarityOf(
  { words, letterCount }: Candidate,
  entity: string | undefined,
  { terms, concepts }: LearnedRarity,
): number {
  const prior = Math.log(2 + letterCount / words.length);
  const [counts, counted] = entity !== undefined && concepts ? [concepts, [entity]] : [terms, words];
  if (counts === undefined || counts.articles < 1) return prior;
  const { articles } = counts;
  const share = articles / (articles + frequencyArticles);
  const most = Math.log(articles + 1);
  const mean =
    counted.reduce((sum, one) => sum + most - Math.log(counts.of(one) + 1), 0) / (counted.length * most);
  return (1 - share) * prior + share * mean * longWord;
}

/** The rarity of a long word, so that what is counted and what is guessed are of one size. */
const longWord = Math.log(12);

interface Ranked {
  readonly term: string;
  readonly candidate: Candidate;
}

/** A part that occurs hardly more often than a phrase with it in says nothing of its own. */
const partShare = 1.45;

function withoutParts<T extends Ranked>(ranked: readonly T[]): T[] {
  const phrases = ranked.filter(({ candidate }) => candidate.words.length > 1);
  const isPart = ({ term, candidate }: T) =>
    phrases.some(
      ({ term: phrase, candidate: whole }) =>
        whole.words.length > candidate.words.length &&
        candidate.count <= partShare * whole.count &&
        ` ${phrase} `.includes(` ${term} `),
    );
  const kept: T[] = [];
  for (const one of ranked) {
    if (kept.length >= keywordsMax) break;
    if (!isPart(one)) kept.push(one);
  }
  return kept;
}

/** The form that the text uses most; of equals the shortest, which has no particle attached. */
function mostUsedForm({ forms }: Candidate): { surface: string; place: Place } {
  const [best] = [...forms].sort((a, b) => b[1].count - a[1].count || a[0].length - b[0].length);
  if (best === undefined) throw new Error('a candidate without a form');
  return { surface: best[0], place: best[1].place };
}

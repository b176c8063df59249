import type { Analysis, Keyword, Token } from '../domain/text.ts';
import { analyse } from './analyse.ts';

export const keywordLimits = { keywords: 20, phraseWords: 3, tokens: 3_000 } as const;

const titleBoost = 3;
const leadWords = 80;
const leadBoost = 1.5;
/** A phrase that occurs once is mostly a chance meeting of two words. */
const phraseCountMin = 2;
const phraseBoost = 1.6;

interface Candidate {
  readonly term: string;
  readonly words: readonly string[];
  count: number;
  salience: number;
  readonly surfaces: Map<string, number>;
}

/**
 * What a text is about: words and phrases without stopwords at their ends, by how often and how early they occur (after
 * KP-Miner, El-Beltagy & Rafea 2009). Best first; a phrase takes the place of the words that hardly occur without it.
 */
export function keywords(article: {
  readonly text: string;
  readonly title?: string | undefined;
  readonly lang?: string | undefined;
}): { lang: string; keywords: Keyword[] } {
  const text = analyse(article.text, article.lang);
  const title = article.title ? analyse(article.title, text.lang) : undefined;
  const candidates = new Map<string, Candidate>();
  if (title) collect(candidates, title, () => titleBoost);
  collect(candidates, text, (index) => (index < leadWords ? leadBoost : 1));
  const ranked = [...candidates.values()]
    .filter(
      ({ words, count, salience }) => words.length === 1 || count >= phraseCountMin || salience >= titleBoost,
    )
    .map((candidate) => ({ candidate, score: scoreOf(candidate) }))
    .sort((a, b) => b.score - a.score);
  const kept = withoutParts(ranked).slice(0, keywordLimits.keywords);
  const best = kept[0]?.score ?? 1;
  return {
    lang: text.lang,
    keywords: kept.map(({ candidate, score }) => {
      return { term: candidate.term, surface: surfaceOf(candidate), score: score / best };
    }),
  };
}

function collect(
  candidates: Map<string, Candidate>,
  { text, tokens, sentences }: Analysis,
  boostAt: (index: number) => number,
): void {
  for (const { firstToken, endToken } of sentences) {
    for (let first = firstToken; first < Math.min(endToken, keywordLimits.tokens); first += 1) {
      for (let size = 1; size <= keywordLimits.phraseWords && first + size <= endToken; size += 1) {
        const run = tokens.slice(first, first + size);
        if (!run.every(isContent) || !isUnbroken(text, run)) break;
        add(candidates, text, run, boostAt(first));
      }
    }
  }
}

const isContent = ({ isStopword, term }: Token) => !isStopword && term.length > 1 && !/^\d/u.test(term);

/** Words of one phrase have nothing but space between them. */
function isUnbroken(text: string, run: readonly Token[]): boolean {
  return run.every((token, at) => at === 0 || /^\s+$/u.test(text.slice(run[at - 1]!.end, token.start)));
}

function add(candidates: Map<string, Candidate>, text: string, run: readonly Token[], boost: number): void {
  const words = run.map(({ term }) => term);
  const term = words.join(' ');
  const known = candidates.get(term) ?? {
    term,
    words,
    count: 0,
    salience: 0,
    surfaces: new Map<string, number>(),
  };
  known.count += 1;
  known.salience += boost;
  const surface = text.slice(run[0]!.start, run.at(-1)!.end);
  known.surfaces.set(surface, (known.surfaces.get(surface) ?? 0) + 1);
  candidates.set(term, known);
}

function scoreOf({ words, salience, term }: Candidate): number {
  // Longer words are rarer (Zipf's law of abbreviation).
  const rarity = Math.log(2 + term.length / words.length);
  return salience * rarity * (words.length > 1 ? phraseBoost : 1);
}

/** A part that occurs hardly more often than a better phrase with it in says nothing of its own. */
function withoutParts<T extends { candidate: Candidate }>(ranked: readonly T[]): T[] {
  const phrases = ranked.filter(({ candidate }) => candidate.words.length > 1);
  return ranked.filter(({ candidate }) => {
    return !phrases.some(({ candidate: phrase }) => {
      const isPart =
        phrase.words.length > candidate.words.length && ` ${phrase.term} `.includes(` ${candidate.term} `);
      return isPart && candidate.count <= phrase.count * 1.5;
    });
  });
}

/** The form that the text uses most; of equals the shortest, which has no particle attached. */
function surfaceOf({ surfaces }: Candidate): string {
  const forms = [...surfaces].sort((a, b) => b[1] - a[1] || a[0].length - b[0].length);
  return (forms[0]?.[0] ?? '').replace(/\s+/gu, ' ');
}

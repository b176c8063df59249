import type { Analysis, Token } from '../../domain/text.ts';
import { tokenise } from '../analyse.ts';
import { languageOf } from '../languages/list.ts';
import { weakWordsOf } from './weak-words.ts';

/** Words in a row that may be a keyword, under whatever endings the text has them. */
export interface Candidate {
  /** The terms of its words, without what only links them. */
  readonly words: readonly string[];
  /** Letters of those words. */
  letterCount: number;
  /** How often it occurs, and the same with title and lead counting more. */
  count: number;
  salience: number;
  /** Index of its first word among the text's; 0 in a title. */
  readonly firstIndex: number;
  /** Where it first stands in each of its written forms. */
  readonly forms: Map<string, { count: number; readonly place: Place }>;
}

export interface Place {
  readonly field: 'title' | 'text';
  readonly start: number;
  readonly end: number;
}

export const candidateLimits = { contentWords: 4, words: 6, tokens: 3_000 } as const;

const titleBoost = 3;
const leadWords = 80;
const leadBoost = 1.5;

/** What may stand between the words of a keyword: conférence de presse. */
const links: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries({
    fr: new Set('de du des d l la le les'.split(' ')),
    es: new Set('de del la el'.split(' ')),
    pt: new Set('de do da dos das'.split(' ')),
    it: new Set('di del della dei'.split(' ')),
  }),
);
const noLinks: ReadonlySet<string> = new Set();

/** By their words: all runs of content words within a sentence that nothing but space and links parts. */
export function candidatesOf(title: Analysis | undefined, text: Analysis): Map<string, Candidate> {
  const candidates = new Map<string, Candidate>();
  if (title !== undefined) collect(candidates, title, 'title');
  collect(candidates, text, 'text');
  return candidates;
}

function collect(candidates: Map<string, Candidate>, analysis: Analysis, field: Place['field']): void {
  const { text, tokens, sentences, lang } = analysis;
  const linking = links.get(lang) ?? noLinks;
  for (const { firstToken, endToken } of sentences) {
    for (let first = firstToken; first < Math.min(endToken, candidateLimits.tokens); first += 1) {
      const run: Token[] = [];
      const opening = tokens[first]!;
      if (!isContent(opening)) continue;
      const start = opening.start + particlesIn(lang, text.slice(opening.start, opening.end));
      let contentCount = 0;
      for (let at = first; at < Math.min(endToken, first + candidateLimits.words); at += 1) {
        const token = tokens[at]!;
        if (at > first && !isJoint(text.slice(tokens[at - 1]!.end, token.start))) break;
        // A word that begins with "and" is the next thing, not part of this one.
        if (at > first && startsWithAnd(lang, token)) break;
        run.push(token);
        if (!isContent(token)) {
          if (at > first && linking.has(token.folded)) continue;
          break;
        }
        contentCount += 1;
        if (contentCount > candidateLimits.contentWords) break;
        add(candidates, analysis, field, run, first, start);
      }
    }
  }
}

const isContent = ({ isStopword, term }: Token) => !isStopword && term.length > 1 && !/^\d/u.test(term);
const isJoint = (gap: string) => /^[\s'’-]*$/u.test(gap);
const startsWithAnd = (lang: string, { folded, term }: Token) =>
  lang === 'ar' && folded.startsWith('و') && !term.startsWith('و');

function add(
  candidates: Map<string, Candidate>,
  { text, lang }: Analysis,
  field: Place['field'],
  run: readonly Token[],
  index: number,
  start: number,
): void {
  const content = run.filter(isContent);
  const words = content.map(({ term }) => term);
  const key = words.join(' ');
  const place = { field, start, end: run.at(-1)!.end };
  const known = candidates.get(key) ?? { words, letterCount: 0, count: 0, salience: 0, firstIndex: field === 'title' ? 0 : index, forms: new Map<string, { count: number; place: Place }>() }; // prettier-ignore
  known.count += 1;
  const letterCount = content.reduce((sum, { folded }) => sum + folded.length, 0);
  // The longest form of a word has all its letters; where particles are attached, the shortest has no more than those.
  const hasParticles = languageOf(lang).particleUnits !== undefined;
  known.letterCount = known.count === 1 ? letterCount : Math[hasParticles ? 'min' : 'max'](known.letterCount, letterCount); // prettier-ignore
  known.salience += field === 'title' ? titleBoost : index < leadWords ? leadBoost : 1;
  const surface = text.slice(place.start, place.end).replace(/\s+/gu, ' ');
  const form = known.forms.get(surface);
  if (form === undefined) known.forms.set(surface, { count: 1, place });
  else form.count += 1;
  candidates.set(key, known);
}

const particles = new Map<string, number>();
const particlesMax = 50_000;

/** A keyword is shown without what is attached before it: بالعراق is العراق, للعراق stays. Words repeat between texts. */
function particlesIn(lang: string, word: string): number {
  const language = languageOf(lang);
  if (language.particleUnits === undefined) return 0;
  const known = particles.get(word) ?? language.particleUnits(word);
  if (particles.size >= particlesMax) particles.clear();
  particles.set(word, known);
  return known;
}

const weakTerms = new Map<string, ReadonlySet<string>>();
const weakLanguagesMax = 50;

/** Terms that are no keyword by themselves. */
export function weakTermsOf(lang: string): ReadonlySet<string> {
  const known = weakTerms.get(lang);
  if (known !== undefined) return known;
  const made = new Set(weakWordsOf(lang).flatMap((word) => tokenise(word, lang).map(({ term }) => term)));
  if (weakTerms.size >= weakLanguagesMax) weakTerms.clear();
  weakTerms.set(lang, made);
  return made;
}

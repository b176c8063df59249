import type { Analyse, Analysis, OwnWords, Token } from '../domain/text.ts';
import { conceptsIn } from './concepts/find.ts';
import { identify } from './identify.ts';
import { unmasked } from './look-alikes.ts';
import { normaliseNumber } from './numbers.ts';
import { plainText, type PlainText } from './plain-text.ts';
import { wordReader } from './read-word.ts';
import { sentencesOf } from './sentences.ts';
import { wordSpans, type Span } from './words.ts';

/** From so many words on, what a text is written in says more than the label that a template gave it. */
const ownWordMin = 40;

/**
 * Words, their terms and the sentences of a text, with offsets into it as it stands. A given language is believed for short
 * texts; a long one that is plainly in another language is taken for what it is.
 */
export const analyse: Analyse = analyser();

/** `analyse` with the owner's words beside Rasid's own. What is compared has to be read by the same one. */
export function analyser(own?: OwnWords): Analyse {
  const sameTerms = own === undefined ? undefined : sameTermsBy(own.same);
  const read = (text: string, spans: readonly Span[], code: string) => {
    const tokens = tokensIn(text, spans, code);
    const same = sameTerms?.(code);
    return same === undefined ? tokens : tokens.map((token) => ({ ...token, term: same.get(token.term) ?? token.term }));
  };
  return (text, lang) => {
    const plain = plainText(text);
    const spans = wordSpans(plain.text);
    const code = languageCode(plain.text, spans.length, lang);
    const shown = unmasked(plain, code);
    const tokens = read(shown.text, shown === plain ? spans : wordSpans(shown.text), code);
    const concepts = conceptsIn(shown.text, tokens, code, (word) => read(word, wordSpans(word), code), own?.concepts);
    const placed = inOriginal(tokens, shown, text);
    return { lang: code, text, tokens: placed, sentences: sentencesOf(text, placed), concepts } satisfies Analysis;
  };
} // prettier-ignore

/** By language: what the term of each form is read as. */
function sameTermsBy(same: OwnWords['same']): (code: string) => ReadonlyMap<string, string> | undefined {
  const known = new Map<string, ReadonlyMap<string, string>>();
  return (code) => {
    const forms = Object.hasOwn(same, code) ? same[code] : undefined;
    if (forms === undefined) return undefined;
    const made = known.get(code) ?? new Map(forms.flatMap(([base = '', ...others]) => {
      const [to] = tokenise(base, code);
      return to === undefined ? [] : others.flatMap((form) => tokenise(form, code).slice(0, 1).map(({ term }) => [term, to.term] as const));
    }));
    known.set(code, made);
    return made;
  };
} // prettier-ignore

/** The words alone, in a language that is known. */
export function tokenise(text: string, code: string): Token[] {
  const shown = unmasked(plainText(text), code);
  return inOriginal(tokensIn(shown.text, wordSpans(shown.text), code), shown, text);
}

/** The tokens at their places in the text as it was written. */
const inOriginal = (tokens: Token[], shown: PlainText, original: string): Token[] =>
  shown.text === original
    ? tokens
    : tokens.map((token) => {
        const { start, end } = shown.origin(token);
        return { term: token.term, folded: token.folded, start, end, isStopword: token.isStopword };
      });

function languageCode(text: string, wordCount: number, lang: string | undefined): string {
  const label = lang?.toLowerCase().split(/[-_]/u)[0];
  const isLabel = label !== undefined && /^[a-z]{2,3}$/u.test(label) && label !== 'und';
  if (isLabel && wordCount < ownWordMin) return label;
  const own = identify(text);
  return own === 'und' && isLabel ? label : own;
}

function tokensIn(text: string, spans: readonly Span[], code: string): Token[] {
  const elides = code === 'fr' || code === 'it';
  const read = wordReader(code);
  const tokens: Token[] = [];
  for (const { start: from, end, kind } of spans) {
    if (kind === 'number') {
      const value = normaliseNumber(text.slice(from, end), code);
      tokens.push({ term: value, folded: value, start: from, end, isStopword: false });
      continue;
    }
    const start = elides ? from + elision(text.slice(from, end)) : from;
    const { term, folded, isStopword } = read(text.slice(start, end));
    if (folded !== '') tokens.push({ term, folded, start, end, isStopword });
  }
  return tokens;
}

/** l'Irak, qu'il: how much in front is no part of the word. */
function elision(surface: string): number {
  return (
    /^(?:l|d|j|m|n|s|t|c|qu|jusqu|lorsqu|puisqu|dell|nell|all|un)['’](?=\p{L})/iu.exec(surface)?.[0].length ??
    0
  );
}

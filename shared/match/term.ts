import type { Analyse } from '../domain/text.ts';
import { markOfBeginning, markOfFolded, markOfSource, markOfTerm, type Lexicon } from './lexicon.ts';

const quoted = /^(?:"([^"]*)"|“([^”]*)”|«([^»]*)»)$/u;

/**
 * Reads a term: `"…"`, `“…”` or `«…»` an exact phrase, `term*` a prefix, anything else its normalised words. It is
 * analysed in the article's language, so that it meets the article's words at one form.
 */
function marksOf(source: string, lang: string, analyse: Analyse, lexicon: Lexicon): number[] {
  const trimmed = source.trim();
  const phrase = quoted.exec(trimmed)?.slice(1).find(Boolean);
  const isPrefix = phrase === undefined && trimmed.endsWith('*');
  const { tokens } = analyse(phrase ?? (isPrefix ? trimmed.slice(0, -1) : trimmed), lang);
  return tokens.map((token, at) => {
    if (isPrefix && at === tokens.length - 1) return markOfBeginning(lexicon, token);
    return isPrefix || phrase !== undefined ? markOfFolded(lexicon, token) : markOfTerm(lexicon, token);
  });
}

/** The keys of a plan's terms and sources in the lexicon, the same for terms that match the same words. */
export interface Keys {
  readonly ofTerm: (source: string) => number;
  readonly ofSource: (name: string) => number;
}

/** Each term is read once for all topics. */
export function keysIn(lexicon: Lexicon, lang: string, analyse: Analyse): Keys {
  const bySource = new Map<string, number>();
  const byWords = new Map<string, number>();
  const read = (source: string) => {
    const marks = marksOf(source, lang, analyse, lexicon);
    if (marks.length === 1) return marks[0]!;
    const words = marks.join(' ');
    const key = byWords.get(words) ?? ~(lexicon.phrases.push(marks) - 1);
    byWords.set(words, key);
    return key;
  };
  const ofTerm = (source: string) => {
    const key = bySource.get(source) ?? read(source);
    bySource.set(source, key);
    return key;
  };
  return { ofTerm, ofSource: (name) => markOfSource(lexicon, name) };
}

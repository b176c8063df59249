import type { Analyse } from '../domain/text.ts';
import { markOfBeginning, markOfFolded, markOfTerm, type Lexicon } from './lexicon.ts';

/** A topic's term in one language: words in a row, each a mark of the lexicon. None: a term that never occurs. */
export interface TermForm {
  /** As the topic writes it. */
  readonly source: string;
  readonly marks: readonly number[];
  /** The same for terms that match the same words. */
  readonly key: number;
}

const quoted = /^(?:"([^"]*)"|“([^”]*)”|«([^»]*)»)$/u;

/**
 * Reads one term: `"…"`, `“…”` or `«…»` an exact phrase, `term*` a prefix, anything else its normalised words.
 * It is analysed in the article's language, so that it meets the article's words at one form.
 */
export function marksOf(source: string, lang: string, analyse: Analyse, lexicon: Lexicon): number[] {
  const trimmed = source.trim();
  const phrase = quoted.exec(trimmed)?.slice(1).find(Boolean);
  const isPrefix = phrase === undefined && trimmed.endsWith('*');
  const { tokens } = analyse(phrase ?? (isPrefix ? trimmed.slice(0, -1) : trimmed), lang);
  return tokens.map((token, at) => {
    if (isPrefix && at === tokens.length - 1) return markOfBeginning(lexicon, token);
    return isPrefix || phrase !== undefined ? markOfFolded(lexicon, token) : markOfTerm(lexicon, token);
  });
}

export interface Forms {
  readonly list: readonly TermForm[];
  /** Index into the list. */
  readonly indexOf: (source: string) => number;
}

/** Terms are read once however many topics have them. */
export function formsOf(lang: string, analyse: Analyse, lexicon: Lexicon): Forms {
  const list: TermForm[] = [];
  const bySource = new Map<string, number>();
  const keys = new Map<string, number>();
  return {
    list,
    indexOf: (source) => {
      const known = bySource.get(source);
      if (known !== undefined) return known;
      const marks = marksOf(source, lang, analyse, lexicon);
      const index = list.length;
      const words = marks.join(' ');
      const key = keys.get(words) ?? index;
      keys.set(words, key);
      bySource.set(source, index);
      list.push({ source, marks, key });
      return index;
    },
  };
}

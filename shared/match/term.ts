import type { Analyse, Token } from '../domain/text.ts';
import { markOfBeginning, markOfFolded, markOfSource, markOfTerm, type Lexicon } from './lexicon.ts';

const quoted = /^(?:"([^"]*)"|“([^”]*)”|«([^»]*)»)$/u;

/** A topic's term in one language, as its words are compared: `words` by what they come to, the others as written. */
export interface TermForm {
  readonly kind: 'words' | 'exact' | 'prefix';
  readonly tokens: readonly Token[];
}

/**
 * Reads a term: `"…"`, `“…”` or `«…»` an exact phrase, `term*` a prefix, anything else its normalised words. It is
 * analysed in the article's language, so that it meets the article's words at one form.
 */
export function termForm(source: string, lang: string, analyse: Analyse): TermForm {
  const trimmed = source.trim();
  const phrase = quoted.exec(trimmed)?.slice(1).find(Boolean);
  if (phrase !== undefined) return { kind: 'exact', tokens: analyse(phrase, lang).tokens };
  if (trimmed.endsWith('*')) return { kind: 'prefix', tokens: analyse(trimmed.slice(0, -1), lang).tokens };
  return { kind: 'words', tokens: analyse(trimmed, lang).tokens };
}

/** The same for two terms that match the same words. */
export function formKey({ kind, tokens }: TermForm): string {
  return `${kind} ${tokens.map(({ term, folded }) => (kind === 'words' ? term : folded)).join(' ')}`;
}

function marksOf(source: string, lang: string, analyse: Analyse, lexicon: Lexicon): number[] {
  const { kind, tokens } = termForm(source, lang, analyse);
  return tokens.map((token, at) => {
    if (kind === 'prefix' && at === tokens.length - 1) return markOfBeginning(lexicon, token);
    return kind === 'words' ? markOfTerm(lexicon, token) : markOfFolded(lexicon, token);
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

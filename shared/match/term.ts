import type { Analyse } from '../domain/text.ts';

/**
 * A topic's term in one language: `words` are normalised words in a row, `exact` folded words in a row,
 * `prefix` the same with the beginning of a word at the end.
 */
export interface TermForm {
  /** As the topic writes it. */
  readonly source: string;
  readonly kind: 'words' | 'exact' | 'prefix';
  readonly parts: readonly string[];
}

const quoted = /^(?:"([^"]*)"|“([^”]*)”|«([^»]*)»)$/u;

/**
 * Reads one term: `"…"`, `“…”` or `«…»` an exact phrase, `term*` a prefix, anything else its words.
 * It is analysed in the article's language, so that it meets the article's words at one form.
 */
export function termForm(source: string, lang: string, analyse: Analyse): TermForm {
  const trimmed = source.trim();
  const phrase = quoted.exec(trimmed)?.slice(1).find(Boolean);
  if (phrase !== undefined) {
    return { source, kind: 'exact', parts: analyse(phrase, lang).tokens.map(({ folded }) => folded) };
  }
  if (trimmed.endsWith('*')) {
    const { tokens } = analyse(trimmed.slice(0, -1), lang);
    return { source, kind: 'prefix', parts: tokens.map(({ folded }) => folded) };
  }
  return { source, kind: 'words', parts: analyse(trimmed, lang).tokens.map(({ term }) => term) };
}

/** The same for two terms that match the same words. */
export function formKey({ kind, parts }: TermForm): string {
  return `${kind} ${parts.join(' ')}`;
}

import type { Analysis, Token } from '../../shared/domain/text.ts';
import type { Topic } from '../../shared/domain/topic.ts';

const stopwords = new Set('the a of in to and from at on for with their its over were when some'.split(' '));

/** Words as they are, in lower case, a plural s taken off: enough to test matching without any language's rules. */
export function plainAnalyse(text: string, lang = 'und'): Analysis {
  const tokens: Token[] = [];
  const sentences: { start: number; end: number; firstToken: number; endToken: number }[] = [];
  let firstToken = 0;
  let start = 0;
  const close = (end: number) => {
    if (tokens.length > firstToken) sentences.push({ start, end, firstToken, endToken: tokens.length });
    firstToken = tokens.length;
    start = end;
  };
  for (const found of text.matchAll(/\p{N}+(?:[,.]\p{N}+)*|[\p{L}\p{M}]+|[.!?\n]/gu)) {
    const [surface] = found;
    const end = found.index + surface.length;
    if (/^[.!?\n]$/u.test(surface)) {
      close(end);
      continue;
    }
    const folded = surface.toLowerCase().replace(/,/gu, '');
    const term = folded.length > 3 ? folded.replace(/s$/u, '') : folded;
    tokens.push({ term, folded, start: found.index, end, isStopword: stopwords.has(folded) });
  }
  close(text.length);
  return { lang, text, tokens, sentences, concepts: [] };
}

/** A topic with nothing but what the test gives it. */
export function topicOf(parts: Partial<Topic>): Topic {
  const empty = { like: [], all: [], any: [], weights: {}, near: [], not: [], languages: [] };
  return { name: 'topic', title: 'Topic', ...empty, alert: { channels: [], backfill: false }, ...parts };
}

/** `all` from lists of terms, the groups named g0, g1, ... */
export function groupsOf(...lists: readonly string[][]): Topic['all'] {
  return lists.map((terms, at) => ({ name: `g${at}`, terms }));
}

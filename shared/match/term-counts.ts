import type { Analyse } from '../domain/text.ts';
import { bareTopic, type Matchable } from '../domain/topic.ts';
import { compile } from './compile.ts';
import { match } from './match.ts';

/** In how many articles each of some terms occurs, as a topic would meet it. */
export interface CountsByTerm {
  add(article: Matchable): void;
  of(term: string): number;
  articleCount(): number;
}

export function termCounts(terms: Iterable<string>, analyse: Analyse): CountsByTerm {
  const distinct = [...new Set(terms)];
  // A term may be no name that a topic can have.
  const plan = compile(
    distinct.map((term, at) => bareTopic(String(at), { any: [term] })),
    analyse,
  );
  const counts = new Map<string, number>();
  let articleCount = 0;
  return {
    add(article) {
      articleCount += 1;
      for (const { topic } of match(plan, article, analyse)) {
        const term = distinct[Number(topic)]!;
        counts.set(term, (counts.get(term) ?? 0) + 1);
      }
    },
    of: (term) => counts.get(term) ?? 0,
    articleCount: () => articleCount,
  };
}

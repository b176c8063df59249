import type { AnchorIndex, CompiledTopic } from './plan.ts';
import type { TermForm } from './term.ts';
import type { View } from './view.ts';

interface Anchor {
  readonly kind: 'term' | 'folded' | 'prefix';
  readonly key: string;
}

/**
 * The presearch: every topic stands under a few words of which an article must have at least one before the
 * topic's rules can score, so that cost grows with what matches and not with the number of topics
 * ("percolation"; Elasticsearch's percolator and Lucene's monitor extract terms from stored queries alike).
 */
export function anchorIndex(topics: readonly CompiledTopic[]): AnchorIndex {
  const counts = wordCounts(topics);
  const maps = {
    term: new Map<string, number[]>(),
    folded: new Map<string, number[]>(),
    prefix: new Map<string, number[]>(),
  };
  topics.forEach((topic, at) => {
    for (const { kind, key } of anchorsOf(topic, counts)) {
      const list = maps[kind].get(key);
      if (list === undefined) maps[kind].set(key, [at]);
      else if (list.at(-1) !== at) list.push(at);
    }
  });
  const lengths = new Set([...maps.prefix.keys()].map((prefix) => prefix.length));
  return {
    byTerm: maps.term,
    byFolded: maps.folded,
    byPrefix: maps.prefix,
    prefixLengths: [...lengths].sort((a, b) => a - b),
  };
}

/** Topics whose rules may score for this article. */
export function candidates(index: AnchorIndex, view: View): Set<number> {
  const found = new Set<number>();
  const take = (topics: readonly number[] | undefined) => {
    if (topics !== undefined) for (const topic of topics) found.add(topic);
  };
  for (const term of view.byTerm.keys()) take(index.byTerm.get(term));
  if (index.byFolded.size === 0 && index.byPrefix.size === 0) return found;
  for (const word of view.byFolded.keys()) {
    take(index.byFolded.get(word));
    for (const length of index.prefixLengths) {
      if (length > word.length) break;
      take(index.byPrefix.get(word.slice(0, length)));
    }
  }
  return found;
}

/** Of the hard rules the one that fits the fewest articles; without hard rules whatever can score. */
function anchorsOf(
  { groups, any, extra, near }: CompiledTopic,
  counts: ReadonlyMap<string, number>,
): Anchor[] {
  const costOf = (anchor: Anchor) => costOfWord(anchor, counts);
  const anchorOf = (form: TermForm) =>
    least(
      form.parts.map((_, at) => anchorAt(form, at)),
      costOf,
    );
  const hard = [...groups.map(({ terms }) => terms), ...(any.length > 0 ? [any] : [])];
  if (hard.length > 0) {
    const rules = hard.map((terms) => terms.flatMap(({ form }) => anchorOf(form)));
    return least(rules, (anchors) => anchors.reduce((sum, anchor) => sum + costOf(anchor), 0))[0] ?? [];
  }
  return [
    ...extra.flatMap(({ form }) => anchorOf(form)),
    ...near.flatMap(({ forms }) => least(forms.flatMap(anchorOf), costOf)),
  ];
}

function anchorAt({ kind, parts }: TermForm, at: number): Anchor {
  const key = parts[at]!;
  if (kind === 'words') return { kind: 'term', key };
  return { kind: kind === 'prefix' && at === parts.length - 1 ? 'prefix' : 'folded', key };
}

/** How many terms of the whole plan use a word stands in for how many articles have it. */
function wordCounts(topics: readonly CompiledTopic[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { groups, any, extra, near } of topics) {
    const weighted = [...groups.flatMap(({ terms }) => terms), ...any, ...extra].map(({ form }) => form);
    for (const { parts } of [...weighted, ...near.flatMap(({ forms }) => forms)])
      for (const part of parts) counts.set(part, (counts.get(part) ?? 0) + 1);
  }
  return counts;
}

/** Short words are common everywhere; a prefix stands for all the words that begin so. */
function costOfWord({ kind, key }: Anchor, counts: ReadonlyMap<string, number>): number {
  const share = (counts.get(key) ?? 0) + 8 / key.length ** 2;
  return kind === 'prefix' ? share + 40 / key.length : share;
}

/** The item of least cost in a list of its own; none of none. */
function least<T>(items: readonly T[], costOf: (item: T) => number): T[] {
  let best: { item: T; cost: number } | undefined;
  for (const item of items) {
    const cost = costOf(item);
    if (best === undefined || cost < best.cost) best = { item, cost };
  }
  return best === undefined ? [] : [best.item];
}

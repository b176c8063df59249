import type { Concept, OwnConcept } from '../../domain/text.ts';
import concepts from './concepts.json' with { type: 'json' };
import countries from './countries.json' with { type: 'json' };
import organisations from './organisations.json' with { type: 'json' };
import places from './places.json' with { type: 'json' };

/** One concept with its words in one language. */
export interface Named {
  readonly concept: Concept;
  readonly words: readonly string[];
}

/** What news is about, who acts in it and where it happens; a place may stand in two tables, which then add up. */
export const tables: readonly (readonly string[])[] = [concepts, organisations, places, countries];

const withinMax = 6;

interface Row {
  readonly id: string;
  readonly kind: Concept['kind'];
  readonly parent: string | undefined;
  readonly cells: readonly string[];
  readonly head: readonly string[];
}

/** Rows are `id kind parent | words, words | ...`, a language a column; the first row names the languages. */
export function rowsOf(table: readonly string[]): Row[] {
  const [head = [], ...rows] = table.map((line) => line.split('|').map((cell) => cell.trim()));
  return rows.map(([name = '', ...cells]) => {
    const [id = '', kind = '', parent] = name.split(' ');
    if (kind !== 'who' && kind !== 'what' && kind !== 'where') throw new Error(`no kind of concept: ${name}`);
    return { id, kind, parent, cells, head: head.slice(1) };
  });
}

let all: { readonly rows: readonly Row[]; readonly byId: ReadonlyMap<string, Concept> } | undefined;

function read() {
  if (all !== undefined) return all;
  const rows = tables.flatMap(rowsOf);
  const parents = new Map(rows.flatMap(({ id, parent }) => (parent === undefined ? [] : [[id, parent]])));
  const within = (id: string): string[] => {
    const chain: string[] = [];
    for (let at = parents.get(id); at !== undefined && chain.length < withinMax; at = parents.get(at)) chain.push(at); // prettier-ignore
    return chain;
  };
  const kinds = new Set(rowsOf(concepts).map(({ id }) => id));
  const byId = new Map(
    rows.map(({ id, kind }) => [id, { id, kind, within: within(id), isNamed: !kinds.has(id) }]),
  );
  all = { rows, byId };
  return all;
}

/** Every concept that has words in the language. */
export function namedIn(lang: string): Named[] {
  const { rows, byId } = read();
  return rows.flatMap(({ id, cells, head }) => {
    const at = head.indexOf(lang);
    const words = at === -1 ? [] : wordsOf(cells[at] ?? '');
    return words.length === 0 ? [] : [{ concept: byId.get(id)!, words }];
  });
}

/** The owner's concepts that have words in the language; one of a known id is that concept. */
export function ownNamedIn(own: readonly OwnConcept[], lang: string): Named[] {
  const { byId } = read();
  return own.flatMap(({ id, kind, within: parent, words }) => {
    const parents = parent === undefined ? [] : [parent, ...(byId.get(parent)?.within ?? [])];
    const concept = byId.get(id) ?? { id, kind, within: parents, isNamed: true };
    return Object.hasOwn(words, lang) ? [{ concept, words: words[lang]! }] : [];
  });
}

/** What countries, cities and seas are called in a language. */
export function placeNamesIn(lang: string): string[] {
  return [places, countries]
    .flatMap(rowsOf)
    .flatMap(({ cells, head }) => wordsOf(cells[head.indexOf(lang)] ?? ''));
}

const wordsOf = (cell: string) =>
  cell
    .split(',')
    .map((word) => word.trim())
    .filter(Boolean);

import type { Concept, OwnWords } from '../shared/domain/text.ts';
import type { ConceptTables } from '../shared/match/draft.ts';
import { namedIn, ownNamedIn } from '../shared/text/concepts/concept.ts';

/** Languages whose concepts the tables name throughout. */
export const tableLanguages = ['ar', 'en', 'fr', 'tr', 'fa', 'es', 'de'] as const;

/** Rasid's tables with the owner's words in front. A concept in several tables gives the usual word of each first: a country its name. */
export function conceptTables(own: OwnWords | undefined): ConceptTables {
  const concepts = new Map<string, Concept>();
  const rows = new Map<string, (readonly string[])[]>();
  for (const lang of tableLanguages) {
    for (const { concept, words } of [...namedIn(lang), ...ownNamedIn(own?.concepts ?? [], lang)]) {
      concepts.set(concept.id, concept);
      const key = `${lang} ${concept.id}`;
      rows.set(key, [words, ...(rows.get(key) ?? [])]);
    }
  }
  const wordsOf = (id: string, lang: string) => {
    const found = rows.get(`${lang} ${id}`) ?? [];
    return [...found.map(([first = '']) => first), ...found.flatMap((words) => words.slice(1))];
  };
  return { conceptOf: (id) => concepts.get(id), wordsOf };
}

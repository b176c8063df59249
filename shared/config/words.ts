import { z } from 'zod';
import type { OwnConcept, OwnWords } from '../domain/text.ts';
import { parseYaml, type Parsed } from './yaml.ts';

const limits = { groupsMax: 2_000, formsMax: 50, conceptsMax: 2_000, charsMax: 100 } as const;

const language = z.string().regex(/^[a-z]{2,3}$/u, 'a language code such as ar or en');
const word = z.string().trim().min(1).max(limits.charsMax);
const id = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/u, 'an id of a-z, 0-9 and -, at most 64 characters');
const kind = z.enum(['who', 'what', 'where']);
const single = word.refine((text) => !/\s/u.test(text), 'more than one word');

const concept = z.object({ id, kind, within: id.optional() }).catchall(z.array(word).max(limits.formsMax));

const wordsSchema = z
  .strictObject({
    same: z
      .record(language, z.array(z.array(single).min(2).max(limits.formsMax)).max(limits.groupsMax))
      .default({}),
    concepts: z.array(concept).max(limits.conceptsMax).default([]),
  })
  .superRefine(({ concepts }, context) => {
    const add = (message: string, ...path: (string | number)[]) =>
      context.addIssue({ code: 'custom', path: ['concepts', ...path], message });
    for (const [index, one] of concepts.entries()) {
      const { words } = parted(one);
      for (const key of Object.keys(words))
        if (!language.safeParse(key).success)
          add('neither id, kind or within nor a language code such as ar or en', index, key);
      if (Object.keys(words).length === 0) add('no words: give a list under at least one language', index);
    }
  })
  .transform(({ same, concepts }): OwnWords => ({ same, concepts: concepts.map(parted) }));

/** The lists under languages apart from what says what the concept is. */
function parted({ id: name, kind: what, within, ...words }: z.infer<typeof concept>): OwnConcept {
  return { id: name, kind: what, within, words };
}

/** The owner's words, as docs/text.md explains them. Every error names its line and column. */
export function wordsFromYaml(source: string, file: string): Parsed<OwnWords> {
  return parseYaml(source, file, wordsSchema);
}

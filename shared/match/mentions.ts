import { countsOf } from '../domain/counts.ts';
import { featuresOf } from '../domain/features.ts';
import { skeleton } from '../domain/skeleton.ts';
import type { Analyse, Analysis, Concept } from '../domain/text.ts';
import type { Example } from '../domain/topic.ts';

/** What one article speaks of, by key: concepts with the places around them, and what no table of concepts knows. */
export interface Mentions {
  readonly concepts: ReadonlyMap<string, ConceptMention>;
  readonly words: ReadonlyMap<string, WordMention>;
}

interface Mention {
  readonly place: 'title' | 'lead' | 'rest';
  /** How much it says of what the article is about, in (0, 1]. */
  readonly weight: number;
  readonly surfaces: readonly string[];
}

export interface ConceptMention extends Mention {
  /** Undefined for a place that is named only by one within it. */
  readonly concept: Concept | undefined;
}

export interface WordMention extends Mention {
  readonly kind: 'name' | 'number' | 'word';
  /** Consonants of what may be a name, by which it is known in another script. */
  readonly sound: string | undefined;
}

const placeWeight = { title: 1, lead: 0.6, rest: 0.25 } as const;
const leadWords = 60;
/** A place that is named only by one within it says less. */
const parentShare = 0.6;
const countTokensMax = 400;
const wordChars = { min: 3, max: 60 } as const;

export function mentionsOf({ title, text, lang }: Example, analyse: Analyse): Mentions {
  const body = analyse(text, lang);
  const head = title === undefined ? undefined : analyse(title, body.lang);
  return { concepts: conceptMentions(head, body), words: wordMentions(head, body) };
}

const placeOf = (field: 'title' | 'text', index: number) =>
  field === 'title' ? 'title' : index < leadWords ? 'lead' : 'rest';

const fieldsOf = (title: Analysis | undefined, text: Analysis) =>
  [...(title === undefined ? [] : [{ field: 'title', analysis: title } as const]), { field: 'text', analysis: text } as const]; // prettier-ignore

function conceptMentions(title: Analysis | undefined, text: Analysis): Map<string, ConceptMention> {
  const found = new Map<string, ConceptMention>();
  const add = (id: string, mention: ConceptMention) => {
    const known = found.get(id);
    if (known === undefined) return found.set(id, mention);
    const heavier = mention.weight > known.weight ? mention : known;
    const surfaces = [...new Set([...known.surfaces, ...mention.surfaces])];
    return found.set(id, { ...heavier, surfaces, concept: known.concept ?? mention.concept });
  };
  for (const { field, analysis } of fieldsOf(title, text)) {
    for (const { concept, first, end } of analysis.concepts) {
      const surfaces = [analysis.text.slice(analysis.tokens[first]!.start, analysis.tokens[end - 1]!.end)];
      const place = placeOf(field, first);
      const weight = placeWeight[place];
      add(concept.id, { place, weight, surfaces, concept });
      const [parent] = concept.within;
      if (parent !== undefined)
        add(parent, { place, weight: weight * parentShare, surfaces, concept: undefined });
    }
  }
  return found;
}

function wordMentions(title: Analysis | undefined, text: Analysis): Map<string, WordMention> {
  const found = new Map<string, WordMention>();
  for (const [key, { kind, field, index }] of featuresOf(title, text)) {
    const analysis = field === 'title' ? (title ?? text) : text;
    const isCovered = analysis.concepts.some(({ first, end }) => first <= index && index < end);
    if (kind === 'number' || kind === 'year' || isCovered) continue;
    const { start, end, term, folded } = analysis.tokens[index]!;
    if (end - start < wordChars.min || end - start > wordChars.max) continue;
    const place = placeOf(field, index);
    const isArabic = /^[\u0600-\u06ff]/u.test(folded);
    found.set(key, {
      place,
      weight: placeWeight[place],
      surfaces: [analysis.text.slice(start, end)],
      kind: kind === 'word' ? 'word' : 'name',
      sound: kind !== 'word' || isArabic ? skeleton(isArabic ? term : folded, text.lang) : undefined,
    });
  }
  for (const { field, analysis } of fieldsOf(title, text)) {
    for (const { value, first } of countsOf(analysis, countTokensMax)) {
      const key = `#${value}`;
      const place = placeOf(field, first);
      if (!found.has(key))
        found.set(key, { place, weight: placeWeight[place], surfaces: [String(value)], kind: 'number', sound: undefined }); // prettier-ignore
    }
  }
  return found;
}

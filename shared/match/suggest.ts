import type { Analyse, Concept } from '../domain/text.ts';
import type { Example } from '../domain/topic.ts';
import { mentionsOf, type Mentions, type WordMention } from './mentions.ts';

export const suggestLimits = { conceptsMax: 12, wordsMax: 8, uncoveredMax: 12, leftOutMax: 6 } as const;

/** What examples have in common, as terms for a topic that people read and change. */
export interface Suggestion {
  /** Who, what and where, heaviest first. */
  readonly concepts: readonly SuggestedConcept[];
  /** Names, numbers and words that no table of concepts knows, heaviest first. */
  readonly words: readonly SuggestedWord[];
  /** Words of titles that no table covers: what they are called in other languages only the owner knows. */
  readonly uncovered: readonly string[];
  /** By counter-example: what it is about and no example says, heaviest first. */
  readonly leftOut: readonly (readonly LeftOut[])[];
}

interface Suggested {
  /** In (0, 1]: 1 for what stands in every example's title. */
  readonly weight: number;
  readonly exampleCount: number;
  readonly titleCount: number;
  /** As the examples write it; for a place also the places within it that they name. */
  readonly surfaces: readonly string[];
}

export interface SuggestedConcept extends Suggested {
  readonly concept: Concept;
}

/** `surfaces`: one for each script that the examples write it in. */
export interface SuggestedWord extends Suggested {
  readonly kind: WordMention['kind'];
}

export interface LeftOut {
  readonly conceptId: string | undefined;
  readonly surface: string;
  readonly weight: number;
}

/** Mean weight over the examples from which on a topic is about it; no table vouches for a mere word. */
const leastWeight = 0.3;
const leastWordWeight = 0.45;
/** What is left of the weight of what counter-examples are about too: it tells nothing apart. */
const commonShare = 0.5;
const leastLeftOutWeight = 0.6;

/** What examples share, weighted by title and lead; with counter-examples, what tells the two apart. */
export function suggest(
  examples: readonly Example[],
  counterExamples: readonly Example[],
  analyse: Analyse,
  conceptOf: (id: string) => Concept | undefined,
): Suggestion {
  const read = examples.map((example) => mentionsOf(example, analyse));
  const counter = counterExamples.map((example) => mentionsOf(example, analyse));
  const words = wordsOf(read, counter);
  return {
    concepts: conceptsOf(read, counter, conceptOf).slice(0, suggestLimits.conceptsMax),
    // A word that one of several examples has is its writer's choice; a name or a number may be the event's.
    words: words
      .filter(({ kind, exampleCount }) => kind !== 'word' || exampleCount > 1 || read.length === 1)
      .slice(0, suggestLimits.wordsMax),
    uncovered: words
      .filter(
        ({ kind, titleCount, surfaces }) => kind !== 'number' && titleCount > 0 && surfaces.length === 1,
      )
      .map(({ surfaces }) => surfaces[0]!)
      .slice(0, suggestLimits.uncoveredMax),
    leftOut: counter.map((one) => leftOutOf(one, read)),
  };
}

function conceptsOf(
  read: readonly Mentions[],
  counter: readonly Mentions[],
  conceptOf: (id: string) => Concept | undefined,
): SuggestedConcept[] {
  const ids = new Set(read.flatMap(({ concepts }) => [...concepts.keys()]));
  return [...ids].flatMap((id) => {
    const mentions = read.flatMap(({ concepts }) => concepts.get(id) ?? []);
    const concept = mentions.find((one) => one.concept !== undefined)?.concept ?? conceptOf(id);
    if (concept === undefined || isRegion(concept)) return [];
    const suggested = suggestedOf(mentions, read.length, counter.some(({ concepts }) => concepts.has(id)));
    return suggested.mean < leastWeight ? [] : [{ ...suggested, concept }];
  }).sort(byWeight); // prettier-ignore
}

/** A part of the world, such as Europe: most of the news is from one. */
const isRegion = ({ id, within }: Concept) => id === 'world' || within[0] === 'world';

/** A name in another script is the same word when it sounds alike. */
function wordsOf(read: readonly Mentions[], counter: readonly Mentions[]): SuggestedWord[] {
  const groups = new Map<string, { mention: WordMention; example: number; key: string }[]>();
  const names = new Set(read.flatMap(({ words }) => [...words.values()].flatMap(({ kind, sound }) => (kind === 'name' ? (sound ?? []) : [])))); // prettier-ignore
  read.forEach(({ words }, example) => {
    for (const [key, mention] of words) {
      const { sound } = mention;
      const group = sound !== undefined && names.has(sound) ? `~${sound}` : key;
      groups.set(group, [...(groups.get(group) ?? []), { mention, example, key }]);
    }
  });
  return [...groups.values()].flatMap((members) => {
    const best = read.flatMap((_, at) => members.filter(({ example }) => example === at).sort((a, b) => b.mention.weight - a.mention.weight)[0] ?? []); // prettier-ignore
    const isCommon = counter.some(({ words }) => members.some(({ key }) => words.has(key)));
    const suggested = suggestedOf(best.map(({ mention }) => mention), read.length, isCommon); // prettier-ignore
    if (suggested.mean < leastWordWeight) return [];
    const byScript = new Map(suggested.surfaces.map((surface) => [/^[\u0600-\u06ff]/u.test(surface), surface]));
    const { kind } = best.find(({ mention }) => mention.kind === 'name')?.mention ?? best[0]!.mention;
    return [{ ...suggested, surfaces: [...byScript.values()], kind }];
  }).sort(byWeight); // prettier-ignore
}

function suggestedOf(
  mentions: readonly { place: string; weight: number; surfaces: readonly string[] }[],
  exampleCount: number,
  isCommon: boolean,
) {
  const mean = mentions.reduce((sum, { weight }) => sum + weight, 0) / exampleCount;
  return {
    mean,
    weight: mean * (isCommon ? commonShare : 1),
    exampleCount: mentions.length,
    titleCount: mentions.filter(({ place }) => place === 'title').length,
    surfaces: [...new Set(mentions.flatMap(({ surfaces }) => surfaces))],
  };
}

function leftOutOf({ concepts, words }: Mentions, read: readonly Mentions[]): LeftOut[] {
  const named = [...concepts].flatMap(([id, { concept, weight, surfaces }]) => {
    const isSaid = read.some((one) => one.concepts.has(id));
    return concept === undefined || isSaid ? [] : [{ conceptId: id, surface: surfaces[0]!, weight }];
  });
  const bare = [...words].flatMap(([key, { kind, weight, surfaces }]) => {
    const isSaid = read.some((one) => one.words.has(key));
    // A number of one article says nothing of the next.
    return kind === 'number' || isSaid ? [] : [{ conceptId: undefined, surface: surfaces[0]!, weight: weight * bareShare(kind) }]; // prettier-ignore
  });
  return [...named, ...bare]
    .filter(({ weight }) => weight >= leastLeftOutWeight)
    .sort(byWeight)
    .slice(0, suggestLimits.leftOutMax);
}

const bareShare = (kind: WordMention['kind']) => (kind === 'name' ? 0.9 : 0.6);
const byWeight = (a: { weight: number }, b: { weight: number }) => b.weight - a.weight;

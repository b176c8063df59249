import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Story } from '../../shared/domain/story.ts';
import { freeLikeness, placeInStory } from '../../shared/stories/place.ts';
import { sketch } from '../../shared/stories/sketch.ts';
import { analyse } from '../../shared/text/analyse.ts';
import { bench, linesOf } from '../text/sets.ts';
import { chanceFrom } from './chance.ts';
import { edits } from './edits.ts';
import { isNearSimhash, isSameText } from './peers.ts';

const seed = 7;
const pairsMax = 400;
const atMs = Date.UTC(2026, 0, 1);

interface Text {
  readonly id: string;
  readonly text: string;
  /** Undefined: nobody says. */
  readonly event?: string;
}

export interface CopyFigures {
  readonly textCount: number;
  /** Share of edited texts that were known as copies of the right article, by edit: ours and two peers'. */
  readonly recall: readonly { edit: string; ours: number; simhash: number; sameText: number }[];
  readonly pairCount: number;
  readonly sameEventPairCount: number;
  /** Pairs of different articles that were taken for copies. */
  readonly falseCount: number;
  readonly falseSimhashCount: number;
}

/** Edited texts among all articles of the sets, each of which is there to be mistaken for another. */
export function copies(): CopyFigures {
  const texts = allTexts();
  const chance = chanceFrom(seed);
  const stories = texts.reduce<Story[]>((open, text) => grown(open, placed(text, open).story), []);
  const recall = Object.entries(edits).map(([name, edit]) => {
    const known = { ours: 0, simhash: 0, sameText: 0 };
    texts.forEach(({ id, text }, at) => {
      const other = texts[(at + 1 + Math.floor(chance() * (texts.length - 1))) % texts.length]!;
      const edited = edit(text, other.text, chance);
      const { placement } = placed({ id: 'edited', text: edited }, stories);
      if (placement.kind === 'joins' && placement.duplicateOf === id) known.ours += 1;
      if (isNearSimhash(text, edited)) known.simhash += 1;
      if (isSameText(text, edited)) known.sameText += 1;
    });
    const { ours, simhash, sameText } = known;
    const { length } = texts;
    return { edit: name, ours: ours / length, simhash: simhash / length, sameText: sameText / length };
  });
  const pairs = differentPairs(texts, chance);
  return {
    textCount: texts.length,
    recall,
    pairCount: pairs.length,
    sameEventPairCount: pairs.filter(([a, b]) => a.event !== undefined && a.event === b.event).length,
    falseCount: pairs.filter(([a, b]) => {
      const { placement } = placed(b, [placed(a, []).story]);
      return placement.kind === 'joins' && placement.duplicateOf !== undefined;
    }).length,
    falseSimhashCount: pairs.filter(([a, b]) => isNearSimhash(a.text, b.text)).length,
  };
}

/** Arabic articles of a public set, and those written for this project with their events. */
function allTexts(): Text[] {
  const folder = join(bench, 'keywords/akec/documents/raw');
  const names = readdirSync(folder).filter((name) => name.endsWith('.txt'));
  const events = linesOf<Required<Text> & { lang: string }>('events/dev.jsonl');
  return [
    ...names.sort().map((name) => ({ id: name, text: readFileSync(join(folder, name), 'utf8') })),
    ...events.filter(({ lang }) => lang === 'ar').map(({ id, text, event }) => ({ id, text, event })),
  ];
}

function placed({ id, text }: Text, stories: readonly Story[]) {
  const drawn = sketch({ id, title: '', text, lang: 'ar', publishedAtMs: atMs }, analyse);
  return placeInStory(drawn, stories, atMs, freeLikeness.anything);
}

const grown = (open: readonly Story[], story: Story) => [...open.filter(({ id }) => id !== story.id), story];

/** Every pair of one event first, then pairs by chance. */
function differentPairs(texts: readonly Text[], chance: () => number): (readonly [Text, Text])[] {
  const all = texts.flatMap((a, at) => texts.slice(at + 1).map((b) => [a, b] as const));
  const isOfOneEvent = ([a, b]: readonly [Text, Text]) => a.event !== undefined && a.event === b.event;
  const byChance = all
    .filter((pair) => !isOfOneEvent(pair))
    .map((pair) => ({ pair, order: chance() }))
    .sort((a, b) => a.order - b.order)
    .map(({ pair }) => pair);
  return [...all.filter(isOfOneEvent), ...byChance].slice(0, pairsMax);
}

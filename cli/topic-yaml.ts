import { stringify } from 'yaml';
import { plain, shown } from '../shared/domain/plain.ts';
import type { Example } from '../shared/domain/topic.ts';
import type { Draft, DraftWeight } from '../shared/match/draft.ts';

/** An example as the file names it: by a path or URL, or in full. */
export interface LikeEntry {
  readonly entry: string | undefined;
  readonly example: Example;
}

export interface TopicText {
  readonly name: string;
  readonly title: string;
  readonly like: readonly LikeEntry[];
  readonly counterExamples: readonly LikeEntry[];
  readonly channels: readonly string[];
  readonly draft: Draft;
}

/** A topic as a YAML file that says what each part is and where it came from. Loads as it is. */
export function topicYaml(topic: TopicText): string {
  const { name, title, like, channels, draft } = topic;
  return shown(
    [
      `# Written by \`rasid topic from\` from ${like.length === 1 ? '1 example' : `${like.length} examples`}. All of it is yours to change; docs/topics.md explains every key.`,
      `# What it matches: rasid topic test ${name}. To correct it: rasid topic tune ${name}.`,
      pair('topic', name),
      pair('title', title),
      '',
      ...likeLines(like),
      '',
      ...weightLines(draft, like.length),
      ...uncoveredLines(draft.suggestion.uncovered),
      ...hardLines(draft.weights, like.length),
      ...notLines(topic),
      ...thresholdLines(draft, like.length),
      '',
      channels.length === 0
        ? '# alert: { channels: [console] } # until this line has a channel of your rasid.yaml, the topic is watched silently'
        : `alert: { channels: [${channels.join(', ')}] }`,
      '',
    ].join('\n'),
  );
}

const pair = (key: string, value: unknown) => stringify({ [key]: value }, { lineWidth: 0 }).trimEnd();
const flat = (text: string) => plain(text).replace(/\s+/gu, ' ').trim();
const indented = (text: string, indent: string) => text.replace(/^(?=.)/gmu, indent);
const list = (terms: readonly string[]) => `[${terms.map((term) => stringify(term, { lineWidth: 0, inFlow: true } as object).trim()).join(', ')}]`; // prettier-ignore

function likeLines(like: readonly LikeEntry[]): string[] {
  const dates = like.flatMap(({ example }) => example.publishedAtMs ?? []).map(dateOf).sort(); // prettier-ignore
  return [
    '# Articles like these. Their words, concepts, names and numbers are compared with every article.',
    ...(like.length > 1 ? [] : ['# One is little: a second and a third, best in another language, tell what belongs to the topic and what only to the one report.']), // prettier-ignore
    ...(dates.length === 0 ? ['# They carry no date, so old and new articles count alike.'] : [`# Dated ${[...new Set([dates[0], dates.at(-1)])].join(' to ')}: articles from around then count most.`]), // prettier-ignore
    'like:',
    ...like.flatMap(likeEntryLines),
  ];
}

function likeEntryLines({ entry, example }: LikeEntry): string[] {
  if (entry === undefined) {
    const { publishedAtMs, ...rest } = example;
    const whole = {
      ...rest,
      ...(publishedAtMs !== undefined && { publishedAt: new Date(publishedAtMs).toISOString() }),
    };
    return [indented(stringify([whole], { lineWidth: 0, blockQuote: 'literal' }).trimEnd(), '  ')];
  }
  const title = example.title === undefined ? '' : ` # ${flat(example.title)}`;
  return [`  - ${stringify(entry, { lineWidth: 0 }).trim()}${title}`];
}

function weightLines({ weights, suggestion }: Draft, exampleCount: number): string[] {
  if (weights.length === 0) return ['# No concept, name or number stands out in the examples: `like` alone decides.', '']; // prettier-ignore
  return [
    '# What they are about. A term gives its points when an article has it, more in the title and the lead; none is a must.',
    `# The aliases are from Rasid's tables of concepts. Delete what is beside the point: that helps more than adding.`,
    ...(suggestion.leftOut.length === 0 ? [] : ['# What a counter-example is about too has half of its points: it tells nothing apart.']), // prettier-ignore
    'weights:',
    ...weights.flatMap(({ from, points, terms }) => [
      `  # ${headOf(from)}, ${whereText(from, exampleCount)}: ${from.surfaces.map(flat).join('، ')}`,
      ...terms.map(({ term }) => `  ${pair(term, points)}`),
    ]),
    '',
  ];
}

const headOf = (from: DraftWeight['from']) =>
  'concept' in from ? `${from.concept.kind}: ${from.concept.id}` : from.kind;

function whereText({ exampleCount, titleCount }: DraftWeight['from'], all: number): string {
  if (all === 1) return titleCount > 0 ? 'in the title' : 'in the text';
  const share =
    exampleCount === all ? (all === 2 ? 'in both' : `in all ${all}`) : `in ${exampleCount} of ${all}`;
  if (titleCount === 0) return share;
  return titleCount === exampleCount ? `${share}, in the title` : `${share}, in ${titleCount} in the title`;
}

function uncoveredLines(uncovered: readonly string[]): string[] {
  if (uncovered.length === 0) return [];
  return [
    '# No table covers these words of the titles. What are they called in your other languages? Where one matters, write',
    '# its aliases under `weights`, a line each (or once for all topics into your file of words, docs/text.md):',
    ...uncovered.map((word) => `#   ${flat(word)}`),
    '',
  ];
}

/** Derived groups are soft: as a must they lose true articles, so the owner has to want them. */
function hardLines(weights: readonly DraftWeight[], exampleCount: number): string[] {
  const musts = weights.filter(({ from }) => from.exampleCount === exampleCount && from.titleCount > 0);
  const groups = (['who', 'what', 'where'] as const).flatMap((kind) => {
    const best = musts.find(({ from }) => 'concept' in from && from.concept.kind === kind);
    return best === undefined ? [] : [`#   ${kind}: ${list(best.terms.map(({ term }) => term))}`];
  });
  if (groups.length === 0) return [];
  return [
    '# Stricter: take the "# " away from these lines, and an article must have a term of every group, whatever else it says.',
    '# all:',
    ...groups,
    '',
  ];
}

function notLines({ draft, counterExamples, name }: TopicText): string[] {
  if (counterExamples.length === 0) {
    return [
      `# Does it match what you do not mean? Give such an article: rasid topic from ... --not ARTICLE, or rasid topic tune ${name}.`,
      '# not: [...]',
      '',
    ];
  }
  const lines = counterExamples.flatMap(({ entry, example }, at) => {
    const { score } = draft.counterExamples[at]!;
    const terms = draft.not.find(({ counterExample }) => counterExample === at)?.terms;
    const others = (draft.suggestion.leftOut[at] ?? []).map(({ surface }) => flat(surface));
    return [
      `# Not meant: ${flat(example.title ?? entry ?? 'an article')}`,
      terms === undefined
        ? `#   the threshold keeps it out (${score.toFixed(1)} points); `.concat(others.length === 0 ? 'no word tells it apart' : `only it has: ${others.join('، ')}`) // prettier-ignore
        : `#   too alike for a threshold, so these terms rule it out, and everything else that has one: ${terms.join('، ')}`,
    ];
  });
  const terms = [...new Set(draft.not.flatMap((one) => one.terms))];
  return [...lines, terms.length === 0 ? '# not: [...]' : `not: ${list(terms)}`, ''];
}

function thresholdLines({ threshold, likeThreshold, weights }: Draft, exampleCount: number): string[] {
  const share = `${likeThreshold.toFixed(1)} for being like the examples${weights.length === 0 ? '' : ', and 7 of the 10 points that one term of each of the weights comes to'}`;
  const lifted =
    threshold > likeThreshold + 7.05 && weights.length > 0 ? ', lifted over what is not meant' : '';
  return exampleCount === 1
    ? [
        '# PROVISIONAL: a usual value, since one example cannot tell how alike two reports of this are. Write the topic again',
        `# from two or three. (${share}${lifted})`,
        `threshold: ${threshold}`,
      ]
    : [`# ${share}${lifted}.`, `threshold: ${threshold}`];
}

const dateOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);

import { isIP } from 'node:net';
import { rasidFromYaml } from '../../shared/config/rasid-yaml.ts';
import { topicFromValue, topicFromYaml } from '../../shared/config/topic.ts';
import { wordsFromYaml } from '../../shared/config/words.ts';
import { errorText } from '../../shared/config/yaml.ts';
import { parseDate } from '../../shared/domain/dates.ts';
import { retryAfterMs } from '../../shared/domain/retry-after.ts';
import type { Topic } from '../../shared/domain/topic.ts';
import { extract } from '../../shared/extract/extract.ts';
import { discoverFeeds } from '../../shared/feeds/discover.ts';
import { readOpml, writeOpml } from '../../shared/feeds/opml.ts';
import { parseFeed } from '../../shared/feeds/parse.ts';
import { compile } from '../../shared/match/compile.ts';
import { match } from '../../shared/match/match.ts';
import { addressRule } from '../../shared/net/addresses.ts';
import { canonicalUrl } from '../../shared/net/canonical-url.ts';
import { hostOf } from '../../shared/net/host-of.ts';
import { forbidsKeeping, robotsRules } from '../../shared/net/robots.ts';
import { guardedWeb } from '../../shared/net/web.ts';
import { sketch } from '../../shared/stories/sketch.ts';
import { analyse } from '../../shared/text/analyse.ts';
import { keywords } from '../../shared/text/keywords.ts';
import { articleOf } from '../../shared/pipeline/article-of.ts';
import type { Stage } from './corpus/make.ts';
import { arabicSentence, fetchMsMax, sentence } from './corpus/make.ts';

type Work = (input: Uint8Array) => unknown;

const url = 'http://hostile.example/a';
const nowMs = Date.UTC(2026, 1, 14);
const textOf = (input: Uint8Array) => Buffer.from(input).toString('utf8');
const agent = { userAgent: 'Rasid-test', allowPorts: [] };
/** One address of this machine is the test's own; every other one is somebody else's. */
const open = guardedWeb({ ...agent, allowNets: ['127.0.0.1/32'] });
const shut = guardedWeb({ ...agent, allowNets: [] });
const totalMs = fetchMsMax;

/** What the product does with each kind of strangers' bytes; the answer says in a word how it went. */
export const stages: Readonly<Record<Stage, Work>> = {
  feed: async (input) => {
    const outcome = await parseFeed(input, { url, nowMs });
    if (outcome.kind === 'not-a-feed') return outcome.reason;
    for (const entry of outcome.document.entries.slice(0, entriesReadMax)) read(entry, outcome.document.title);
    return 'feed';
  },
  page: (input) => extract(input, { url, contentType: 'text/html' }).kind,
  text: (input) => judge('A title', textOf(input)),
  date: (input) => typeof parseDate(textOf(input)),
  address: (input) => {
    const given = textOf(input);
    hostOf(given);
    return typeof canonicalUrl(given, url);
  },
  header: (input) => {
    const value = textOf(input);
    retryAfterMs({ 'retry-after': value }, nowMs);
    return String(forbidsKeeping(value));
  },
  // The path that is asked for is the first line.
  robots: (input) => {
    const text = textOf(input);
    const end = text.indexOf('\n');
    return String(robotsRules('http://a/robots.txt', text.slice(end + 1)).allows(`http://a${text.slice(0, end)}`));
  },
  opml: (input) => {
    const outcome = readOpml(input);
    return outcome.kind === 'opml' ? typeof writeOpml(outcome.outlines, 't') : outcome.kind;
  },
  discover: (input) => `${discoverFeeds(input, { url }).length > 0}`,
  'rasid-yaml': (input) => configKind(rasidFromYaml(textOf(input), 'rasid.yaml')),
  'words-yaml': (input) => configKind(wordsFromYaml(textOf(input), 'words.yaml')),
  'topic-yaml': (input) => configKind(topicFromYaml(textOf(input), 'topic.yaml')),
  fetch: async (input) => kindOf(await open.fetch({ url: textOf(input), totalMs })),
  'refused-address': async (input) => {
    // Judged first without a socket: a rule that fails must not reach a real address from here.
    const host = URL.canParse(textOf(input)) ? new URL(textOf(input)).hostname.replace(/^\[|\]$/gu, '') : '';
    if (isIP(host) !== 0 && rule(host) !== 'refused') return rule(host);
    return kindOf(await shut.fetch({ url: textOf(input), totalMs }));
  },
  // What the meter has to tell from all of the above.
  hang: () => {
    for (;;);
  },
  feast: () => {
    const kept: object[] = [];
    for (;;) kept.push(Array.from({ length: 1_000 }, () => ({})));
  },
  busy: () => {
    const { user } = process.cpuUsage();
    while (process.cpuUsage().user - user < busyCpuMs * 1_000);
    return Buffer.alloc(busyBytes, 1).length;
  },
}; // prettier-ignore

const [busyCpuMs, busyBytes] = [1_200, 100_000_000];
const rule = addressRule([]);

const kindOf = (outcome: { kind: string; reason?: string }) => outcome.reason ?? outcome.kind;
const configKind = (outcome: object) => {
  if (!('errors' in outcome)) return 'value';
  (outcome.errors as Parameters<typeof errorText>[0][]).forEach(errorText);
  return 'errors';
};

/** Of a feed's entries so many are read as if their pages had answered 404. */
const entriesReadMax = 3;

function read(entry: Parameters<typeof articleOf>[0]['entry'], feedTitle: string | undefined): void {
  const feed = { id: 'f', url } as Parameters<typeof articleOf>[0]['feed'];
  const page = { kind: 'unreadable', reason: 'HTTP 404' } as const;
  const { title, text } = articleOf({
    entry,
    entryId: 'e',
    feed,
    feedTitle,
    movedTo: undefined,
    page,
    nowMs,
    analyse,
  });
  judge(title, text);
}

function judge(title: string, text: string): string {
  const { lang } = keywords({ title, text }, { read: analyse });
  match(plan, { title, text, lang }, analyse);
  sketch({ id: 'x', title, text, lang, publishedAtMs: nowMs }, analyse);
  return 'text';
}

const topics: readonly object[] = [
  { topic: 'rules', all: { who: ['ISIS', 'داعش'], where: ['Iraq', 'العراق'] }, any: ['Some', 'a', '1'], weights: { words: 2, معتقل: 1 }, near: [{ terms: ['bada', 'words'], within: 6, weight: 2 }], not: ['zzz'] },
  { topic: 'examples', like: [{ title: 'A title', text: sentence.repeat(9) }, { title: 'عنوان', text: arabicSentence.repeat(9) }] },
]; // prettier-ignore
const plan = compile(topics.map(topicOf), analyse);

function topicOf(value: object, index: number): Topic {
  const outcome = topicFromValue(value, 'topics', index + 1);
  if ('errors' in outcome) throw new Error(outcome.errors.map(errorText).join('\n'));
  return outcome.topic as Topic;
}

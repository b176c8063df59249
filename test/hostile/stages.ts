import { isIP } from 'node:net';
import { rasidFromYaml } from '../../shared/config/rasid-yaml.ts';
import { topicFromValue, topicFromYaml } from '../../shared/config/topic.ts';
import { wordsFromYaml } from '../../shared/config/words.ts';
import { errorText } from '../../shared/config/yaml.ts';
import { webAddress } from '../../shared/domain/web-address.ts';
import { escapeText } from '../../shared/domain/markup-text.ts';
import { parseDate } from '../../shared/domain/dates.ts';
import { retryAfterMs } from '../../shared/domain/retry-after.ts';
import type { Topic } from '../../shared/domain/topic.ts';
import { readOpml, writeOpml } from '../../shared/feeds/opml.ts';
import { addressRule } from '../../shared/net/addresses.ts';
import { canonicalUrl } from '../../shared/net/canonical-url.ts';
import { forbidsKeeping, robotsRules } from '../../shared/net/robots.ts';
import { guardedWeb } from '../../shared/net/web.ts';
import type { Config } from '../../shared/domain/config.ts';
import type { RasidTasks } from '../../shared/pipeline/tasks.ts';
import { realClock } from '../../shared/worlds/local/clock.ts';
import { processPool } from '../../shared/worlds/sandbox/pool.ts';
import { childProgram } from '../../shared/worlds/sandbox/program.ts';
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

/** The product's own pool: what overruns is ended there, and says so. */
const pool = processPool<RasidTasks>({
  program: childProgram(),
  workersMax: 1,
  isWarm: true,
  clock: realClock(),
  log: () => undefined,
});
let groupCount = 0;

async function inPool<Name extends keyof RasidTasks>(name: Name, input: Parameters<RasidTasks[Name]>[0]) {
  groupCount += 1;
  // A group of its own for each: a pool lets one that overruns often rest.
  const outcome = await pool.run(name, input, { group: String(groupCount), shared: { config } as never });
  if (outcome.kind === 'done') return outcome.value;
  throw new Ended(outcome.kind === 'ended' ? outcome.reason : outcome.kind);
}

/** What a pool says of what it had to end. */
export class Ended extends Error {}

/** What the product does with each kind of strangers' bytes; the answer says in a word how it went. */
export const stages: Readonly<Record<Stage, Work>> = {
  feed: async (input) => {
    const outcome = await inPool('parseFeed', { bytes: input, url, nowMs });
    if (outcome.kind === 'not-a-feed') return outcome.reason;
    // As if their pages had answered 404.
    for (const entry of outcome.document.entries.slice(0, entriesReadMax)) await read(entry, { kind: 'unreadable', reason: '404' });
    return 'feed';
  },
  page: (input) => read({ link }, { kind: 'page', bytes: input, url, contentType: 'text/html' }),
  text: (input) => read({ link, title: 'A title', summary: escapeText(textOf(input)) }, { kind: 'unreadable', reason: '404' }),
  date: (input) => typeof parseDate(textOf(input)),
  address: (input) => {
    // What is no address of the web is never compared with others.
    const checked = webAddress(textOf(input), url);
    return checked === undefined ? 'none' : typeof canonicalUrl(checked);
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
  discover: async (input) => `${(await inPool('discoverFeeds', { bytes: input, url })).length > 0}`,
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

/** Of a feed's entries so many are read. */
const entriesReadMax = 3;
type ToRead = Parameters<RasidTasks['readArticle']>[0];

async function read(entry: ToRead['entry'], page: ToRead['page']): Promise<string> {
  const { article } = await inPool('readArticle', {
    entry,
    page,
    entryId: 'e',
    feed,
    feedTitle: undefined,
    movedTo: undefined,
    known: undefined,
    nowMs,
  });
  const judged = await inPool('judgeArticle', { article });
  const [hit] = judged.matches;
  await inPool('sketch', {
    article: { ...article, publishedAtMs: nowMs },
    evidence: hit?.receipt.evidence ?? [],
  });
  return article.source.kind;
}

const topics: readonly object[] = [
  { topic: 'rules', all: { who: ['ISIS', 'داعش'], where: ['Iraq', 'العراق'] }, any: ['Some', 'a', '1'], weights: { words: 2, معتقل: 1 }, near: [{ terms: ['bada', 'words'], within: 6, weight: 2 }], not: ['zzz'] },
  { topic: 'examples', like: [{ title: 'A title', text: sentence.repeat(9) }, { title: 'عنوان', text: arabicSentence.repeat(9) }] },
]; // prettier-ignore
const config = { topics: topics.map(topicOf), feeds: [] } as unknown as Config;
const feed = { id: 'f', url } as ToRead['feed'];
const link = url as ToRead['entry']['link'];

function topicOf(value: object, index: number): Topic {
  const outcome = topicFromValue(value, 'topics', index + 1);
  if ('errors' in outcome) throw new Error(outcome.errors.map(errorText).join('\n'));
  return outcome.topic as Topic;
}

import type { Config } from '../domain/config.ts';
import { isPaused } from '../domain/feedback.ts';
import type { Notice } from '../domain/notice.ts';
import { silenceMs, type AlertRate } from '../domain/silence.ts';
import type { Topic } from '../domain/topic.ts';
import { articlesSince } from '../store/articles.ts';
import { noticeActions } from '../store/deliveries.ts';
import { getFeeds } from '../store/feeds.ts';
import { idOf } from '../store/ids.ts';
import { getLook, getSilences, saveLook, silenceAction, type SilenceRow } from '../store/silence.ts';
import { getRates } from '../store/stories.ts';
import { spanText } from './feed-health.ts';
import { limits } from './limits.ts';
import type { Ports } from './ports.ts';
import { ownerChannelOf } from './tell-owner.ts';

type SilencePorts = Pick<Ports, 'table' | 'clock'>;

/**
 * Tells the owner, once each, of topics that have been quiet for longer than is usual for them, and of those that
 * alert again. Looks once an hour, however often it is called; tells of one topic a call, since what a notice says is
 * counted from rows, and the next call goes on.
 */
export async function watchSilence(
  ports: SilencePorts,
  config: Config,
): Promise<'not due' | 'looked' | 'told'> {
  const nowMs = ports.clock.nowMs();
  const look = await getLook(ports.table);
  if (look !== undefined && look.nextLookAtMs > nowMs) return 'not due';
  // While nothing ran, nothing could alert: that is not the topics' silence.
  const isUnbroken = look !== undefined && nowMs - look.nextLookAtMs < limits.unwatchedMs;
  const watchingSinceMs = isUnbroken ? look.watchingSinceMs : nowMs;
  const channel = ownerChannelOf(config);
  const notice = channel && (await tellOne(ports, config, channel, watchingSinceMs));
  const nextLookAtMs = notice === undefined ? nowMs + limits.silenceLookMs : nowMs;
  await saveLook(ports.table, { nextLookAtMs, watchingSinceMs });
  return notice === undefined ? 'looked' : 'told';
}

/** The first topic that is due a word: its notice and its row, in one transaction. */
async function tellOne(ports: SilencePorts, config: Config, channel: string, watchingSinceMs: number) {
  const nowMs = ports.clock.nowMs();
  const topics = config.topics.filter(({ alert }) => alert.channels.length > 0 && alert.silence !== 'off');
  const names = topics.map(({ name }) => name);
  const [rows, rates] = [await getSilences(ports.table, names), await getRates(ports.table, names)];
  for (const topic of topics) {
    const row = rows.get(topic.name);
    const rate = rates.get(topic.name);
    // A pause is no silence: what comes after it counts from its end.
    if (row === undefined || isPaused(topic, nowMs)) {
      await ports.table.transact([silenceAction({ topic: topic.name, sinceMs: nowMs }, row?.revision)]);
      continue;
    }
    const quietSinceMs = Math.max(row.silence.sinceMs, watchingSinceMs, rate?.lastAtMs ?? 0);
    const notice = await noticeFor(ports, config, topic, { row, rate, quietSinceMs });
    if (notice === undefined) continue;
    const toldAtMs = notice.kind === 'silence' ? nowMs : undefined;
    const outcome = await ports.table.transact([
      silenceAction({ ...row.silence, toldAtMs }, row.revision),
      ...noticeActions(notice, channel),
    ]);
    // Otherwise another tick was quicker, and has told it.
    if (outcome.kind === 'done') return notice;
  }
  return undefined;
}

async function noticeFor(
  ports: SilencePorts,
  config: Config,
  topic: Topic,
  so: { row: SilenceRow; rate: AlertRate | undefined; quietSinceMs: number },
): Promise<Notice | undefined> {
  const nowMs = ports.clock.nowMs();
  const { toldAtMs } = so.row.silence;
  const notice = (kind: Notice['kind'], title: string, text: string): Notice => {
    return { id: idOf('notice', topic.name, kind, String(nowMs)), kind, title, text, atMs: nowMs };
  };
  if (toldAtMs !== undefined) {
    if (so.rate === undefined || so.rate.lastAtMs <= toldAtMs) return undefined;
    const text = `It has alerted, ${spanText(so.rate.lastAtMs - toldAtMs)} after its silence was told.`;
    return notice('silence-over', `${topic.title}: alerts again`, text);
  }
  const quietMs = nowMs - so.quietSinceMs;
  if (quietMs < silenceMs(topic.alert.silence, so.rate)) return undefined;
  const text = await reasonOf(ports, config, topic, so.quietSinceMs);
  return notice('silence', `${topic.title}: no alert for ${spanText(quietMs)}`, text);
}

/** What tells a quiet topic from dead feeds: how the feeds do, what was read, and how near it came. */
async function reasonOf(ports: SilencePorts, config: Config, topic: Topic, sinceMs: number): Promise<string> {
  const ids = config.feeds.map(({ id }) => id);
  const rows = [...(await getFeeds(ports.table, ids)).values()];
  const healthyCount = rows.filter(({ state }) => state.health === 'ok').length;
  let readCount = 0;
  let toldCount = 0;
  let best = 0;
  // The article of the last alert itself does not count.
  for await (const record of articlesSince(ports.table, sinceMs + 1, ports.clock.nowMs())) {
    readCount += 1;
    if (record.hits.includes(topic.name) && !record.isBaseline) toldCount += 1;
    best = Math.max(best, record.nearest?.find((one) => one.topic === topic.name)?.share ?? 0);
    if (readCount === limits.silenceArticlesMax) break;
  }
  const over = readCount === limits.silenceArticlesMax ? 'over ' : '';
  const read = `${over}${readCount.toLocaleString('en')} ${readCount === 1 ? 'article' : 'articles'} read`;
  const facts = `${healthyCount} of ${config.feeds.length} feeds healthy, ${read}, ${nearnessText(best, toldCount)}`;
  const areDead = readCount === 0 || 2 * healthyCount < config.feeds.length;
  return `${facts}. ${areDead ? deadFeeds : toldCount > 0 ? knownStories : quietTopic}`;
} // prettier-ignore

function nearnessText(best: number, toldCount: number): string {
  if (toldCount > 0) return `${toldCount} of them about stories that were told`;
  return best === 0 ? 'none near the threshold' : `best score ${best.toFixed(2)} of the threshold`;
}

const deadFeeds = 'Look at the feeds first: `rasid feeds` says what is wrong with each.';
const knownStories = 'The feeds do well, and nothing new has happened in these stories.';
const quietTopic = 'The feeds do well: either nothing has happened, or the topic asks for too much. `rasid near` shows what came nearest.'; // prettier-ignore

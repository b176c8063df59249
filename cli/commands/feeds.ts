import { isolate, timeText } from '../../shared/channels/message.ts';
import type { Config } from '../../shared/domain/config.ts';
import {
  canaryText,
  canaryTimes,
  isCanary,
  type CanaryTimes,
} from '../../shared/pipeline/canary-schedule.ts';
import type { Ports } from '../../shared/pipeline/ports.ts';
import { deadDeliveries } from '../../shared/store/deliveries.ts';
import { unreadableEntries, unreadEntries, type EntryState } from '../../shared/store/entries.ts';
import { getFeeds, type FeedState } from '../../shared/store/feeds.ts';
import { dayMs } from '../../shared/store/ids.ts';
import { count } from '../output.ts';

export interface FeedReport {
  readonly url: string;
  readonly name: string;
  /** Undefined: applied to no world yet. */
  readonly state?: FeedState | undefined;
  /** Entries that are still to be read, counted up to `waitingShownMax`. */
  readonly waitingCount: number;
  /** Of the feed of Rasid's own: how fast its articles have alerted. */
  readonly canary?: CanaryTimes | undefined;
  /** Of the last days: entries that were closed without being read, or read without their page, with the newest. */
  readonly unreadable?: UnreadableReport | undefined;
}

interface UnreadableReport {
  readonly count: number;
  readonly reason: string;
  readonly atMs: number;
  readonly link?: string | undefined;
}

const deadMax = 1_000;
const waitingShownMax = 1_000;
const sickShownMax = 5;
const unreadableDays = 7;
const unreadableMax = 1_000;

/** How every feed of the config does, the sick ones first. */
export async function feeds(ports: Ports, config: Config): Promise<FeedReport[]> {
  const rows = await getFeeds(
    ports.table,
    config.feeds.map((feed) => feed.id),
  );
  const unread = await unreadEntries(ports.table, waitingShownMax);
  const times = await canaryTimes(ports, config);
  const sinceMs = ports.clock.nowMs() - unreadableDays * dayMs;
  const failed = await unreadableEntries(ports.table, sinceMs, unreadableMax);
  const reports = config.feeds.map(({ id, url, name }): FeedReport => {
    const state = rows.get(id)?.state;
    const unreadable = unreadableOf(failed.filter(({ feedId }) => feedId === id));
    const waitingCount = unread.get(id)?.length ?? 0;
    const report = { url, name: name ?? state?.title ?? url, state, waitingCount, unreadable };
    return isCanary(url) ? { ...report, canary: times } : report;
  });
  return [...reports.filter(isSick), ...reports.filter((report) => !isSick(report))];
}

/** Undefined where there are none; the latest is first. */
function unreadableOf(entries: readonly EntryState[]): UnreadableReport | undefined {
  const [newest] = entries;
  if (newest?.unreadable === undefined) return undefined;
  const { reason, atMs } = newest.unreadable;
  return { count: entries.length, reason, atMs, link: newest.link };
}

const isSick = ({ state }: FeedReport) => state !== undefined && !['ok', 'new'].includes(state.health);

/** How the feeds have answered, in a few lines: those that failed by name. */
export function firstLookLines(reports: readonly FeedReport[]): string[] {
  const sick = reports.filter(isSick);
  if (sick.length === 0) return [`The ${count(reports.length, 'feed')} of the config answered.`];
  return [
    `${sick.length} of ${count(reports.length, 'feed')} failed, and will be asked again:`,
    ...sick.slice(0, sickShownMax).map(({ name, state }) => `  ${isolate(name)}: ${state?.healthReason ?? state?.health ?? ''}`),
    ...(sick.length > sickShownMax ? [`  and ${sick.length - sickShownMax} more`] : []),
    '`rasid feeds` shows all of them; `rasid discover URL` finds those of an outlet.',
  ]; // prettier-ignore
}

export function feedLines(reports: readonly FeedReport[], timeZone: string): string[] {
  if (reports.length === 0) return ['The config has no feeds.'];
  return reports.flatMap(({ url, name, state, waitingCount, canary, unreadable }) => {
    const at = (timeMs: number | undefined) => timeText(timeMs, timeZone);
    if (state === undefined) return [`new      ${isolate(name)}`, `         ${url}`];
    const reason = state.healthReason === undefined ? '' : `: ${state.healthReason}`;
    return [
      `${state.health.padEnd(8)} ${isolate(name)}${reason}`,
      `         ${url}${state.movedTo === undefined ? '' : `, which has moved to ${state.movedTo}`}`,
      `         since ${at(state.healthSinceMs)}, polled ${at(state.polledAtMs)}, last fresh entry ${at(state.freshAtMs)}, next poll ${at(state.dueAtMs)}`,
      ...(waitingCount === 0 ? [] : [`         ${waitingText(waitingCount)}`]),
      ...(canary === undefined ? [] : [`         ${canaryText(canary)}`]),
      ...(unreadable === undefined ? [] : [`         ${unreadableText(unreadable, at(unreadable.atMs))}`]),
    ];
  });
}

function unreadableText({ count: entryCount, reason, link }: UnreadableReport, at: string): string {
  const entries = count(entryCount, 'entry', 'entries');
  const where = link === undefined ? '' : `: ${link}`;
  return `${entries} unreadable in ${unreadableDays} days, the last ${at} (${reason})${where}`;
}

const waitingText = (waitingCount: number) =>
  `${waitingCount === waitingShownMax ? 'at least ' : ''}${count(waitingCount, 'entry', 'entries')} still to be read`;

/** Channels with deliveries that were given up: a notice may have had no other channel to go by. */
export async function deadLines({ table }: Pick<Ports, 'table'>): Promise<string[]> {
  const dead = await deadDeliveries(table, {}, deadMax);
  const channels = [...new Set(dead.map(({ channel }) => channel))];
  return channels.map((channel) => {
    const own = dead.filter((one) => one.channel === channel);
    const most = dead.length === deadMax ? ' at least' : '';
    return `dead     ${channel}:${most} ${count(own.length, 'delivery', 'deliveries')}, the last: ${own[0]?.reason ?? ''}. \`rasid redrive --channel ${channel}\` sends them again.`;
  });
} // prettier-ignore

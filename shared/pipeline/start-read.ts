import { backoffMs } from '../net/backoff.ts';
import { getEntry, markUnreadable, saveEntry, type EntryRow } from '../store/entries.ts';
import { limits } from './limits.ts';
import type { Ports } from './ports.ts';
import { isSuspect, startedTry, type Company } from './tries.ts';

type StartPorts = Pick<Ports, 'table' | 'clock' | 'random' | 'log'>;

export type ReadStart =
  /** `row`: as it was, with the revision that it has now, since its end says what becomes of it. */
  | { kind: 'started'; row: EntryRow; giveBack: () => Promise<unknown> }
  /** It is under way elsewhere, or it ended its reader and its pause runs. */
  | { kind: 'skipped' }
  | { kind: 'suspect' }
  /** Its tries are over. */
  | { kind: 'unreadable'; reason: string };

/** Counts the try of an unread entry by one conditional write, and puts its next one off as far as a failed try would. */
export async function startRead(ports: StartPorts, row: EntryRow, company: Company): Promise<ReadStart> {
  const { state } = row;
  const nowMs = ports.clock.nowMs();
  if (isSuspect(state) && state.nextReadAtMs > nowMs) return { kind: 'skipped' };
  if (state.failureCount >= limits.readTriesMax + limits.feedTextTriesMax) return close(ports, row);
  if (isSuspect(state) && !company.isAlone) return { kind: 'suspect' };
  const tries = startedTry(state);
  const pauseMs = readPauseMs(ports, tries.failureCount);
  const nextReadAtMs = nowMs + Math.max(limits.tryLeaseMs, pauseMs);
  const claimed = await saveEntry(ports.table, { ...row, state: { ...state, ...tries, nextReadAtMs } });
  if (claimed.kind === 'refused') return { kind: 'skipped' };
  const giveBack = async () => {
    const now = await getEntry(ports.table, state.feedId, state.entryId);
    // Its feed may have edited it meanwhile; only the claim itself is taken back.
    if (now?.state.state !== 'unread' || now.state.nextReadAtMs !== nextReadAtMs) return;
    const { failureCount, unendedCount } = state;
    const before = { failureCount, unendedCount, nextReadAtMs: state.nextReadAtMs };
    await saveEntry(ports.table, { ...now, state: { ...now.state, ...before } });
  };
  return { kind: 'started', row: { state, revision: claimed.revision }, giveBack };
}

/** How long an entry waits after its nth try has failed. */
export const readPauseMs = ({ random }: Pick<Ports, 'random'>, failureCount: number): number =>
  backoffMs(failureCount, random, { baseMs: limits.readRetryMs, maxMs: limits.failedPollMsMax });

/** Why the page of an entry is not asked for again; undefined while it has tries left. */
export function pageGivenUp({ state: { failureCount } }: EntryRow): string | undefined {
  if (failureCount < limits.readTriesMax) return undefined;
  return `${failureCount} tries to read its page failed or did not end`;
}

async function close(ports: StartPorts, row: EntryRow): Promise<ReadStart> {
  const { feedId, entryId, failureCount } = row.state;
  const reason = `${failureCount} tries to read it failed or did not end`;
  const closed = markUnreadable(row, { part: 'entry', reason, atMs: ports.clock.nowMs() });
  if ((await saveEntry(ports.table, closed)).kind === 'refused') return { kind: 'skipped' };
  ports.log('error', 'entry-unreadable', { feed: feedId, entry: entryId, reason });
  return { kind: 'unreadable', reason };
}

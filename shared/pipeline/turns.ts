import type { FeedConfig } from '../domain/feed.ts';
import { hostOf } from '../net/host-of.ts';
import { siteOf } from '../net/site.ts';
import { ownsAddress } from '../net/speaks-for.ts';
import { idOf } from '../store/ids.ts';
import { limits } from './limits.ts';
import type { Busy, PacedPorts } from './paced-fetch.ts';

/*
 * A feed may show thousands of links to anybody's host. So that they cost nobody else's news more than one gap of a
 * host: (1) the host's own feeds go first at its pace row (store/pace.ts); (2) links to other hosts are read in a few
 * groups of that feed's own, so that they stand behind each other and never before another feed's, and hold few
 * workers; (3) a poll sends few of them and the sweep takes turns between feeds.
 */

/** A read, as far as it has to wait for others. */
export interface Turn {
  /** Its host is another owner's. */
  readonly isGuest: boolean;
  /** Of its message. */
  readonly group: string;
}

/**
 * Whose turn a read is. The feeds of one host share a group, as only one of them may ask at a time anyway. Apart from
 * the host of a feed and the plain name of its site, hosts cost nothing: whoever has a domain has thousands.
 */
export function turnOf(feed: FeedConfig, link: string): Turn {
  const isGuest = !ownsAddress(feed, link);
  const host = hostOf(link);
  if (!isGuest && (host === hostOf(feed.url) || isPlainName(link))) return { isGuest, group: host };
  const lane = Number.parseInt(idOf(host).slice(0, 8), 16) % limits.guestLanes;
  return { isGuest, group: `${feed.id}/${isGuest ? 'guest' : 'own'}/${lane}` };
}

function isPlainName(url: string): boolean {
  const { hostname } = new URL(url);
  return hostname.replace(/^www\./u, '') === siteOf(hostname);
}

/** The ports of a reader that knows at which hosts it is a guest, also behind a redirect. */
export function withManners<P extends PacedPorts>(ports: P, feed: FeedConfig): P & PacedPorts {
  return { ...ports, isGuestAt: (url) => !ownsAddress(feed, url) };
}

/** A guest does not keep those behind it waiting for a host that is busy for long: the sweep brings it again. */
export function leavesFor(busy: Busy, { nowMs, hostGapMs }: { nowMs: number; hostGapMs: number }): boolean {
  return busy.isGuest === true && busy.untilMs - nowMs > Math.max(limits.guestWaitMsMax, 3 * hostGapMs);
}

/** Those that are sent now: the feed's own hosts first, and only while few of it are unread. */
export function sentNow<T extends Turn>(jobs: readonly T[], unreadCount: number): T[] {
  const room = (max: number) => Math.max(0, max - unreadCount);
  const own = jobs.filter(({ isGuest }) => !isGuest).slice(0, room(limits.readsPerPollMax));
  const guests = jobs.filter(({ isGuest }) => isGuest).slice(0, room(limits.guestReadsPerPollMax));
  return [...own, ...guests];
}

/** One of each list, then another of each, until there are enough; of one round, the oldest first. */
export function inTurns<T>(
  lists: readonly (readonly T[])[],
  atMs: (one: T) => number,
  countMax: number,
): T[] {
  const taken: T[] = [];
  for (let round = 0; taken.length < countMax; round += 1) {
    const next = lists.flatMap((list) => list.slice(round, round + 1)).sort((a, b) => atMs(a) - atMs(b));
    if (next.length === 0) break;
    taken.push(...next.slice(0, countMax - taken.length));
  }
  return taken;
}

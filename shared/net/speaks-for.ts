import type { FeedConfig } from '../domain/feed.ts';
import { canonicalUrl } from './canonical-url.ts';
import { siteOf } from './site.ts';

/** A page whose owner is asked for. */
export interface Claimed {
  readonly url: string;
  /** The feeds that the page itself names. */
  readonly feedUrls?: readonly string[] | undefined;
}

/**
 * Whether a feed may say what stands at an address, before anybody has read the page there: both have one owner, or
 * Rasid's owner says so. Where a feed has moved to counts for nothing: its server alone has said so.
 */
export function ownsAddress({ url: feedUrl, speaksFor = [] }: FeedConfig, url: string): boolean {
  const host = hostnameOf(url);
  if (host === undefined) return false;
  return haveOneOwner(url, feedUrl) || speaksFor.some((name) => host === name || host.endsWith(`.${name}`));
}

export function haveOneOwner(url: string, other: string): boolean {
  const [host, otherHost] = [hostnameOf(url), hostnameOf(other)];
  return host !== undefined && otherHost !== undefined && siteOf(host) === siteOf(otherHost);
}

/** As `ownsAddress`, or because the page names the feed. */
export function speaksFor(feed: FeedConfig, movedTo: string | undefined, page: Claimed): boolean {
  if (ownsAddress(feed, page.url)) return true;
  const own = [feed.url, movedTo].flatMap((url) => (url === undefined ? [] : (canonicalUrl(url) ?? [])));
  return (page.feedUrls ?? []).some((named) => own.includes(canonicalUrl(named) ?? ''));
}

/** Of a copy in a cache, the host of the page that it is a copy of. */
function hostnameOf(url: string): string | undefined {
  const canonical = canonicalUrl(url);
  if (canonical === undefined) return undefined;
  const [given, named] = [new URL(url.trim()), new URL(canonical)].map(({ hostname }) => hostname.replace(/\.$/u, ''));
  return siteOf(given ?? '') === siteOf(named ?? '') ? given : named;
} // prettier-ignore

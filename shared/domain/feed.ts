import type { WebAddress } from './web-address.ts';

/** A feed as its owner configured it. */
export interface FeedConfig {
  readonly id: string;
  readonly url: string;
  readonly name?: string | undefined;
  /** Undefined: as often as the feed is worth it, between the limits of the schedule. */
  readonly everyMs?: number | undefined;
  /** Hosts of other owners, subdomains included, whose pages the owner lets this feed speak for. */
  readonly speaksFor?: readonly string[] | undefined;
}

/** What a feed's bytes say: the channel and its entries, dialect and encoding already gone. */
export interface FeedDocument {
  readonly title?: string | undefined;
  readonly link?: WebAddress | undefined;
  readonly description?: string | undefined;
  readonly language?: string | undefined;
  readonly id?: string | undefined;
  readonly updated?: string | undefined;
  readonly pace?: FeedPace | undefined;
  readonly entries: readonly Entry[];
  /** What had to be repaired before it could be read; empty for a clean document. */
  readonly repairs: readonly string[];
}

/** How often, and when not, a feed asks to be polled. A wish: whoever schedules bounds it. */
export interface FeedPace {
  /** `ttl`; at most a year. */
  readonly minIntervalMs?: number | undefined;
  /** Hours of the day in UTC, 0 to 23, ascending; never all of them. */
  readonly skipHours?: readonly number[] | undefined;
  /** Days of the week in UTC, 0 is Sunday, ascending; never all of them. */
  readonly skipDays?: readonly number[] | undefined;
}

/** One item in a feed, as the feed gave it. Links absolute; summary and content as HTML. */
export interface Entry {
  readonly guid?: string | undefined;
  readonly link?: WebAddress | undefined;
  readonly title?: string | undefined;
  readonly summary?: string | undefined;
  readonly content?: string | undefined;
  readonly author?: string | undefined;
  readonly language?: string | undefined;
  /** As the feed wrote it. */
  readonly date?: string | undefined;
  readonly publishedAtMs?: number | undefined;
}

export type ParseOutcome =
  | { readonly kind: 'feed'; readonly document: FeedDocument }
  | {
      readonly kind: 'not-a-feed';
      readonly reason: 'empty' | 'html' | 'unknown-format' | 'broken' | 'too-large';
      readonly detail: string;
    };

/** A feed in a list of feeds (OPML). */
export interface Outline {
  readonly url: string;
  /** Never empty: the address's host when the list has none. One line. */
  readonly title: string;
  readonly siteUrl?: WebAddress | undefined;
  /** Folders from the outermost in, joined by `/`. */
  readonly category?: string | undefined;
}

export type OpmlOutcome =
  | {
      readonly kind: 'opml';
      readonly outlines: readonly Outline[];
      /** Outlines whose address is none and those beyond the limit; one for a rest that is nested too deep to be read. */
      readonly leftOutCount: number;
    }
  | { readonly kind: 'not-opml'; readonly detail: string };

/** A feed that a web page names. */
export interface FeedCandidate {
  readonly url: WebAddress;
  readonly title?: string | undefined;
  readonly type: 'rss' | 'atom' | 'json' | 'unknown';
  /** `declared` in the page's head for programs; `linked` for its readers, by an address that looks like a feed's. */
  readonly how: 'declared' | 'linked';
}

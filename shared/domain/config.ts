import type { FeedConfig } from './feed.ts';
import type { Topic } from './topic.ts';

/** A whole configuration, checked and self-contained: what `apply` freezes into one snapshot. */
export interface Config {
  readonly feeds: readonly FeedConfig[];
  readonly topics: readonly Topic[];
  readonly channels: readonly ChannelConfig[];
  /** IANA zone in which people are shown times. */
  readonly timeZone: string;
  /** Sent in the User-Agent, so that a publisher can reach the owner. */
  readonly contact?: string | undefined;
  /** CIDR ranges beside the public internet that may be fetched from and sent to. */
  readonly allowNets: readonly string[];
  /** Ports beside 80 and 443 that public addresses may be fetched from. */
  readonly allowPorts: readonly number[];
  /** Whether publishers' robots.txt and X-Robots-Tag say which pages are read. */
  readonly robots: 'honour' | 'ignore';
  /** The channel that is told about Rasid itself (a feed that died); without it, the first that reaches somebody. */
  readonly notices?: string | undefined;
  /** Least time between two requests to one host. */
  readonly hostGapMs: number;
}

export type ChannelConfig =
  | { readonly name: string; readonly type: 'console' }
  | {
      readonly name: string;
      readonly type: 'webhook';
      readonly url: string;
      /** Name of the secret that signs; unsigned without one. */
      readonly secret?: string | undefined;
    }
  | { readonly name: string; readonly type: 'feed' };

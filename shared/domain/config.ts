import type { FeedConfig } from './feed.ts';
import type { OwnWords } from './text.ts';
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
  /** Beside Rasid's own tables of words. */
  readonly words?: OwnWords | undefined;
  /** Whether publishers' robots.txt and X-Robots-Tag say which pages are read. */
  readonly robots: 'honour' | 'ignore';
  /** The channel that is told about Rasid itself (a feed that died); without it, the first that reaches somebody. */
  readonly notices?: string | undefined;
  /** How often an article of Rasid's own is published, to see that alerts arrive and how fast; never without. */
  readonly canaryMs?: number | undefined;
  /** Least time between two requests to one host. */
  readonly hostGapMs: number;
}

/** A name that `secret set` or the environment gives a value: values stand in no config. */
export type SecretName = string;

export type ChannelConfig =
  | { readonly name: string; readonly type: 'console' }
  | { readonly name: string; readonly type: 'discord'; readonly url: SecretName }
  | { readonly name: string; readonly type: 'email'; readonly to: string; readonly from: string }
  | { readonly name: string; readonly type: 'feed' }
  | {
      readonly name: string;
      readonly type: 'ntfy';
      readonly server: string;
      readonly topic: SecretName;
      readonly token?: SecretName | undefined;
    }
  | { readonly name: string; readonly type: 'slack'; readonly url: SecretName }
  /** `topic`: an ARN. */
  | { readonly name: string; readonly type: 'sns'; readonly topic: string }
  | { readonly name: string; readonly type: 'teams'; readonly url: SecretName }
  | {
      readonly name: string;
      readonly type: 'telegram';
      readonly server: string;
      readonly token: SecretName;
      readonly chat: string;
    }
  | {
      readonly name: string;
      readonly type: 'webhook';
      /** An address, or where its path lets whoever knows it write, the name of the secret that it is. */
      readonly url: string;
      /** What signs, the new one first while they change; unsigned without one. */
      readonly secret?: SecretName | readonly SecretName[] | undefined;
    };

/** No address is one: every address has a colon. */
export const isSecretName = (text: string) => /^\w{1,100}$/u.test(text);

/** The secrets without which a channel sends nothing. */
export function secretNamesOf(channel: ChannelConfig): readonly SecretName[] {
  switch (channel.type) {
    case 'console':
    case 'email':
    case 'feed':
    case 'sns':
      return [];
    case 'discord':
    case 'slack':
    case 'teams':
      return [channel.url];
    case 'ntfy':
      return channel.token === undefined ? [channel.topic] : [channel.topic, channel.token];
    case 'telegram':
      return [channel.token];
    case 'webhook':
      return [...(isSecretName(channel.url) ? [channel.url] : []), ...[channel.secret ?? []].flat()];
  }
}

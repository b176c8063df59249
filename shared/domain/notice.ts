import type { Alert } from './alert.ts';
import type { Digest } from './digest.ts';

/** What the owner is told about Rasid itself, beside the news. */
export interface Notice {
  /** The same for every channel and every try. */
  readonly id: string;
  readonly kind: 'feed-died' | 'feed-recovered' | 'silence' | 'silence-over' | 'delivery-died';
  /** One line that says it all. */
  readonly title: string;
  /** What happened, since when, and what to do. */
  readonly text: string;
  /** Of what it is about, where that has one. */
  readonly url?: string | undefined;
  readonly atMs: number;
}

/** What a channel is given to tell. */
export type Message =
  | { readonly kind: 'alert'; readonly alert: Alert }
  | { readonly kind: 'digest'; readonly digest: Digest }
  | { readonly kind: 'notice'; readonly notice: Notice };

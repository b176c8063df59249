import type { Message } from '../domain/notice.ts';
import type { Clock, Secrets } from '../ports/world.ts';
import type { Broadcast } from '../ports/broadcast.ts';
import type { Mail } from '../ports/mail.ts';
import type { Web } from '../ports/web.ts';
import type { Showing } from './message.ts';

/** Writes one block of text to the owner's terminal, or the record that the text tells, for programs. */
export type Print = (text: string, record?: object) => void;

/** What a channel may use. */
export interface ChannelPorts {
  readonly web: Web;
  readonly mail: Mail;
  readonly broadcast: Broadcast;
  readonly secrets: Secrets;
  readonly clock: Clock;
  readonly print: Print;
}

export const channelLimits = {
  /** From the call to the last byte of the answer, a second request with a plainer text included. */
  requestMs: 10_000,
  answerBytesMax: 1_000_000,
} as const;

export interface Sending extends Showing {
  readonly message: Message;
  /** The same for every try of this delivery: receivers drop what they have seen. */
  readonly id: string;
}

export type SendOutcome =
  /** `pauseMs`: the receiver wants nothing more until then. */
  | { readonly kind: 'sent'; readonly pauseMs?: number | undefined }
  /** Worth another try; `retryAfterMs` is what the receiver asked for. */
  | {
      readonly kind: 'retry';
      readonly reason: string;
      readonly retryAfterMs?: number | undefined;
      /** The far end was spoken to, and nobody knows what it did: the next try is marked as a repeat. */
      readonly mayHaveArrived?: boolean | undefined;
    }
  /** No try can succeed: the address is gone or the request is wrong. */
  | { readonly kind: 'dead'; readonly reason: string };

/** A place where alerts go. Never throws for what the far end does; never shows a secret in a reason. */
export interface Channel {
  readonly name: string;
  /** What the pace row stands for: sendings to one target go one at a time. */
  readonly target: string;
  /** Least time between two sendings to the target. */
  readonly gapMs: number;
  send(sending: Sending): Promise<SendOutcome>;
}

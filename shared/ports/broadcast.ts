import type { Handover } from './mail.ts';

/** Publishes one message to whoever has subscribed to a place. Never throws for what the far end does. */
export interface Broadcast {
  publish(bulletin: Bulletin): Promise<Handover>;
}

export interface Bulletin {
  /** Where: the ARN of an SNS topic. */
  readonly place: string;
  /** One line of printable ASCII, at most 100 characters: what subscribers by e-mail see first. */
  readonly subject: string;
  readonly text: string;
  /** The same for every try. */
  readonly id: string;
  /** From the call to the answer. */
  readonly totalMs: number;
}

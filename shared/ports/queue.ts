/**
 * At least once, in order within a group, one message of a group under way at a time.
 * Queues are the fast path only: whatever a row says is not done is sent again by the tick.
 */
export interface Queue {
  /** A message whose dedupeId was sent within the last 5 minutes is dropped. */
  send(messages: readonly NewMessage[]): Promise<void>;
  /** Messages that nobody else gets until `visibleAgainMs` from now; at most one of a group. */
  receive(how: { messagesMax: number; visibilityMs: number }): Promise<Message[]>;
  /** Removes it. A receipt that has run out (somebody else has the message) does nothing. */
  done(message: Message): Promise<void>;
  /** Makes it visible again after a delay; its group waits meanwhile. */
  retryLater(message: Message, delayMs: number): Promise<void>;
  /** Moves it to the dead list at once: bad data, which no try can mend. */
  bury(message: Message, reason: string): Promise<void>;
  /** Buried messages, and those that were received `receivesMax` times and never done, oldest first. */
  dead(how: { messagesMax: number }): Promise<DeadMessage[]>;
}

export interface NewMessage {
  readonly group: string;
  readonly dedupeId: string;
  readonly body: string;
}

export interface Message extends NewMessage {
  readonly id: string;
  readonly receipt: string;
  /** How often it has been received, this time included: 1 at first. */
  readonly receiveCount: number;
}

export interface DeadMessage extends NewMessage {
  readonly id: string;
  readonly receiveCount: number;
  readonly sentAtMs: number;
  /** Why it was buried; undefined for one that was received too often. */
  readonly reason?: string | undefined;
}

export const queueLimits = { bodyBytesMax: 256 * 1024, dedupeMs: 5 * 60_000, receivesMax: 5 } as const;

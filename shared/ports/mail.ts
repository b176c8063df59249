/** Hands mail over to be brought. Never throws for what the far end does; no reason shows a secret. */
export interface Mail {
  send(letter: Letter): Promise<Handover>;
}

export interface Letter {
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** The same for every try: becomes the Message-ID where the way of the mail allows that. */
  readonly id: string;
  /** A `mailto:` or `https:` URL for List-Unsubscribe. */
  readonly unsubscribe: string;
  /** From the call to the answer. */
  readonly totalMs: number;
}

export type Handover =
  | { readonly kind: 'sent' }
  /** Worth another try: nobody answered, or it was refused for now. `mayHaveArrived`: nobody knows what became of it. */
  | { readonly kind: 'retry'; readonly reason: string; readonly mayHaveArrived?: boolean | undefined }
  | { readonly kind: 'dead'; readonly reason: string };

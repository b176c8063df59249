/** The only place where a socket opens. Never throws for what a server or the network does. */
export interface Web {
  fetch(request: WebRequest): Promise<WebOutcome>;
}

export interface WebRequest {
  readonly url: string;
  /** GET when absent. Redirects are followed (at most `webLimits.redirectsMax`) for GET only. */
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | string;
  /** Counted after inflation. */
  readonly bodyBytesMax?: number;
  /** From the call to the last byte, redirects included. */
  readonly totalMs?: number;
  /** A redirect to another host is answered and not followed: who paces hosts asks there anew. */
  readonly staysOnHost?: boolean;
}

export type WebOutcome = WebResponse | WebFailure;

export interface WebResponse {
  readonly kind: 'response';
  readonly status: number;
  /** Names in lower case; several values of one name joined by a comma. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** Where the body came from, after redirects. */
  readonly url: string;
  readonly redirects: readonly { readonly status: number; readonly to: string }[];
}

export interface WebFailure {
  readonly kind: 'failed';
  readonly reason: WebFailureReason;
  readonly detail: string;
}

export type WebFailureReason =
  | 'bad-url'
  | 'refused-address'
  | 'dns'
  | 'connect'
  | 'tls'
  | 'timeout'
  | 'too-large'
  | 'too-many-redirects'
  | 'broken';

export const webLimits = {
  bodyBytesMax: 10_000_000,
  redirectsMax: 5,
  /** Of an address as it is sent; servers refuse longer ones, and whatever looks at it takes time for each. */
  urlCharsMax: 4_000,
  totalMs: 20_000,
  idleMs: 10_000,
} as const;

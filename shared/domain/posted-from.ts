/** Who has sent a form, by the two headers that browsers set and pages cannot. */
export interface SentBy {
  readonly origin?: string | undefined;
  /** `Sec-Fetch-Site` */
  readonly site?: string | undefined;
}

/**
 * Whether a form comes from our own page. `unknown` is a client that is no browser. `Sec-Fetch-Site` decides where it
 * is there: behind a proxy such as CloudFront our own name is another one than the origin that the browser sees.
 */
export function postedFrom({ origin, site }: SentBy, own: string): 'own' | 'foreign' | 'unknown' {
  if (site !== undefined) return site === 'same-origin' ? 'own' : 'foreign';
  if (origin !== undefined) return origin === own ? 'own' : 'foreign';
  return 'unknown';
}

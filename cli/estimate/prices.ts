/**
 * US dollars in Frankfurt's usual neighbour us-east-1, before tax, as AWS published them in November 2026. Other
 * regions are up to a quarter dearer. On-demand DynamoDB has no free requests.
 */
export const pricesDate = '2026-11';

export interface Price {
  /** Dollars for one. */
  readonly usd: number;
  /** So many a month cost nothing, in every account and for as long as it is there. */
  readonly freePerMonth: number;
}

const perMillion = (usd: number, freePerMonth = 0): Price => ({ usd: usd / 1_000_000, freePerMonth });

/** By what the meter counts. */
export const prices = {
  writeUnits: perMillion(0.625),
  readUnits: perMillion(0.125),
  objectWrites: perMillion(5),
  objectReads: perMillion(0.4),
  queueRequests: perMillion(0.5, 1_000_000),
  invocations: perMillion(0.2, 1_000_000),
  gbSeconds: { usd: 0.0000133334, freePerMonth: 400_000 },
  scheduledCalls: perMillion(1, 14_000_000),
  tableGbMonths: { usd: 0.25, freePerMonth: 25 },
  recoveryGbMonths: { usd: 0.2, freePerMonth: 0 },
  objectGbMonths: { usd: 0.023, freePerMonth: 0 },
  logGb: { usd: 0.5, freePerMonth: 5 },
} as const satisfies Record<string, Price>;

export type Resource = keyof typeof prices;
export type Usage = Readonly<Partial<Record<Resource, number>>>;

/** Dollars of a usage; `net` takes a month's free amounts off. */
export function cost(usage: Usage, how: { net: boolean }): number {
  let usd = 0;
  for (const [resource, price] of Object.entries(prices)) {
    const used = usage[resource as Resource] ?? 0;
    usd += Math.max(0, used - (how.net ? price.freePerMonth : 0)) * price.usd;
  }
  return usd;
}

/** Usages side by side. */
export function sum(...usages: readonly Usage[]): Usage {
  const total: Partial<Record<Resource, number>> = {};
  for (const usage of usages) {
    for (const [resource, used] of Object.entries(usage)) {
      total[resource as Resource] = (total[resource as Resource] ?? 0) + used;
    }
  }
  return total;
}

export const times = (usage: Usage, factor: number): Usage =>
  Object.fromEntries(Object.entries(usage).map(([resource, used]) => [resource, used * factor]));

/** In how many articles a term occurs, as far as anybody has counted. */
export interface Frequencies {
  readonly articles: number;
  of(term: string): number;
}

/** Counts as they are kept; those of older days weigh less, so that they are fractions. */
export interface TermCounts {
  readonly articles: number;
  readonly terms: ReadonlyMap<string, number>;
}

export const frequencySettings = {
  /** After so many days an article counts half: the window of the texts that are kept. */
  halfLifeDays: 30,
  /** The most frequent ones are kept; what is rarer is as good as never seen. */
  termsMax: 30_000,
  countMin: 0.5,
} as const;

export const noCounts: TermCounts = { articles: 0, terms: new Map() };

/** The counts so far, so many days later, with those of a day beside them. Bounded whatever the day brings. */
export function withDay(soFar: TermCounts, daysSince: number, day: TermCounts): TermCounts {
  const { halfLifeDays, termsMax, countMin } = frequencySettings;
  const share = 2 ** (-daysSince / halfLifeDays);
  const terms = new Map([...soFar.terms].map(([term, count]) => [term, count * share]));
  for (const [term, count] of day.terms) terms.set(term, (terms.get(term) ?? 0) + count);
  const kept = [...terms]
    .filter(([, count]) => count >= countMin)
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, termsMax)
    .map(([term, count]) => [term, rounded(count)] as const);
  return { articles: rounded(soFar.articles * share + day.articles), terms: new Map(kept) };
}

export interface Tally {
  readonly add: (terms: ReadonlySet<string>) => void;
  readonly counts: () => TermCounts;
}

/** Counts article by article, each by the set of its terms. */
export function tally(): Tally {
  const terms = new Map<string, number>();
  let articles = 0;
  return {
    add(article) {
      articles += 1;
      for (const term of article) terms.set(term, (terms.get(term) ?? 0) + 1);
    },
    counts: () => ({ articles, terms }),
  };
}

export function frequenciesFrom({ articles, terms }: TermCounts): Frequencies {
  return { articles, of: (term) => terms.get(term) ?? 0 };
}

const rounded = (count: number) => Math.round(count * 1_000) / 1_000;

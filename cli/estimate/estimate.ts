import type { FeedConfig } from '../../shared/domain/feed.ts';
import { scheduleLimits } from '../../shared/pipeline/schedule.ts';
import { simulateDay, type Day } from './day.ts';
import { cost, pricesDate, sum, times, type Usage } from './prices.ts';

export interface Month {
  readonly feeds: number;
  readonly polls: number;
  readonly articles: number;
  /** US dollars. */
  readonly parts: Readonly<Record<Part, number>>;
  readonly total: number;
  /** Without what every account has free each month. */
  readonly net: number;
  /** Dollars a million. */
  readonly perMillion: { readonly polls: number; readonly articles: number };
  readonly pricesDate: string;
}

type Part = 'polling' | 'reading' | 'standing' | 'keeping';

const days = 30;
const dayMs = 86_400_000;
const gb = 1_024 ** 3;
/** The made-up day's size: enough that batches are as full as they are in life. */
const simulated = { minutes: 360, feedCount: 50, everyMs: 600_000, articlesPerFeed: 5 } as const;
/** Texts that nobody waits for are kept so long; rows about as long. */
const keptDays = 37;
/** A mapping asks its queue, empty or not: five pollers, each for twenty seconds. */
const idleRequests = 3 * 5 * 3 * 60 * 24 * days;
const ticks = 60 * 24 * days;

/** A month of these feeds (those without an interval as often as they begin), from the calls of a day that the real stages made on a made-up newsroom. */
export async function estimate(feeds: readonly Pick<FeedConfig, 'everyMs'>[], articlesPerFeed: number): Promise<Month> {
  const quiet = await simulateDay({ ...simulated, articlesPerFeed: 0 });
  const busy = await simulateDay(simulated);
  const perPoll = times(quiet.usage.poll, 1 / quiet.pollCount);
  const perArticle = times(sum(allOf(busy), times(allOf(quiet), -1)), 1 / busy.articleCount);
  const polls = feeds.reduce((total, { everyMs = scheduleLimits.startMs }) => total + dayMs / everyMs, 0) * days;
  const articles = feeds.length * articlesPerFeed * days;
  // A tick reads the row of every feed, besides what it always reads; what it sends belongs to the polls.
  const lone = await simulateDay({ ...simulated, feedCount: 1, articlesPerFeed: 0 });
  const perTick = (day: Day) => (day.usage.tick.readUnits ?? 0) / day.tickCount;
  const perFeed = (perTick(quiet) - perTick(lone)) / (simulated.feedCount - 1);
  const tick: Usage = {
    ...times(quiet.usage.tick, ticks / quiet.tickCount),
    queueRequests: 0,
    readUnits: (perTick(lone) + perFeed * (feeds.length - 1)) * ticks,
  };
  const sends: Usage = { queueRequests: (polls * (quiet.usage.tick.queueRequests ?? 0)) / quiet.pollCount };
  const kept = (bytes: number) => ((bytes / busy.articleCount) * articles * keptDays) / days / gb;
  const parts: Record<Part, Usage> = {
    polling: sum(times(perPoll, polls), sends, tick),
    reading: times(perArticle, articles),
    standing: { scheduledCalls: ticks, queueRequests: idleRequests },
    keeping: {
      tableGbMonths: kept(busy.stored.tableBytes),
      recoveryGbMonths: kept(busy.stored.tableBytes),
      objectGbMonths: kept(busy.stored.objectBytes),
    },
  };
  const all = sum(...Object.values(parts));
  return {
    feeds: feeds.length,
    polls: Math.round(polls),
    articles,
    parts: Object.fromEntries(Object.entries(parts).map(([part, usage]) => [part, cost(usage, { net: false })])) as Record<Part, number>,
    total: cost(all, { net: false }),
    net: cost(all, { net: true }),
    perMillion: {
      polls: (cost(parts.polling, { net: false }) / polls) * 1_000_000,
      articles: cost(perArticle, { net: false }) * 1_000_000,
    },
    pricesDate,
  };
} // prettier-ignore

const allOf = ({ usage }: Day): Usage => sum(...Object.values(usage));

export function estimateLines({ feeds, polls, articles, parts, total, net, perMillion, ...month }: Month): string[] {
  const dollars = (usd: number) => `$${usd.toFixed(2)}`;
  const line = (name: string, usd: number) => `  ${name.padEnd(44)}${dollars(usd).padStart(8)}`;
  return [
    `A month of ${feeds} feeds, ${polls.toLocaleString('en')} polls and ${articles.toLocaleString('en')} new articles on AWS:`,
    line('polling', parts.polling),
    line('reading, matching, alerting', parts.reading),
    line('the schedule and the waiting queues', parts.standing),
    line('keeping rows and texts', parts.keeping),
    line('in all', total),
    line("less each month's free amounts", net),
    `A million polls: ${dollars(perMillion.polls)}; a million articles: ${dollars(perMillion.articles)}.`,
    `Prices of us-east-1, ${month.pricesDate}, before tax. One article in twenty is taken to be about a topic of yours; how long`,
    'functions run is assumed: 8 ms a call to AWS, 400 ms a request to a publisher, and what a core takes here.',
    'An article that its feed edits is read again, for about the price of a new one; none is counted here.',
  ];
} // prettier-ignore

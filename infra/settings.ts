import type { App } from 'aws-cdk-lib';
import { stagePattern } from '../shared/worlds/aws/names.ts';

/** What `npm run deploy` passes on as context. */
export interface Settings {
  /** Several Rasids in one account: each has a stage of its own. */
  readonly stage: string;
  /** Gets the alarms. */
  readonly email: string;
  /** A CloudWatch dashboard costs 3 dollars a month beyond the free ones. */
  readonly hasDashboard: boolean;
  /** Counts of the stages as custom metrics: nine, 30 cents a month each. */
  readonly hasMetrics: boolean;
  /** The budget alarm comes when a month is forecast to cost more, in US dollars. */
  readonly budgetUsd: number;
  /** Invocations of the public door side by side, at most, kept apart from the account's; undefined sets no bound. */
  readonly doorConcurrencyMax?: number | undefined;
}

const budgetUsdDefault = 10;

export function settingsOf(app: App): Settings {
  const context = (name: string) => app.node.tryGetContext(name) as string | undefined;
  const stage = context('stage') ?? 'main';
  if (!stagePattern.test(stage)) throw new Error(`stage ${stage}: a-z, 0-9 and -, at most 20 characters`);
  const email = context('email') ?? '';
  if (!/^[^\s@]+@[^\s@]+$/u.test(email)) throw new Error('no owner: give --context email=you@example.org');
  const budgetUsd = Number(context('budget') ?? budgetUsdDefault);
  if (!(budgetUsd > 0)) throw new Error('budget: dollars a month');
  const doorConcurrency = context('doorConcurrency');
  if (doorConcurrency !== undefined && !/^[1-9]\d{0,2}$/u.test(doorConcurrency))
    throw new Error(`Invalid doorConcurrency "${doorConcurrency}": expected 1 to 999.`);
  return {
    stage,
    email,
    hasDashboard: context('dashboard') === 'true',
    hasMetrics: context('metrics') === 'true',
    budgetUsd,
    doorConcurrencyMax: doorConcurrency === undefined ? undefined : Number(doorConcurrency),
  };
}

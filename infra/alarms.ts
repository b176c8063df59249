import { Duration, Stack, Validations } from 'aws-cdk-lib';
import { CfnBudget } from 'aws-cdk-lib/aws-budgets';
import {
  Alarm,
  ComparisonOperator,
  Dashboard,
  GraphWidget,
  MathExpression,
  TreatMissingData,
  type IMetric,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import type { Settings } from './settings.ts';
import type { FifoQueue } from './worker.ts';

export interface AlarmsProps {
  readonly settings: Settings;
  readonly queues: Readonly<Record<string, FifoQueue>>;
  readonly functions: readonly IFunction[];
  readonly tick: IFunction;
  readonly door: IFunction;
}

/** CloudWatch asks money for every alarm beyond the tenth. */
export const alarmsMax = 10;
const oldestMessage = Duration.minutes(30);
const window = Duration.minutes(5);
/** Two a second: feed readers and the forms of alerts ask some hundred times an hour. */
const doorRequestsMax = 600;

/** Tells the owner by e-mail when news stops flowing: nine alarms and a budget. */
export class Alarms extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string, { settings, queues, functions, tick, door }: AlarmsProps) {
    super(scope, id);
    const topic = new Topic(this, 'Topic', { enforceSSL: true, displayName: `Rasid ${settings.stage}` });
    this.topic = topic;
    // A topic with a policy of its own has lost AWS's default one, by which alarms may publish.
    topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    );
    topic.addSubscription(new EmailSubscription(settings.email));
    Validations.of(topic).acknowledge({
      id: 'Serverless::Serverless-SNSRedrivePolicy',
      reason: 'An e-mail that bounces has no second receiver; the alarm itself stays visible in CloudWatch.',
    });
    const alarm = (name: string, what: string, metric: IMetric, threshold: number, how: { isLow?: boolean } = {}) => {
      const isLow = how.isLow ?? false;
      new Alarm(this, name, {
        alarmDescription: what,
        metric,
        threshold,
        evaluationPeriods: 1,
        comparisonOperator: isLow ? ComparisonOperator.LESS_THAN_THRESHOLD : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        treatMissingData: isLow ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
      }).addAlarmAction(new SnsAction(topic));
    };
    for (const [name, { queue, dead }] of Object.entries(queues)) {
      alarm(`${name}Late`, `A ${name} message has been waiting for half an hour.`, queue.metricApproximateAgeOfOldestMessage({ period: window }), oldestMessage.toSeconds());
      alarm(`${name}Dead`, `A ${name} message could not be worked on and lies in the dead list.`, dead.metricApproximateNumberOfMessagesVisible({ period: window }), 1);
    }
    const errors = functions.map((fn, index) => [`e${index}`, fn.metricErrors({ period: window, statistic: 'Sum' })] as const);
    // A function that nothing has called has no value at all, and a sum with it has none either.
    const sum = new MathExpression({ expression: errors.map(([key]) => `FILL(${key}, 0)`).join(' + '), usingMetrics: Object.fromEntries(errors), period: window });
    alarm('Errors', 'Functions have failed five times in five minutes.', sum, 5);
    alarm('NoTick', 'The minute tick has stopped: no feed is polled.', tick.metricInvocations({ period: window, statistic: 'Sum' }), 1, { isLow: true });
    alarm('DoorBusy', 'The public door is asked over 600 times in five minutes: a flood, which costs money and may take the functions of the account.', door.metric('UrlRequestCount', { period: window, statistic: 'Sum' }), doorRequestsMax);

    budget(this, settings);
    if (settings.hasDashboard) dashboard(this, settings, queues, functions);
  }
} // prettier-ignore

function budget(scope: Construct, { stage, email, budgetUsd }: Settings): void {
  new CfnBudget(scope, 'Budget', {
    budget: {
      budgetName: `rasid-${stage}`,
      budgetType: 'COST',
      timeUnit: 'MONTHLY',
      budgetLimit: { amount: budgetUsd, unit: 'USD' },
    },
    notificationsWithSubscribers: [
      {
        notification: { notificationType: 'FORECASTED', comparisonOperator: 'GREATER_THAN', threshold: 100, thresholdType: 'PERCENTAGE' },
        subscribers: [{ subscriptionType: 'EMAIL', address: email }],
      },
    ],
  });
} // prettier-ignore

function dashboard(scope: Construct, { stage }: Settings, queues: AlarmsProps['queues'], functions: AlarmsProps['functions']): void {
  const board = new Dashboard(scope, 'Dashboard', { dashboardName: `rasid-${stage}` });
  board.addWidgets(
    new GraphWidget({ title: 'Invocations', left: functions.map((fn) => fn.metricInvocations()) }),
    new GraphWidget({ title: 'Errors', left: functions.map((fn) => fn.metricErrors()) }),
    new GraphWidget({ title: 'Duration', left: functions.map((fn) => fn.metricDuration()) }),
    new GraphWidget({
      title: 'Waiting',
      left: Object.values(queues).map(({ queue }) => queue.metricApproximateNumberOfMessagesVisible()),
    }),
  );
} // prettier-ignore

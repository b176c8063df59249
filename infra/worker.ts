import { Duration, Validations } from 'aws-cdk-lib';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { allow } from './access.ts';
import { Bundle, type BundleProps } from './bundle.ts';

/** A FIFO queue, and where its messages go that nobody can work on. */
export class FifoQueue extends Construct {
  readonly queue: Queue;
  readonly dead: Queue;

  constructor(scope: Construct, id: string, props: { name: string; workTime: Duration }) {
    super(scope, id);
    const common = { fifo: true, enforceSSL: true, retentionPeriod: Duration.days(14) } as const;
    this.dead = new Queue(this, 'Dead', { ...common, queueName: `${props.name}-dead.fifo` });
    Validations.of(this.dead).acknowledge({
      id: 'Serverless::Serverless-SQSRedrivePolicy',
      reason: 'It is the dead-letter queue; an alarm looks at it.',
    });
    this.queue = new Queue(this, 'Queue', {
      ...common,
      queueName: `${props.name}.fifo`,
      // Six times the function's time-out, as AWS advises for mappings: a batch is seen again only when it is lost.
      visibilityTimeout: Duration.seconds(6 * props.workTime.toSeconds()),
      deadLetterQueue: { queue: this.dead, maxReceiveCount: 20 },
    });
  }
}

export interface WorkerProps extends BundleProps {
  readonly from: FifoQueue;
  readonly to: readonly FifoQueue[];
  readonly batchSize: number;
  /** Invocations side by side, at most; by the mapping, so that other functions of the account keep theirs. */
  readonly concurrencyMax: number;
}

/** A stage that works off a queue: its function, its mapping, and a role of its own. */
export class Worker extends Bundle {
  constructor(scope: Construct, id: string, props: WorkerProps) {
    super(scope, id, props);
    Validations.of(this.fn).acknowledge({
      id: 'Serverless::Serverless-LambdaEventSourceMappingDestination',
      reason: 'A mapping of SQS has none: the queue has a dead-letter queue.',
    });
    this.fn.addEventSource(
      new SqsEventSource(props.from.queue, {
        batchSize: props.batchSize,
        maxConcurrency: props.concurrencyMax,
        reportBatchItemFailures: true,
      }),
    );
    allow(
      this.role,
      ['sqs:SendMessage'],
      [...props.to.map(({ queue }) => queue.queueArn), props.from.dead.queueArn],
    );
    // The mapping's own permissions come with it; hiding a busy target's message is ours.
    allow(this.role, ['sqs:ChangeMessageVisibility', 'sqs:DeleteMessage'], [props.from.queue.queueArn]);
  }
}

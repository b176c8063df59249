import { awsQueue } from './queues.ts';
import { fromEnvironment, invocationClock } from './lambda.ts';
import { powertoolsLog } from './log.ts';
import { powertoolsMetrics } from './metrics.ts';
import { awsStore } from './store.ts';

/** What every function of the flow stack has: the store, the queues, time and the log, by its environment. */
export function functionPorts() {
  const clock = invocationClock();
  const names = { tableName: fromEnvironment('TABLE_NAME'), bucketName: fromEnvironment('BUCKET_NAME') };
  const queue = (name: string) =>
    awsQueue({ url: fromEnvironment(`${name}_QUEUE_URL`), deadUrl: fromEnvironment(`${name}_DEAD_URL`) }, clock);
  return {
    ...awsStore(names, clock, () => clock.invocation()),
    clock,
    log: powertoolsLog(),
    count: powertoolsMetrics(),
    queues: { poll: queue('POLL'), read: queue('READ'), deliver: queue('DELIVER') },
  };
} // prettier-ignore

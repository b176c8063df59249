import type { Context } from 'aws-lambda';
import { plan } from '../shared/pipeline/plan.ts';
import { sweep } from '../shared/pipeline/sweep.ts';
import { functionPorts } from '../shared/worlds/aws/functions.ts';

const ports = functionPorts();

/** Every minute: sends what is due, and again whatever a row says is not done. */
export async function handler(_: unknown, context: Context): Promise<object> {
  ports.clock.begin(context);
  const sent = { ...(await plan(ports)), ...(await sweep(ports)) };
  const canary = sent.canary === undefined ? {} : { canaryP95Ms: sent.canary.p95Ms };
  ports.count({ feedsDue: sent.sentCount, entriesOverdue: sent.entryCount, ...canary });
  return sent;
}

import { configuredWeb } from '../shared/pipeline/configured-web.ts';
import { parseJob } from '../shared/pipeline/jobs.ts';
import { poll } from '../shared/pipeline/poll.ts';
import { functionPorts } from '../shared/worlds/aws/functions.ts';
import { fromSqs } from '../shared/worlds/aws/lambda.ts';
import { functionSandbox } from '../shared/worlds/aws/sandbox.ts';

const base = functionPorts();
const ports = { ...base, web: configuredWeb(base.config, base.clock), sandbox: functionSandbox(base) };

/** Polls one feed a message. */
export const handler = fromSqs(ports, 'poll', ports.queues.poll, async (body, company) => {
  const job = parseJob.poll(body);
  return job && poll(ports, job, company);
});

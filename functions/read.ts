import { configuredWeb } from '../shared/pipeline/configured-web.ts';
import { parseJob } from '../shared/pipeline/jobs.ts';
import { read } from '../shared/pipeline/read.ts';
import { functionPorts } from '../shared/worlds/aws/functions.ts';
import { fromSqs } from '../shared/worlds/aws/lambda.ts';
import { functionSandbox } from '../shared/worlds/aws/sandbox.ts';

const base = functionPorts();
const ports = { ...base, web: configuredWeb(base.config, base.clock), sandbox: functionSandbox(base) };

/** Reads one entry a message, and keeps it. */
export const handler = fromSqs(ports, 'read', ports.queues.read, async (body, company) => {
  const job = parseJob.read(body);
  return job && read(ports, job, company);
});

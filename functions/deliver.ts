import { isDoorKey } from '../shared/domain/signed-path.ts';
import { configuredWeb } from '../shared/pipeline/configured-web.ts';
import { deliver } from '../shared/pipeline/deliver.ts';
import { doorLink } from '../shared/pipeline/feedback-link.ts';
import { parseJob } from '../shared/pipeline/jobs.ts';
import { functionPorts } from '../shared/worlds/aws/functions.ts';
import { fromEnvironment, fromSqs } from '../shared/worlds/aws/lambda.ts';
import { doorKeyName } from '../shared/worlds/aws/names.ts';
import { awsSecrets } from '../shared/worlds/aws/secrets.ts';
import { sesMail, snsBroadcast } from '../shared/worlds/aws/sending.ts';

const base = functionPorts();
const secrets = awsSecrets(fromEnvironment('SECRETS_PATH'), base.clock);
const ports = {
  ...base,
  web: configuredWeb(base.config, base.clock),
  mail: sesMail(),
  broadcast: snsBroadcast(),
  secrets,
  door: doorLink(fromEnvironment('DOOR_URL'), async () => {
    const key = await secrets.get(doorKeyName);
    return key !== undefined && isDoorKey(key) ? key : undefined;
  }),
  // The owner has no terminal here: the console channel writes to the log.
  print: (text: string, record?: object) => base.log('info', 'alert', { text, ...record }),
};

/** Sends what one channel is due. */
export const handler = fromSqs(ports, 'deliver', ports.queues.deliver, async (body) => {
  const job = parseJob.deliver(body);
  return job && deliver(ports, job);
});

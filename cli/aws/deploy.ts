import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Print } from '../../shared/channels/channel.ts';
import type { Config } from '../../shared/domain/config.ts';
import { isDoorKey, keyCharsMin, signedPath } from '../../shared/domain/signed-path.ts';
import { apply } from '../../shared/pipeline/apply.ts';
import { topicFeedPath } from '../../shared/pipeline/topic-feed.ts';
import { doorKeyName, secretsPathOf } from '../../shared/worlds/aws/names.ts';
import { awsSecrets, setSecret } from '../../shared/worlds/aws/secrets.ts';
import { unverifiedSenders } from '../../shared/worlds/aws/senders.ts';
import { unconfirmedEmails } from '../../shared/worlds/aws/subscriptions.ts';
import { realClock } from '../../shared/worlds/local/clock.ts';
import { applyLines } from '../commands/apply.ts';
import { loadConfig } from '../config-file.ts';
import { failure } from '../output.ts';
import { requireSecrets } from '../world.ts';
import { flyCanary } from './canary.ts';
import { deployStacks, ensureBootstrap, type CdkOptions } from './cdk.ts';
import { findDoorReserve } from './door-reserve.ts';
import { inAwsWorld, inRegion, secretHint, type AwsOptions, type AwsWorld } from './world.ts';

export interface DeployOptions extends AwsOptions, CdkOptions {
  readonly config: string;
  readonly state: string;
  readonly bootstrap?: true;
  readonly canary: boolean;
}

/** Three ticks a minute apart, and time to start five functions for the first time. */
const canaryLimitMs = 6 * 60_000;

/** From a config on this machine to a Rasid in the owner's account that has shown that it works. */
export async function deploy(options: DeployOptions, print: Print, signal: AbortSignal): Promise<void> {
  // Whatever can be wrong with the owner's files is said before anything is made.
  const config = await loadConfig(options.config, { examplesFolder: join(options.state, 'examples') });
  await inRegion(options, async () => {
    const secrets = awsSecrets(secretsPathOf(options.stage), realClock());
    await requireSecrets({ ports: { secrets }, secretHint }, config);
    await ensureBootstrap(options);
    const { doorConcurrency, line } = await findDoorReserve();
    await deployStacks({ ...options, doorConcurrency });
    print(line);
  });
  await inAwsWorld(options, async (world) => {
    const doorKey = await ensureDoorKey(world);
    print(['', ...applyLines(await apply(world.ports, config))].join('\n'));
    for (const line of feedLinks(world, config, doorKey)) print(line);
    print((await confirmations(world, config)).join('\n'));
    if (options.canary) await canary(world, config, doorKey, print, signal);
  });
}

/** Signs the door's links; made once, so that links stay what they are. */
async function ensureDoorKey({ ports, stage }: AwsWorld): Promise<string> {
  const present = await ports.secrets.get(doorKeyName);
  if (present !== undefined && !isDoorKey(present)) {
    const name = `${secretsPathOf(stage)}/${doorKeyName}`;
    throw failure(`Invalid door key "${name}": expected at least ${keyCharsMin} characters. Delete it (\`aws ssm delete-parameter --name ${name}\`), then deploy again.`); // prettier-ignore
  }
  if (present !== undefined) return present;
  const key = randomBytes(32).toString('base64url');
  await setSecret(secretsPathOf(stage), doorKeyName, key);
  return key;
}

function feedLinks({ flow }: AwsWorld, { topics, channels }: Config, doorKey: string): string[] {
  const feeds = channels.flatMap(({ type, name }) => (type === 'feed' ? [name] : []));
  return topics
    .filter(({ alert }) => alert.channels.some((name) => feeds.includes(name)))
    .map(({ name }) => `Alerts of ${name} as a feed: ${new URL(signedPath(doorKey, topicFeedPath(name, 'xml')), flow.doorUrl).href}`); // prettier-ignore
}

async function confirmations({ flow }: AwsWorld, { channels }: Config): Promise<string[]> {
  const open = await unconfirmedEmails(flow.alarmTopicArn);
  const senders = channels.flatMap((channel) => (channel.type === 'email' ? [channel.from] : []));
  const unverified = await unverifiedSenders(senders);
  const alarmLines = open.map((email) => `  ${email}: click the link in "AWS Notification - Subscription Confirmation"`);
  const mailLines = unverified.map((email) => `  ${email}: run \`aws sesv2 create-email-identity --email-identity ${email}\` and click the link that comes, or verify its domain`);
  return [
    ...(alarmLines.length === 0 ? [] : ['Still to be confirmed, or alarms reach nobody:', ...alarmLines]),
    ...(mailLines.length === 0 ? [] : ['Still to be verified, or SES takes no alert from it:', ...mailLines]),
    ...(alarmLines.length + mailLines.length === 0 ? ['Nothing is left to be confirmed.'] : []),
  ];
} // prettier-ignore

async function canary(world: AwsWorld, config: Config, doorKey: string, print: Print, signal: AbortSignal) {
  print('A canary article is on its way through the account; its feed is looked at twice, a minute apart ...');
  const outcome = await flyCanary(world, config, { doorKey, limitMs: canaryLimitMs, signal });
  const seconds = (ms: number) => `${(ms / 1_000).toFixed(1)} s`;
  if (outcome.kind === 'alerted')
    print(`Its alert came ${seconds(outcome.alertMs)} after its feed showed it, ${seconds(outcome.totalMs)} in all. Rasid watches.`);
  if (outcome.kind === 'interrupted') print('The canary was left alone. Rasid is deployed.');
  if (outcome.kind === 'lost')
    throw failure(`Rasid is deployed, but the canary did not come through in ${seconds(outcome.totalMs)}: ${outcome.at}.`);
} // prettier-ignore

import {
  DeleteParametersCommand,
  GetParameterCommand,
  GetParametersByPathCommand,
  ParameterNotFound,
  PutParameterCommand,
  SSMClient,
} from '@aws-sdk/client-ssm';
import type { Clock, Secrets } from '../../ports/world.ts';
import { clientConfig } from './client-config.ts';

/** A changed secret is taken over within this time. */
const keepMs = 60_000;

/** The Secrets port on SSM SecureStrings under a path. Values are kept in memory for a minute, nowhere else. */
export function ssmSecrets(client: SSMClient, path: string, clock: Clock): Secrets {
  const known = new Map<string, { value: string; untilMs: number }>();
  return {
    async get(name) {
      const kept = known.get(name);
      if (kept !== undefined && kept.untilMs > clock.nowMs()) return kept.value;
      try {
        const { Parameter } = await client.send(new GetParameterCommand({ Name: `${path}/${name}`, WithDecryption: true })); // prettier-ignore
        const value = Parameter?.Value;
        if (value !== undefined) known.set(name, { value, untilMs: clock.nowMs() + keepMs });
        return value;
      } catch (error) {
        if (error instanceof ParameterNotFound) return undefined;
        throw error;
      }
    },
  };
} // prettier-ignore

/** The secrets under a path, through a client of their own. */
export const awsSecrets = (path: string, clock: Clock): Secrets =>
  ssmSecrets(new SSMClient(clientConfig()), path, clock);

/** Writes a SecureString, encrypted with the account's own key for parameters. */
export async function setSecret(
  path: string,
  name: string,
  value: string,
  client = new SSMClient(clientConfig()),
): Promise<void> {
  await client.send(
    new PutParameterCommand({ Name: `${path}/${name}`, Value: value, Type: 'SecureString', Overwrite: true }),
  );
}

/** Removes every secret under a path; how many there were. */
export async function removeSecrets(path: string): Promise<number> {
  const client = new SSMClient(clientConfig());
  for (let count = 0; ;) {
    const { Parameters = [] } = await client.send(new GetParametersByPathCommand({ Path: path, MaxResults: 10 }));
    if (Parameters.length === 0) return count;
    await client.send(new DeleteParametersCommand({ Names: Parameters.map(({ Name }) => Name ?? '') }));
    count += Parameters.length;
  }
} // prettier-ignore

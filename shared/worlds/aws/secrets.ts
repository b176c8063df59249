import { GetParameterCommand, ParameterNotFound, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
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

/** Writes a SecureString, encrypted with the account's own key for parameters. */
export async function setSecret(client: SSMClient, path: string, name: string, value: string): Promise<void> {
  await client.send(
    new PutParameterCommand({ Name: `${path}/${name}`, Value: value, Type: 'SecureString', Overwrite: true }),
  );
}

/** The secrets under a path, through a client of their own. */
export const awsSecrets = (path: string, clock: Clock): Secrets =>
  ssmSecrets(new SSMClient(clientConfig()), path, clock);

import type { Config } from '../domain/config.ts';
import { guardedWeb, type GuardedWeb } from '../net/web.ts';
import type { Web } from '../ports/web.ts';
import type { Clock } from '../ports/world.ts';
import type { ConfigSource, CurrentConfig } from '../store/config.ts';
import { withCanaryInside } from './canary-schedule.ts';

/** The guarded client that the current config asks for, a new one when the config changes; and the canary's feed. */
export function configuredWeb(
  config: ConfigSource,
  clock: Pick<Clock, 'nowMs'>,
): Web & { close(): Promise<void> } {
  let client: { web: GuardedWeb; hash: string | undefined } | undefined;
  const clientOf = async (current: CurrentConfig | undefined): Promise<Web> => {
    if (client === undefined || client.hash !== current?.hash) {
      await client?.web.close();
      client = { web: webFor(current), hash: current?.hash };
    }
    return client.web;
  };
  const web: Web = { fetch: async (request) => (await clientOf(await config())).fetch(request) };
  return {
    ...withCanaryInside(web, clock),
    close: async () => client?.web.close(),
  };
}

export function webFor(settings?: {
  config: Pick<Config, 'contact' | 'allowNets' | 'allowPorts'>;
}): GuardedWeb {
  const { contact, allowNets = [], allowPorts = [] } = settings?.config ?? {};
  const userAgent = `Rasid/0.1 (news monitor${contact === undefined ? '' : `; ${contact}`})`;
  return guardedWeb({ userAgent, allowNets, allowPorts });
}

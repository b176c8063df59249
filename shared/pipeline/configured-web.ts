import type { Config } from '../domain/config.ts';
import { guardedWeb, type GuardedWeb } from '../net/web.ts';
import type { Web } from '../ports/web.ts';
import type { ConfigSource, CurrentConfig } from '../store/config.ts';

/** The guarded client that the current config asks for; a new one when the config changes. */
export function configuredWeb(config: ConfigSource): Web & { close(): Promise<void> } {
  let client: { web: GuardedWeb; hash: string | undefined } | undefined;
  const clientOf = async (current: CurrentConfig | undefined): Promise<Web> => {
    if (client === undefined || client.hash !== current?.hash) {
      await client?.web.close();
      client = { web: webFor(current), hash: current?.hash };
    }
    return client.web;
  };
  return {
    fetch: async (request) => (await clientOf(await config())).fetch(request),
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

import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { buildConnector as Undici } from 'undici';
import type { AddressRule } from './addresses.ts';
import { buildConnector } from './undici.ts';

/** Thrown where an address or its port may not be connected to. */
export class RefusedAddress extends Error {
  readonly code = 'RASID_REFUSED_ADDRESS';
}

const connectMs = 8_000;
/** A host with many addresses is given up after so many. */
const addressesMax = 4;
const defaultPorts: readonly number[] = [80, 443];

/**
 * Connects to the very address that was judged: the name is resolved here, once, and the socket gets the
 * address, so that no second look-up can answer something else (DNS rebinding).
 */
export function guardedConnector(rule: AddressRule, allowPorts: readonly number[]): Undici.connector {
  const connect = buildConnector({ timeout: connectMs });
  const isOpen = (address: string, port: number) => {
    const verdict = rule(address);
    return verdict === 'allowed' || (verdict === 'public' && [...defaultPorts, ...allowPorts].includes(port));
  };

  return (options, callback) => {
    const hostname = options.hostname.replace(/^\[|\]$/g, '');
    const port = Number(options.port) || (options.protocol === 'https:' ? 443 : 80);
    const servername = options.servername ?? (isIP(hostname) ? undefined : hostname);
    const tryNext = (addresses: readonly string[], failure: Error) => {
      const [address, ...others] = addresses;
      if (address === undefined) {
        callback(failure, null);
        return;
      }
      const target = { ...options, hostname: address, ...(servername !== undefined && { servername }) };
      connect(target, (error, socket) => {
        if (error) tryNext(others, error);
        else callback(null, socket);
      });
    };
    resolve(hostname).then(
      (addresses) => {
        const open = addresses.filter((address) => isOpen(address, port)).slice(0, addressesMax);
        tryNext(
          open,
          new RefusedAddress(`${hostname} (${addresses.join(', ')}) port ${port} may not be connected to`),
        );
      },
      (error: unknown) => callback(error instanceof Error ? error : new Error(String(error)), null),
    );
  };
}

async function resolve(hostname: string): Promise<string[]> {
  if (isIP(hostname)) return [hostname];
  return (await lookup(hostname, { all: true })).map(({ address }) => address);
}

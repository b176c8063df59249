import type { IncomingMessage } from 'node:http';

/**
 * The address that a request asks for, where that is ours by a name of this machine. A page can rebind its own name to
 * 127.0.0.1, but it cannot change the `Host` that the browser then sends. Undefined where any name is not ours.
 */
export function ownUrlOf(request: Pick<IncomingMessage, 'url' | 'headersDistinct'>, port: number): URL | undefined {
  const hosts = request.headersDistinct['host'] ?? [];
  // A target may name a host too (`GET http://host/path`), and by HTTP that one counts.
  const [, asked = hosts[0], path] = targetPattern.exec(request.url ?? '') ?? [];
  const isOwn = hosts.length === 1 && [...hosts, asked].every((host) => isOwnHost(host, port));
  const url = `http://${asked?.toLowerCase()}${path}`;
  return isOwn && path !== undefined && URL.canParse(url) ? new URL(url) : undefined;
} // prettier-ignore

const targetPattern = /^(?:http:\/\/([^/?#]*))?((?:[/?]|$).*)$/isu;
const ownNames = ['127.0.0.1', 'localhost', '[::1]'];
const httpPort = 80;

/** Compared as text: a parser would take `127.1`, `0x7f000001` and `user@127.0.0.1` for ours. */
function isOwnHost(host: string | undefined, port: number): boolean {
  const own = ownNames.flatMap((name) => [`${name}:${port}`, ...(port === httpPort ? [name] : [])]);
  return host !== undefined && own.includes(host.toLowerCase());
}

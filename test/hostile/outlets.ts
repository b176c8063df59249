import type { ServerResponse } from 'node:http';
import { deflateSync, gzipSync } from 'node:zlib';
import { list, many, sentence } from './corpus/make.ts';
import { goodArticles, serve, type GoodOutlet } from './good-outlet.ts';

/** Where an outlet is, whom it wants to harm, and how often its feed was asked for before. */
interface At {
  readonly origin: string;
  readonly good: GoodOutlet;
  readonly round: number;
  readonly flood: Flood;
}
/** How many links to others it shows at once, and in how many rounds these are new. */
export interface Flood {
  readonly linkCount: number;
  readonly roundsMax: number;
}
type Sent = string | Uint8Array | ((response: ServerResponse) => void);

/** What it shows from the second look on: before that it is a feed like any other, so that it has a first look. */
export interface HostileOutlet {
  readonly feed: (at: At) => Sent;
  readonly page?: (at: At) => Sent;
  readonly robots?: string;
}

const rss = (items: string) => `<rss version="2.0"><channel><title>Hostile</title>${items}</channel></rss>`;
const item = (at: At, name: string, inside = '') =>
  `<item><title>News ${name} of round ${at.round}</title><link>${at.origin}/page/${at.round}/${name}</link>${inside}</item>`;
const json = (items: readonly object[]) =>
  JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', items });
const withText = (inside: string) => (at: At) => rss(item(at, 'a', `<description><![CDATA[${inside}]]></description>`)); // prettier-ignore
/** A new entry in each round, which leads to a page of its own. */
const leading = (at: At) => rss(item(at, 'a'));
const manyLeading = (at: At) => rss(list(8, (index) => item(at, String(index))));
const page = (head: string, body = many(`<p>${sentence}</p>`, 20)) =>
  `<!DOCTYPE html><html><head>${head}</head><body><article>${body}</article></body></html>`;
const packed = (encoding: string, body: Uint8Array) => (response: ServerResponse) =>
  void response.writeHead(200, { 'content-type': 'text/html', 'content-encoding': encoding }).end(body);
/** As written, and the connection closed behind it. */
const raw = (head: string, body: Uint8Array) => (response: ServerResponse) => {
  response.socket?.write(`HTTP/1.1 200 OK\r\n${head}\r\nconnection: close\r\n\r\n`);
  response.socket?.end(body);
};

const emptyBlocks = Buffer.alloc(20_000_000, Buffer.from([0, 0, 0, 0xff, 0xff]));
const gzipHead = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]);
const once = <T>(make: () => T) => {
  let made: T | undefined;
  return () => (made ??= make());
};
const nestedBomb = once(() => deflateSync(Buffer.concat([gzipHead, emptyBlocks])));
const plainBomb = once(() => Buffer.concat(Array(300).fill(gzipSync(Buffer.alloc(1_000_000))) as Buffer[]));
const emptyMembers = once(() => Buffer.concat(Array(200_000).fill(gzipSync('')) as Buffer[]));
const jsonBomb = once(() => gzipSync(`{"version":"https://jsonfeed.org/version/1.1","items":[${many('{},', 3_300_000)}{}]}`)); // prettier-ignore
const escapes = '\u001b]0;title\u0007\u001b[2J\u009b31m\u202ecod.exe';

/** One outlet for each way in that somebody has found; the next finding is one more line. */
export const hostileOutlets: Readonly<Record<string, HostileOutlet>> = {
  'a style that pumps a pattern': { feed: withText(`<p style="color: red${many(' ', 300)}§; border-x: red${many(' ', 300)}§">x</p>`) },
  'a title of quotes': { feed: leading, page: () => page(`<title><A/${many('"-', 800)}<</title>`) },
  'linked data of quotes': { feed: leading, page: () => page(`<script type="application/ld+json">${JSON.stringify({ '@type': 'NewsArticle', 'headline': `<a ${many('"-', 800)}<`, 'articleBody': `<a ${many("'", 800)}<` })}</script>`) },
  'a title of full stops': { feed: leading, page: () => page(`<title>Unlike it${many('.', 150_000)}x</title>`) },
  'a title of bars': { feed: leading, page: () => page(`<title>${many('a | ', 60_000)}</title>`) },
  'an author of commas': { feed: leading, page: () => page(`<script type="application/ld+json">{"@type":"NewsArticle","author":"a${many(',', 150_000)}x"}</script>`) },
  'linked data of names in names': { feed: leading, page: () => page(`<script type="application/ld+json">{"@type":"NewsArticle","headline":${many('{"name":', 40_000)}"x"${many('}', 40_000)}}</script>`) },
  'lists in lists': { feed: manyLeading, page: () => page('', many(`${many('<ul><li>', 200)}x${many('</li></ul>', 200)}`, 60)) },
  'empty blocks between two layers': { feed: manyLeading, page: () => packed('gzip, deflate', nestedBomb()) },
  'a bomb of zeros': { feed: manyLeading, page: () => packed('gzip', plainBomb()) },
  'a coding named constructor': { feed: leading, page: () => packed('constructor', Buffer.from('x')) },
  'an end behind more than a reader takes': { feed: manyLeading, page: () => raw('content-encoding: gzip', emptyMembers()) },
  'a page that drips': { feed: manyLeading, page: () => dripping },
  'a feed that drips': { feed: () => dripping },
  'a feed that never answers': { feed: () => () => undefined },
  'exclamation marks': { feed: withText(`${many('!', 200_000)}x`) },
  'words of one letter each': { feed: withText(many('中 ', 90_000)) },
  'links of other schemes': { feed: (at) => json(['javascript:alert(1)//', 'data:text/html,<script>x</script>', `${at.origin}/x${escapes}`, 'file:///etc/passwd'].map((url, index) => ({ id: `${at.round}-${index}`, url, title: `News ${escapes}`, content_text: sentence }))) },
  'a link without end': { feed: (at) => rss(`<item><title>x ${at.round}</title><link>${at.origin}/${at.round}/${many('.amp', 70_000)}</link></item>`) },
  'the good outlet’s addresses, under other words': { feed: (at) => rss(list(goodArticles.length, (index) => `<item><title>Lentil soup</title><link>${at.good.urlOf(goodArticles[index]!)}</link><description>${many('Lentils are soft after an hour, and the soup is eaten with bread. ', 60)}</description></item>`)) },
  'the good outlet’s addresses as its own pages’': { feed: manyLeading, page: (at) => page(`<title>Lentil soup</title><meta property="og:site_name" content="The Good Herald"><link rel="canonical" href="${at.good.urlOf(goodArticles[at.round % goodArticles.length]!)}">`) },
  'a redirect to the good outlet': { feed: (at) => (response) => void response.writeHead(302, { location: at.good.feedUrl }).end() },
  'a flood of links to the good outlet': { feed: (at) => rss(list(at.flood.linkCount, (index) => `<item><title>x</title><link>${at.good.origin}/none/${Math.min(at.round, at.flood.roundsMax)}/${index}</link></item>`)) },
  'escapes in what is no feed': { feed: () => `{"a": ${escapes}}` },
  'escapes in a root': { feed: () => `<a\u009b2J${escapes}>` },
  'escapes in a redirect': { feed: () => (response) => response.socket?.end(`HTTP/1.1 302 F\r\nlocation: http://[${escapes}\r\n\r\n`) },
  'wildcards in robots.txt': { robots: `User-agent: *\n${many('Disallow: /*a*a*b\n', 10_000)}`, feed: (at) => rss(`<item><title>x</title><link>${at.origin}/${at.round}/${many('a', 50_000)}</link></item>`), page: () => page('') },
  'items of JSON by the million': { feed: () => packed('gzip', jsonBomb()) },
  'a root that every object has': { feed: () => '<constructor><item><title>x</title></item></constructor>' },
  'names in disguise': { feed: (at) => rss(item(at, 'a', `<description>${many('l\u200Ben\u2060ti\u00ADl\uFE0Fs \u202Eslitnel\u202C ', 900)}</description>`)), page: () => page(`<title>${escapes}</title>`) },
  'a head without end': { feed: () => (response) => void response.socket?.write(`HTTP/1.1 200 OK\r\na: ${many('b', 1_000_000)}`) },
  'numbers without end': { feed: withText(`${many('1', 200_000)}x`) },
}; // prettier-ignore

const dripMs = 200;

function dripping(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/html', 'content-encoding': 'gzip' }).write(gzipHead);
  const timer = setInterval(() => response.write(emptyBlocks.subarray(0, 5_000)), dripMs);
  response.on('close', () => clearInterval(timer));
}

export interface OpenHostile {
  readonly name: string;
  readonly feedUrl: string;
  /** Looks at its feed that it has answered in its own way. */
  readonly hostileCount: () => number;
  close(): Promise<void>;
}

export async function openHostile(name: string, good: GoodOutlet, flood: Flood): Promise<OpenHostile> {
  const outlet = hostileOutlets[name]!;
  const address = `127.0.2.${Object.keys(hostileOutlets).indexOf(name) + 1}`;
  let round = 0;
  const server = await serve(address, (origin) => (_, response, path) => {
    const send = (sent: Sent) => {
      if (typeof sent === 'function') sent(response);
      else response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(sent);
    };
    const at = { origin, good, round, flood };
    if (path === '/robots.txt' && outlet.robots !== undefined) {
      response.writeHead(200, { 'content-type': 'text/plain' }).end(outlet.robots);
    } else if (path === '/feed') {
      round += 1;
      send(round === 1 ? rss('<item><title>An old one</title><guid>old</guid></item>') : outlet.feed(at));
    } else if (outlet.page !== undefined && path !== '/robots.txt') send(outlet.page(at));
    else response.writeHead(404).end();
  });
  return {
    name,
    feedUrl: `${server.origin}/feed`,
    hostileCount: () => Math.max(0, round - 1),
    close: () => server.close(),
  };
}

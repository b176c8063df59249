import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { list } from './corpus/make.ts';

/** One article of the good outlet, which one topic asks for and no other. */
export interface GoodArticle {
  readonly topic: string;
  readonly title: string;
  readonly sentences: readonly string[];
}

/** An outlet that does nothing wrong: what it publishes has to alert as it is, whatever stands beside it. */
export interface GoodOutlet {
  readonly origin: string;
  readonly feedUrl: string;
  urlOf(article: GoodArticle): string;
  publish(article: GoodArticle): void;
  /** How often its feed was asked for, and addresses of it that it never named. */
  readonly pollCount: () => number;
  readonly strangeCount: () => number;
  close(): Promise<void>;
}

export const goodName = 'The Good Herald';

const subjects = 'lighthouse orchard glacier violin harbour bakery telescope vineyard'.split(' ');
const places = 'Alderney Bressay Colonsay Dursey Eriskay Foula Gigha Hirta'.split(' ');
const events = 'reopens burns shrinks sounds floods moves fails blooms'.split(' ');
const reasons = 'storms lightning warmth strings tides ovens mirrors frost'.split(' ');

export const goodArticles: readonly GoodArticle[] = subjects.map((subject, index) => {
  const [place, event, reason] = [places[index] ?? '', events[index] ?? '', reasons[index] ?? ''];
  return {
    topic: subject,
    title: `The ${subject} of ${place} ${event} after a year`,
    sentences: [
      `The ${subject} of ${place} ${event} this week, and its keepers say that ${reason} are to blame.`,
      `Nobody in ${place} remembers a year in which the ${subject} was spoken of as often as in this one.`,
      `The council met on Monday to hear what ${reason} have cost, and agreed to meet again in spring.`,
      `Until then the ${subject} stays as it is, and visitors are asked to write to the keepers before they come.`,
    ],
  };
});

export type Handler = (request: IncomingMessage, response: ServerResponse, path: string) => void;

/** A server at an address of its own of this machine, as outlets have hosts of their own; closed with all that hangs on it. */
export async function serve(
  address: string,
  handlerOf: (origin: string) => Handler,
): Promise<{ origin: string; close(): Promise<void> }> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, address, resolve));
  const origin = `http://${address}:${(server.address() as AddressInfo).port}`;
  const handler = handlerOf(origin);
  server.on('request', (request, response) => {
    response.on('error', () => undefined);
    handler(request, response, (request.url ?? '/').split('?')[0] ?? '/');
  });
  return {
    origin,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
} // prettier-ignore

export async function openGoodOutlet(): Promise<GoodOutlet> {
  const published: { article: GoodArticle; at: Date }[] = [];
  const pathOf = ({ topic }: GoodArticle) => `/news/${topic}`;
  let [pollCount, strangeCount] = [0, 0];
  const feedOf = (origin: string) => {
    const items = published.map(({ article, at }) =>
      `<item><title>${article.title}</title><link>${origin}${pathOf(article)}</link><guid>${article.topic}</guid><pubDate>${at.toUTCString()}</pubDate><description>${article.sentences[0]}</description></item>`);
    return `<rss version="2.0"><channel><title>${goodName}</title><link>${origin}/</link>${items.reverse().join('')}<item><title>An old one</title><guid>old</guid></item></channel></rss>`;
  };
  const server = await serve('127.0.1.1', (origin) => (_, response, path) => {
    const article = goodArticles.find((one) => pathOf(one) === path);
    if (path === '/feed') {
      pollCount += 1;
      response.writeHead(200, { 'content-type': 'application/rss+xml' }).end(feedOf(origin));
    } else if (article !== undefined) {
      const paragraphs = list(article.sentences.length, (index) => `<p>${article.sentences[index] ?? ''}</p>`);
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(`<!DOCTYPE html><html lang="en"><head><title>${article.title}</title><meta property="og:site_name" content="${goodName}"></head><body><article><h1>${article.title}</h1>${paragraphs}</article></body></html>`);
    } else {
      if (path !== '/robots.txt') strangeCount += 1;
      response.writeHead(404).end('nothing here');
    }
  });
  return {
    origin: server.origin,
    feedUrl: `${server.origin}/feed`,
    urlOf: (article) => `${server.origin}${pathOf(article)}`,
    publish: (article) => void published.push({ article, at: new Date() }),
    pollCount: () => pollCount,
    strangeCount: () => strangeCount,
    close: () => server.close(),
  };
} // prettier-ignore

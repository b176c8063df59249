import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import iconv from 'iconv-lite';
import type { SampleArticle } from './articles.ts';
import { renderFeed, type FeedItem } from './feeds/render.ts';
import { missingPages, outlets, type OutletFacts } from './outlets.ts';
import { themes } from './themes/list.ts';

export interface NewsroomOptions {
  readonly articles: readonly SampleArticle[];
  /** How long a minute of the newsroom's day takes. */
  readonly minuteMs: number;
  readonly nowMs: () => number;
  /** When the day began, if it has; otherwise it begins when it opens. */
  readonly startedAtMs: number;
  /** How far the day had come when the newsroom was last closed. */
  readonly elapsedMs: number;
  /** Port of each outlet; any free one where there is none. */
  readonly ports: Readonly<Record<string, number>>;
  readonly feedEntriesMax?: number;
}

export interface Outlet extends OutletFacts {
  readonly port: number;
  readonly feedUrl: string;
  urlOf(article: SampleArticle): string;
}

export interface Newsroom {
  readonly outlets: readonly Outlet[];
  /** What its publication dates are counted from. */
  startedAtMs(): number;
  /** Starts the day's clock; before it only what lies at minute 0 or earlier is published. */
  open(): void;
  /** Publishes the whole day at once. */
  publishAll(): void;
  published(): SampleArticle[];
  elapsedMs(): number;
  /** Requests answered, by status. */
  readonly answers: Map<number, number>;
  close(): Promise<void>;
}

const feedEntriesDefault = 20;
const svg =
  '<svg xmlns="http://www.w3.org/2000/svg" width="600" height="400"><rect width="600" height="400" fill="#ccd"/></svg>';

/**
 * Ten outlets on loopback, each a server with a port of its own. A page answers from the start; a feed shows what
 * has been published by now. The flaky outlet answers every third request for its feed with 429 or 500.
 */
export async function openNewsroom(options: NewsroomOptions): Promise<Newsroom> {
  let openedAtMs: number | undefined = options.elapsedMs > 0 ? options.nowMs() : undefined;
  let { startedAtMs } = options;
  let isWhole = false;
  const answers = new Map<number, number>();

  const elapsedMs = () => options.elapsedMs + (openedAtMs === undefined ? 0 : options.nowMs() - openedAtMs);
  const isPublished = ({ at }: SampleArticle) => isWhole || at * options.minuteMs <= (openedAtMs === undefined ? 0 : elapsedMs()); // prettier-ignore
  const published = () => options.articles.filter(isPublished).sort((a, b) => b.at - a.at);
  const publishedAt = ({ at }: SampleArticle) => new Date(startedAtMs + (at > 0 ? at * options.minuteMs : at * 60_000)); // prettier-ignore

  const serve = (facts: OutletFacts, origin: () => string) => {
    const own = options.articles.filter((article) => article.outlet === facts.key);
    const byPath = new Map(own.map((article) => [pathOf(article), article]));
    const urlOf = (article: SampleArticle) => `${origin()}${pathOf(article)}`;
    let feedRequestCount = 0;

    const answerFeed = (): Answer => {
      if (facts.feed === 'rss-flaky' && openedAtMs !== undefined) {
        feedRequestCount += 1;
        if (feedRequestCount % 6 === 3)
          return { status: 429, headers: { 'retry-after': '2' }, body: 'slow down' };
        if (feedRequestCount % 6 === 0) return { status: 500, headers: {}, body: 'internal error' };
      }
      const items: FeedItem[] = published()
        .filter(({ outlet }) => outlet === facts.key)
        .slice(0, options.feedEntriesMax ?? feedEntriesDefault)
        .map((article) => ({ article, url: urlOf(article), publishedAt: publishedAt(article) }));
      const { body, contentType, charset } = renderFeed({ outlet: facts, origin: origin(), items });
      const newest = items[0]?.publishedAt ?? new Date(startedAtMs);
      const headers = { 'content-type': contentType, 'last-modified': newest.toUTCString() };
      return { status: 200, headers, body: iconv.encode(body, charset), isCacheable: true };
    };

    const answerPage = (article: SampleArticle): Answer => {
      if (missingPages.has(article.id)) return { status: 404, headers: {}, body: '<h1>404</h1>' };
      const others = published()
        .filter((other) => other.outlet === facts.key && other.id !== article.id)
        .map((other) => ({ title: other.title, url: urlOf(other) }));
      const page = { outlet: facts, article, url: urlOf(article), origin: origin(), publishedAt: publishedAt(article), others }; // prettier-ignore
      const charset = facts.theme === 'table' ? 'windows-1256' : 'utf-8';
      const body = iconv.encode(themes[facts.theme](page), charset);
      return { status: 200, headers: { 'content-type': facts.theme === 'table' ? 'text/html' : 'text/html; charset=utf-8' }, body }; // prettier-ignore
    };

    return createServer((request, response) => {
      const path = (request.url ?? '/').split('?')[0] ?? '/';
      const article = byPath.get(path);
      const answer: Answer =
        path === facts.feedPath
          ? answerFeed()
          : path === '/image.svg'
            ? { status: 200, headers: { 'content-type': 'image/svg+xml' }, body: svg }
            : article === undefined
              ? { status: 404, headers: {}, body: '<h1>404</h1>' }
              : answerPage(article);
      const status = write(request, response, answer);
      answers.set(status, (answers.get(status) ?? 0) + 1);
    });
  };

  const opened: { outlet: Outlet; server: Server }[] = [];
  const close = async () => {
    await Promise.all(opened.map(({ server }) => closed(server)));
  };
  try {
    for (const facts of outlets) {
      let origin = '';
      const server = serve(facts, () => origin);
      const port = await listen(server, options.ports[facts.key] ?? 0, facts.key);
      origin = `http://127.0.0.1:${port}`;
      const urlOf = (article: SampleArticle) => `${origin}${pathOf(article)}`;
      opened.push({ outlet: { ...facts, port, feedUrl: `${origin}${facts.feedPath}`, urlOf }, server });
    }
  } catch (error) {
    await close();
    throw error;
  }
  return {
    outlets: opened.map(({ outlet }) => outlet),
    startedAtMs: () => startedAtMs,
    open: () => {
      if (openedAtMs !== undefined) return;
      openedAtMs = options.nowMs();
      // Nothing is dated before the day began, however long the doors stayed shut.
      startedAtMs = openedAtMs;
    },
    publishAll: () => {
      isWhole = true;
    },
    published,
    elapsedMs,
    answers,
    close,
  };
}

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
  /** With an ETag over its content, and 304 for who has it. */
  readonly isCacheable?: boolean;
}

const pathOf = ({ id }: SampleArticle) => `/news/${id}`;

function write(request: IncomingMessage, response: ServerResponse, { status, headers, body, isCacheable }: Answer): number {
  const bytes = Buffer.from(body);
  const etag = `"${createHash('sha1').update(bytes).digest('hex').slice(0, 16)}"`;
  const all: Record<string, string> = { ...headers, ...(isCacheable === true && { etag }) };
  if (isCacheable === true && request.headers['if-none-match'] === etag) {
    response.writeHead(304, all).end();
    return 304;
  }
  const isZipped = /\bgzip\b/u.test(request.headers['accept-encoding']?.toString() ?? '');
  if (isZipped) all['content-encoding'] = 'gzip';
  response.writeHead(status, all).end(isZipped ? gzipSync(bytes) : bytes);
  return status;
} // prettier-ignore

function listen(server: Server, port: number, key: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const isTaken = error.code === 'EADDRINUSE';
      reject(isTaken ? new Error(`Port ${port}, which the sample outlet ${key} had, is taken by another program. Stop that, or delete the sample's state.`) : error); // prettier-ignore
    });
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/** The same articles many times over, each copy under an id of its own and with a line of its own. */
export function repeated(articles: readonly SampleArticle[], times: number): SampleArticle[] {
  return Array.from({ length: times }, (_, round) =>
    articles.map((article) => ({
      ...article,
      id: round === 0 ? article.id : `${article.id}-r${round}`,
      title: round === 0 ? article.title : `${article.title} (${round})`,
      paragraphs: round === 0 ? article.paragraphs : [...article.paragraphs, `(${round}) ${article.id}`],
    })),
  ).flat();
}

import type { Ports } from '../../shared/pipeline/ports.ts';
import type { Web } from '../../shared/ports/web.ts';
import { closers } from './outlet.ts';
import { serve } from './test-world.ts';

export interface Answer {
  readonly status?: number;
  readonly type?: string;
  readonly body?: string;
  /** To another host. */
  readonly location?: string;
}

/** What a host answers to a path, query included; undefined: 404. */
export type Site = (path: string) => Answer | undefined;

export interface Shown {
  readonly link: string;
  readonly guid?: string;
  readonly title: string;
  readonly text: string;
  readonly atMs?: number;
}

/**
 * Hosts by name, on one real server of this machine: only the looking up of names is made up. A path that the test has
 * not given its host answers 404, robots.txt among them.
 */
export async function internet(sites: Readonly<Record<string, Site>>) {
  const asked: string[] = [];
  const server = await serve((request, response) => {
    const [, host = '', path = ''] = /^\/([^/]+)(\/.*)$/u.exec(request.url ?? '') ?? [];
    asked.push(`${host}${path}`);
    const answer = sites[host]?.(path);
    const {
      status = 200,
      type = 'text/html; charset=utf-8',
      body = '',
      location,
    } = answer ?? { status: 404 };
    if (location === undefined) response.writeHead(status, { 'content-type': type }).end(body);
    else response.writeHead(302, { location }).end();
  });
  closers.push(() => server.close());
  const named = (web: Web): Web => ({
    async fetch(request) {
      const url = new URL(request.url);
      const inside = `${server.origin}/${url.host}`;
      const answer = await web.fetch({ ...request, url: `${inside}${url.pathname}${url.search}` });
      if (answer.kind === 'failed') return answer;
      return { ...answer, url: answer.url.replace(inside, url.origin) };
    },
  });
  return { asked, wrap: (ports: Ports): Ports => ({ ...ports, web: named(ports.web) }) };
}

export const feedBody = (title: string, items: readonly Shown[]): Answer => ({
  type: 'application/rss+xml',
  body: `<rss version="2.0"><channel><title>${title}</title>${items.map(itemBody).join('')}</channel></rss>`,
});

const itemBody = ({ link, guid = link, title, text, atMs }: Shown) =>
  `<item><title>${title}</title><link>${escape(link)}</link><guid isPermaLink="false">${escape(guid)}</guid><description>${text}</description>${
    atMs === undefined ? '' : `<pubDate>${new Date(atMs).toUTCString()}</pubDate>`
  }</item>`;

export const pageBody = (title: string, text: string, head = ''): Answer => ({
  body: `<html lang="ar"><head><title>${title}</title>${head}</head><body><article><h1>${title}</h1><p>${text}</p></article></body></html>`,
});

const escape = (text: string) => text.replaceAll('&', '&amp;');

import { describe, expect, it } from 'vitest';
import type { Config } from '../../shared/domain/config.ts';
import { fetchPage } from '../../shared/pipeline/fetch-page.ts';
import { apply } from '../../shared/pipeline/apply.ts';
import { closers, itemOf, minuteMs, startMs, worldWith } from './outlet.ts';
import { configOf, pageOf, rssOf, serve, type Item } from './test-world.ts';

/** An outlet with one article, told by its page and, in fewer words, by its feed. */
async function told(
  robots: Config['robots'],
  answers: { robotsTxt?: string; pageHeaders?: Record<string, string> },
) {
  const items: Item[] = [];
  const asked: string[] = [];
  const server = await serve((_, response, path) => {
    asked.push(path);
    if (path === '/feed') response.end(rssOf(server.origin, items));
    else if (path === '/robots.txt' && answers.robotsTxt !== undefined) response.end(answers.robotsTxt);
    else if (path === '/a/new') response.writeHead(200, answers.pageHeaders).end(pageOf(items[0]!));
    else response.writeHead(404).end();
  });
  closers.push(() => server.close());
  const world = await worldWith(startMs);
  await apply(world.ports, configOf([`${server.origin}/feed`], { robots }));
  await world.tick();
  items.push(itemOf('new', 'نقل معتقل إلى بغداد', world.nowMs() + minuteMs));
  for (let round = 0; round < 5; round += 1) {
    world.advance(11 * minuteMs);
    await world.tick();
  }
  return { asked, alert: world.alerts[0] };
}

const forbidding = { robotsTxt: 'User-agent: *\nDisallow: /a/\n' };
const noindex = { pageHeaders: { 'x-robots-tag': 'noindex' } };

describe('what a publisher does not want read', () => {
  it('is not asked for; the alert stands on the feed’s own text and says so', async () => {
    const { asked, alert } = await told('honour', forbidding);
    expect(asked).not.toContain('/a/new');
    expect(alert?.article.textFromFeed).toBe('the publisher’s robots.txt forbids it');
  });

  it('is not kept when the page’s header says so', async () => {
    const { alert } = await told('honour', noindex);
    expect(alert?.article.textFromFeed).toBe('the publisher’s X-Robots-Tag forbids it');
  });

  it('is read where the owner has said so, and robots.txt is not asked for', async () => {
    for (const answers of [forbidding, noindex]) {
      const { asked, alert } = await told('ignore', answers);
      expect(asked).toContain('/a/new');
      expect(asked).not.toContain('/robots.txt');
      expect(alert?.article.textFromFeed).toBeUndefined();
    }
  });

  it('is asked for of the host that a link leads to, which has rules and a pace of its own', async () => {
    const asked: string[] = [];
    const site = await serve((_, response, path) => {
      asked.push(path);
      if (path === '/robots.txt') response.end('User-agent: *\nDisallow: /secret\n');
      else response.end(pageOf(itemOf('x', 'نقل معتقل إلى بغداد')));
    });
    const proxy = await serve((_, response, path) => {
      if (path.startsWith('/to/')) response.writeHead(302, { location: `${site.origin}/${path.slice(4)}` }).end();
      else response.writeHead(404).end();
    });
    closers.push(() => site.close(), () => proxy.close());
    const world = await worldWith(startMs);
    const how = { hostGapMs: 1_000, robots: 'honour' } as const;
    const beginMs = world.nowMs();
    expect(await fetchPage(world.ports, `${proxy.origin}/to/secret`, how)).toMatchObject({ kind: 'unreadable', reason: 'the publisher’s robots.txt forbids it' });
    expect(asked).toEqual(['/robots.txt']);
    expect(await fetchPage(world.ports, `${proxy.origin}/to/open`, how)).toMatchObject({ kind: 'page', url: `${site.origin}/open` });
    expect(asked).toEqual(['/robots.txt', '/open']);
    // Three requests to the proxy, two to the site, a second apart each.
    expect(world.nowMs() - beginMs).toBeGreaterThanOrEqual(2_000);
  }); // prettier-ignore

  it('asks for no robots.txt where an address is too long to be one', async () => {
    const asked: string[] = [];
    const site = await serve((_, response, path) => {
      asked.push(path);
      response.end('User-agent: *\nDisallow: /*a*b\n');
    });
    closers.push(() => site.close());
    const world = await worldWith(startMs);
    const link = `${site.origin}/${'a'.repeat(300_000)}`;
    const outcome = await fetchPage(world.ports, link, { hostGapMs: 0, robots: 'honour' });
    expect(outcome).toEqual({ kind: 'unreadable', reason: 'the page could not be fetched (bad-url)' });
    expect(asked).toEqual([]);
  });

  it('leaves every page open to a host without a robots.txt', async () => {
    const { alert } = await told('honour', {});
    expect(alert?.article.textFromFeed).toBeUndefined();
  });
});

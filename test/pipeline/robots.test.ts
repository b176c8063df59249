import { describe, expect, it } from 'vitest';
import type { Config } from '../../shared/domain/config.ts';
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

  it('leaves every page open to a host without a robots.txt', async () => {
    const { alert } = await told('honour', {});
    expect(alert?.article.textFromFeed).toBeUndefined();
  });
});

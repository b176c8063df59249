import { describe, expect, it } from 'vitest';
import { why, whyLines } from '../../cli/commands/why.ts';
import { rasidFromYaml } from '../../shared/config/rasid-yaml.ts';
import { apply } from '../../shared/pipeline/apply.ts';
import { chatOf } from '../../shared/channels/chat.ts';
import { renderFeed } from '../../shared/channels/feed.ts';
import { messageLines } from '../../shared/channels/message.ts';
import { plain } from '../../shared/domain/plain.ts';
import { withAlerts, type Digest } from '../../shared/domain/digest.ts';
import { feedBody, internet, pageBody, type Shown } from '../pipeline/internet.ts';
import { minuteMs, startMs, worldWith } from '../pipeline/outlet.ts';
import { configOf } from '../pipeline/test-world.ts';

const fromYaml = (hosts: string) =>
  rasidFromYaml(`feeds:\n  - url: https://feeds.example.net/a\n    speaksFor: ${hosts}\n`, 'rasid.yaml');

describe('speaksFor in rasid.yaml', () => {
  it.each([
    ['[example.org, WWW.Example.com.]', ['example.org', 'www.example.com']],
    ['["مثال.إختبار", localhost, 127.0.0.2]', ['xn--mgbh0fb.xn--kgbechtv', 'localhost', '127.0.0.2']],
  ])('takes the hosts of %s', (hosts, expected) => {
    expect(fromYaml(hosts)).toMatchObject({ value: { feeds: [{ speaksFor: expected }] } });
  });

  it.each([
    'com', 'co.uk', 'github.io', 'https://example.org', 'example.org/a', 'example.org:80', '*.example.org', 'a@example.org',
    '.example.org', 'a..example.org', '0x7f.1', '',
  ])('refuses "%s" with file and line', (host) => {
    expect(fromYaml(`["${host}"]`)).toMatchObject({
      errors: [{ file: 'rasid.yaml', line: 3, message: expect.stringContaining(`Invalid host "${host}"`) as string }],
    });
  }); // prettier-ignore

  it.each(['[]', 'example.org', `[${'a.example, '.repeat(51)}]`])('refuses the list %s', (list) => {
    expect(fromYaml(list)).toMatchObject({ errors: [{ line: 3 }] });
  });
});

/** A stranger's feed beside the agency's page, which can be read or not. */
async function stranger(isReadable: boolean) {
  const shown: Shown[] = [];
  const link = 'https://agency.example/a';
  const net = await internet({
    'lentils.example': () => feedBody('Lentil Daily', shown),
    'agency.example': (path) => (path === '/a' && isReadable ? pageBody('وفاة معتقل', 'وفاة معتقل في مستشفى البصرة بعد أسبوع. '.repeat(5)) : undefined),
  });
  const world = await worldWith(startMs, { wrap: net.wrap });
  await apply(world.ports, configOf(['https://lentils.example/feed']));
  await world.tick();
  shown.push({ link, title: 'إعدام معتقل', text: 'إعدام معتقل في البصرة كما روت الصحيفة.' });
  for (let round = 0; round < 6; round += 1) {
    world.advance(11 * minuteMs);
    await world.tick();
  }
  const { config } = (await world.ports.config())!;
  const found = await why(world.ports, config, link);
  return { alert: world.alerts[0]!, lines: whyLines(found, config).map(plain).join('\n') };
} // prettier-ignore

describe('an article by a feed that does not speak for its page', () => {
  const how = { timeZone: 'UTC', isRepeat: false, isSample: false };
  it('names the feed in every message, where the page was read', async () => {
    const { alert, lines } = await stranger(true);
    expect(alert.article).toMatchObject({ outlet: 'agency.example', via: 'Lentil Daily' });
    const message = { kind: 'alert', alert } as const;
    expect(plain(chatOf(message, how).details.join('\n'))).toContain('via');
    expect(messageLines(message, how)[2]).toMatch(/agency\.example.* · via .*Lentil Daily/u);
    const feed = { topic: 't', title: 't', selfUrl: 'http://127.0.0.1/', alerts: [alert], nowMs: startMs };
    expect(renderFeed('rss', feed)).toContain('<dc:creator>agency.example, via Lentil Daily</dc:creator>');
    expect(JSON.parse(renderFeed('json', feed))).toMatchObject({ items: [{ _rasid: { via: 'Lentil Daily' } }] });
    const empty: Digest = { id: 'd', topic: 't', topicTitle: 't', why: 'schedule', slotMs: startMs, items: [], itemCount: 0 };
    const digest = withAlerts(empty, [alert]);
    expect(digest.items).toMatchObject([{ via: 'Lentil Daily' }]);
    expect(messageLines({ kind: 'digest', digest }, how)[2]).toMatch(/via .*Lentil Daily/u);
    expect(lines).toContain('Every word is from the page.');
  }); // prettier-ignore

  it('is the feed’s alone, where the page was not read', async () => {
    const { alert, lines } = await stranger(false);
    expect(alert.article).toMatchObject({ outlet: 'Lentil Daily', via: 'Lentil Daily', url: 'https://agency.example/a' });
    expect(messageLines({ kind: 'alert', alert }, how)[2]).toMatch(/^via .*Lentil Daily.* · ar/u);
    expect(lines).toContain('The words are the feed’s own.');
  }); // prettier-ignore
});

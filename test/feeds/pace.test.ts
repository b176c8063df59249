import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FeedPace } from '../../shared/domain/feed.ts';
import { paceOf } from '../../shared/feeds/pace.ts';
import { parseFeed } from '../../shared/feeds/parse.ts';

async function paceIn(channel: string): Promise<FeedPace | undefined> {
  const source = `<rss version="2.0" xmlns:s="http://purl.org/rss/1.0/modules/syndication/"><channel>${channel}</channel></rss>`;
  const outcome = await parseFeed(Buffer.from(source), { url: 'https://news.example/', nowMs: 0 });
  if (outcome.kind !== 'feed') throw new Error(outcome.detail);
  return outcome.document.pace;
}

const hours = (list: readonly (number | string)[]) =>
  `<skipHours>${list.map((hour) => `<hour>${hour}</hour>`).join('')}</skipHours>`;
const minutes = (count: number) => count * 60_000;

describe('the pace a feed asks for', () => {
  it.each<[string, string, FeedPace | undefined]>([
    ['nothing', '<title>x</title>', undefined],
    ['ttl', '<ttl>45</ttl>', { minIntervalMs: minutes(45) }],
    ['ttl with its unit', '<ttl> 60 minutes</ttl>', { minIntervalMs: minutes(60) }],
    ['ttl that is none', '<ttl>soon</ttl>', undefined],
    ['ttl of nothing', '<ttl>0</ttl>', undefined],
    ['ttl without end', '<ttl>999999999</ttl>', { minIntervalMs: minutes(365 * 24 * 60) }],
    ['a period, which nobody chose', '<s:updatePeriod>hourly</s:updatePeriod>', undefined],
    ['hours, out of order and twice', hours([23, 1, 1, 0]), { skipHours: [0, 1, 23] }],
    ['midnight as 24', hours([24, 3]), { skipHours: [0, 3] }],
    ['hours that are none', hours([25, -1, 'noon', '', '7']), { skipHours: [7] }],
    ['every hour', hours(Array.from({ length: 24 }, (_, hour) => hour)), undefined],
    [
      'days',
      '<skipDays><day>Friday</day><day>saturday</day><day>Yawm</day></skipDays>',
      { skipDays: [5, 6] },
    ],
    ['names in capitals', '<SKIPHOURS><HOUR>4</HOUR></SKIPHOURS>', { skipHours: [4] }],
    ['an hour of an entry', '<item><title>t</title><hour>3</hour></item>', undefined],
  ])('%s', async (_, channel, expected) => {
    expect(await paceIn(channel)).toEqual(expected);
  });

  it('is a wish that can be kept, whatever is written', () => {
    const word = fc.oneof(fc.string(), fc.integer().map(String), fc.double().map(String));
    const words = fc.record({ ttl: word, hours: fc.array(word), days: fc.array(fc.oneof(word, fc.constantFrom('Sunday', 'Mon'))) }); // prettier-ignore
    fc.assert(
      fc.property(words, (given) => {
        const { minIntervalMs = 1, skipHours = [], skipDays = [] } = paceOf(given) ?? {};
        expect(Number.isSafeInteger(minIntervalMs) && minIntervalMs >= 0).toBe(true);
        expect(skipHours.every((hour) => Number.isInteger(hour) && hour >= 0 && hour < 24)).toBe(true);
        expect(skipDays.every((day) => Number.isInteger(day) && day >= 0 && day < 7)).toBe(true);
        expect(skipHours.length < 24 && skipDays.length < 7).toBe(true);
      }),
    );
  });
});

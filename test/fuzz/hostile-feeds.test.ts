import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openFeedMeter, type FeedMeter, type Measured } from '../../bench/feed-meter.ts';
import { hostileFeeds } from '../../bench/hostile-feeds.ts';
import { parseFeed } from '../../shared/feeds/parse.ts';

/** What each may take in a process of its own; the process dies of more heap. */
const bounds = { heapMbMax: 200, msMax: 20_000 };
const [cpuMsMax, peakMbMax] = [1_000, 256];
/** Neighbours on one core share its caches: a second look tells a slow moment from a slow pattern. */
const triesMax = 3;

const documents: Readonly<Record<string, () => string>> = {
  ...hostileFeeds,
  'thousand-fold markup in 200 fields': () =>
    `<rss version="2.0"><channel>${`<item><description><![CDATA[${'<p><b>x'.repeat(600)}]]></description></item>`.repeat(200)}</channel></rss>`,
};

describe('parseFeed on hostile documents', () => {
  let meter: FeedMeter;
  beforeAll(async () => (meter = await openFeedMeter()));
  afterAll(() => meter.close());

  const measured = async (document: string): Promise<Measured> => {
    let best = await meter.measure('rasid', document, bounds);
    for (let tries = 1; tries < triesMax && best.cpuMs > cpuMsMax && best.answer !== 'died'; tries += 1) {
      const again = await meter.measure('rasid', document, bounds);
      if (again.cpuMs < best.cpuMs) best = again;
    }
    return best;
  };

  it.each(Object.entries(documents))(
    `within ${cpuMsMax} ms of the processor and ${peakMbMax} MB: %s`,
    async (_, documentOf) => {
      const { cpuMs, peakMb, answer } = await measured(documentOf());
      expect(answer).toMatch(/^(?:feed|error)$/u);
      expect(cpuMs).toBeLessThan(cpuMsMax);
      expect(peakMb ?? 0).toBeLessThan(peakMbMax);
    },
  );

  it('can tell a hang, a death and a feast: what it measures could fail', async () => {
    const hang = await meter.measure('rss-parser', hostileFeeds['300 kB of < in a description']!(), { ...bounds, msMax: 1_500 });
    expect(hang.answer).toBe('hang');
    const large = hostileFeeds['2,000 items of 30 fields']!();
    expect((await meter.measure('rasid', large, { ...bounds, heapMbMax: 12 })).answer).toBe('died');
    const [little, much] = [await meter.measure('rasid', '<rss/>', bounds), await meter.measure('rasid', large, bounds)];
    if (little.peakMb !== undefined) expect(much.peakMb).toBeGreaterThan(little.peakMb + 10);
  }); // prettier-ignore

  const parsed = async (name: string) =>
    parseFeed(Buffer.from(documents[name]!()), { url: 'http://a/', nowMs: 0 });

  it('expands no entity of a document', async () => {
    expect(JSON.stringify(await parsed('quadratic entities'))).not.toContain('aaaa');
    expect(JSON.stringify(await parsed('a billion laughs'))).not.toContain('lol');
  });

  it.each([
    ['30,000 short items', 'only the first 2000 entries are read'],
    ['66,000 fields in one item', 'only the first 24000 fields are read'],
    ['titles nested 140,000 deep', 'elements nested deeper than 100'],
    ['90,000 items of JSON', 'only the first 2000 entries are read'],
  ])('says what it leaves out: %s', async (name, repair) => {
    expect(await parsed(name)).toMatchObject({ document: { repairs: [repair] } });
  });
});

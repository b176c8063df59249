import { expect, it } from 'vitest';
import { digestLimits, withAlerts, type Digest } from '../../shared/domain/digest.ts';
import { tableLimits } from '../../shared/ports/table.ts';
import { alert } from '../contract/messages.ts';

const empty: Digest = {
  id: 'g',
  topic: 't',
  topicTitle: 't',
  why: 'schedule',
  slotMs: 0,
  items: [],
  itemCount: 0,
};

it('is one item of the store, however long its texts are', () => {
  const long = '新'.repeat(5_000);
  const article = {
    ...alert.article,
    title: long,
    outlet: long,
    url: `https://example.org/${'x'.repeat(980)}`,
  };
  const many = Array.from({ length: 250 }, () => ({ ...alert, article, newFacts: [long, long, long, long] }));
  const digest = withAlerts(withAlerts(empty, many), many);
  expect(digest.items).toHaveLength(digestLimits.itemsMax);
  expect(digest.itemCount).toBe(500);
  expect(Buffer.byteLength(JSON.stringify(digest))).toBeLessThan(0.95 * tableLimits.itemBytesMax);
});

it('shows the strongest of all that were ever folded, and no address that is too long to be whole', () => {
  const scored = (score: number) => ({
    ...alert,
    score,
    article: { ...alert.article, url: `https://example.org/${'x'.repeat(score)}` },
  });
  const scores = Array.from({ length: 300 }, (_, nth) => (nth * 7_919) % 1_200);
  const digest = scores.reduce((so, score) => withAlerts(so, [scored(score)]), empty);
  const wanted = [...scores].sort((a, b) => b - a).slice(0, digestLimits.itemsMax);
  expect(digest.items.map(({ score }) => score)).toEqual(wanted);
  for (const { url, score } of digest.items)
    expect(url === '').toBe(`https://example.org/`.length + score > digestLimits.urlCharsMax);
});

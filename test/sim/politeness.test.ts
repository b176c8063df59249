import { describe, expect, it } from 'vitest';
import { simulate } from './politeness.ts';
import { rules } from './rules.ts';

const hours = 48;

describe('48 hours of publishers who look closely', async () => {
  const seen = await simulate(rules.map(({ publisher }) => publisher), hours); // prettier-ignore
  const scores = rules.map(({ name, judge }) => {
    const verdicts = judge(seen.get(name)?.seen ?? []);
    return { name, right: verdicts.filter(Boolean).length, all: verdicts.length };
  });
  const requests = [...seen.values()].reduce((sum, one) => sum + one.seen.length, 0);
  const lines = scores.map(({ name, right, all }) => `${name.padEnd(66)} ${right} of ${all}`);
  console.log([`${requests} requests in ${hours} hours`, ...lines].join('\n'));

  it.each(scores)('$name', ({ right, all }) => {
    expect(all).toBeGreaterThan(0);
    expect(right).toBe(all);
  });
});

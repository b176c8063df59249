import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { localBlobs } from '../../shared/worlds/local/blobs.ts';
import { virtualClock } from '../../shared/worlds/local/clock.ts';
import { openDatabase } from '../../shared/worlds/local/database.ts';
import { jsonLog } from '../../shared/worlds/local/log.ts';
import { localQueue } from '../../shared/worlds/local/queue.ts';
import { seededRandom } from '../../shared/worlds/local/random.ts';
import { localSecrets } from '../../shared/worlds/local/secrets.ts';
import { localTable } from '../../shared/worlds/local/table.ts';
import { blobsContract } from './blobs.contract.ts';
import { queueContract } from './queue.contract.ts';
import { tableContract } from './table.contract.ts';

const startMs = Date.UTC(2026, 1, 13);

tableContract('local', async () => {
  const clock = virtualClock(startMs);
  const database = openDatabase(':memory:');
  return {
    table: localTable(database, clock),
    nowMs: () => clock.nowMs(),
    advance: (ms) => clock.advance(ms),
    settle: async () => undefined,
    close: async () => database.close(),
  };
});

blobsContract('local', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'rasid-blobs-'));
  return { blobs: localBlobs(folder), close: () => rm(folder, { recursive: true }) };
});

queueContract('local', async () => {
  const clock = virtualClock(startMs);
  const database = openDatabase(':memory:');
  const receivesMax = 3;
  return {
    queue: localQueue(database, clock, { name: 'read', receivesMax }),
    receivesMax,
    advance: (ms) => clock.advance(ms),
    close: async () => database.close(),
  };
});

describe('localQueue', () => {
  test('queues of one database do not see each other, and an id is free again after five minutes', async () => {
    const clock = virtualClock(startMs);
    const database = openDatabase(':memory:');
    const [one, two] = ['one', 'two'].map((name) => localQueue(database, clock, { name, receivesMax: 3 }));
    const message = { group: 'g', dedupeId: 'd', body: 'x' };
    await one!.send([message]);
    expect(await two!.receive({ messagesMax: 1, visibilityMs: 1 })).toEqual([]);
    const [first] = await one!.receive({ messagesMax: 1, visibilityMs: 1_000 });
    await one!.done(first!);
    await one!.send([message]);
    expect(await one!.receive({ messagesMax: 1, visibilityMs: 1 })).toEqual([]);
    await clock.advance(301_000);
    await one!.send([message]);
    expect(await one!.receive({ messagesMax: 1, visibilityMs: 1 })).toHaveLength(1);
    database.close();
  });
});

describe('Secrets: local', () => {
  test('the environment comes before the file; empty and unknown are none', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'rasid-secrets-'));
    const file = join(folder, '.env');
    const secrets = localSecrets({ env: { A: 'from-env', EMPTY: '' }, file });
    expect(await secrets.get('B')).toBeUndefined();
    await writeFile(file, 'A=from-file\nB="two words"\n');
    expect(await secrets.get('A')).toBe('from-env');
    expect(await secrets.get('B')).toBe('two words');
    expect(await secrets.get('EMPTY')).toBeUndefined();
    await rm(folder, { recursive: true });
  });
});

describe('Clock: virtual', () => {
  test('sleepers wake in the order of their times, each at its own', async () => {
    const clock = virtualClock(0);
    const woken: [string, number][] = [];
    const sleeper = async (name: string, ...naps: number[]) => {
      for (const ms of naps) {
        await clock.sleep(ms);
        woken.push([name, clock.nowMs()]);
      }
    };
    void sleeper('a', 10, 10);
    void sleeper('b', 15, 100);
    await clock.advance(50);
    expect(woken).toEqual([
      ['a', 10],
      ['b', 15],
      ['a', 20],
    ]);
    expect(clock.nowMs()).toBe(50);
  });
});

describe('Random: seeded', () => {
  test('the same seed gives the same fractions, spread over [0, 1)', () => {
    const [one, two] = [seededRandom(7), seededRandom(7)];
    const drawn = [...Array(1_000).keys()].map(() => one.fraction());
    expect([...Array(1_000).keys()].map(() => two.fraction())).toEqual(drawn);
    expect(drawn.every((value) => value >= 0 && value < 1)).toBe(true);
    expect(Math.abs(drawn.reduce((sum, value) => sum + value, 0) / 1_000 - 0.5)).toBeLessThan(0.05);
  });
});

describe('Log: json', () => {
  test('a line has time, level, event and fields; levels below are left out; secrets do not get out', () => {
    const lines: string[] = [];
    const log = jsonLog((line) => lines.push(line), { level: 'info', clock: virtualClock(startMs) });
    log('debug', 'unseen');
    log('warn', 'feed-health', {
      feed: 'f',
      apiKey: 'hunter2',
      webhookSecret: 'x',
      error: new TypeError('bad'),
    });
    expect(lines).toHaveLength(1);
    expect(lines[0]).not.toContain('hunter2');
    expect(JSON.parse(lines[0]!)).toMatchObject({
      time: '2026-02-13T00:00:00.000Z',
      level: 'warn',
      event: 'feed-health',
      feed: 'f',
      webhookSecret: '***',
      error: { name: 'TypeError', message: 'bad' },
    });
  });

  test('shows of a signed link all but the signature', () => {
    const lines: string[] = [];
    const log = jsonLog((line) => lines.push(line), { level: 'debug', clock: virtualClock(startMs) });
    const signature = 'Ab_-'.repeat(11).slice(0, 43);
    const url = `https://door.example/feedback/t/s/0/x?s=${signature}`;
    const error = new Error(`${url} failed`);
    log('info', 'event', {
      text: `Feedback: ${url}\nmore`,
      inside: { urls: [url] },
      error,
      long: [url, 'x'.repeat(9_000)],
    });
    expect(lines[0]).not.toContain(signature);
    expect(lines[0]?.match(/feedback\/t\/s\/0\/x\?s=\*\*\*/gu)?.length).toBeGreaterThanOrEqual(4);
    log('info', 'event', { url: 'https://example.org/?s=words&t=1' });
    expect(lines[1]).toContain('?s=words&t=1');
  });

  test('long and odd fields stay one bounded line', () => {
    const lines: string[] = [];
    const log = jsonLog((line) => lines.push(line), { level: 'debug', clock: virtualClock(startMs) });
    log('info', 'event', { text: `a\n${'x'.repeat(100_000)}`, none: undefined, list: Array(50_000).fill(1) });
    expect(lines[0]!.length).toBeLessThan(5_000);
    expect(lines[0]).not.toContain('\n');
  });
});

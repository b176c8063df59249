import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openSample } from '../../cli/sample.ts';
import { openDesk } from '../../sample/desk.ts';

it('is down when it is needed first, and tells when it has got what it missed, by its id', async () => {
  const said: string[] = [];
  let nowMs = 0;
  const desk = await openDesk({ nowMs: () => nowMs, downMs: 1_000, say: (line) => void said.push(line) });
  const send = async (id: string) => {
    const body = JSON.stringify({ data: { article: { title: `news ${id}` } } });
    return (await fetch(desk.url, { method: 'POST', headers: { 'webhook-id': id }, body })).status;
  };
  try {
    expect([await send('a'), await send('b')]).toEqual([503, 503]);
    nowMs = 1_000;
    expect([await send('a'), await send('a'), await send('c')]).toEqual([204, 204, 204]);
    expect(said).toHaveLength(2);
    expect(said[0]).toContain('is down');
    expect(said[1]).toContain('is back and has got what it missed, at try 2: news a');
  } finally {
    await desk.close();
  }
});

it('has one topic whose alerts come together near the end of its day, and one that alerts the desk', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'rasid-sample-'));
  const nowMs = Date.UTC(2026, 1, 13, 23, 58, 30);
  const sample = await openSample(
    join(folder, 'sample'),
    () => nowMs,
    () => undefined,
  );
  try {
    const alertOf = (name: string) => sample.config.topics.find((topic) => topic.name === name)?.alert;
    // 00:01 of the next day.
    expect(alertOf('port-strike')?.digest).toEqual({ kind: 'daily', minute: 1, timeZone: 'UTC' });
    expect(alertOf('nile-floods')).toMatchObject({ channels: ['console', 'feed', 'desk'] });
    expect(alertOf('isis-detainees')?.digest).toBeUndefined();
  } finally {
    await sample.close();
    await rm(folder, { recursive: true });
  }
});

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { openLocalWorld } from '../../cli/local-world.ts';
import { newDeliveryAction, type Delivery } from '../../shared/store/deliveries.ts';
import { alertAction } from '../../shared/store/messages.ts';
import { alert } from '../contract/messages.ts';
import { answerOf } from './rasid.ts';

const closers: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const close of closers.reverse()) await close();
});

it('shows what is dead, sends it again when asked to, and says when there is nothing', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'rasid-redrive-'));
  closers.push(() => rm(folder, { recursive: true }));
  const channels = 'feeds: [https://example.org/feed.xml]\nchannels: { hook: { type: webhook, url: "https://example.org/x" }, console: { type: console } }\n';
  await writeFile(join(folder, 'rasid.yaml'), channels);
  await mkdir(join(folder, 'topics'));
  await writeFile(join(folder, 'topics/a.yaml'), 'topic: a\nany: [word]\nalert: { channels: [hook] }\n');
  expect(await answerOf(folder, 'apply')).toMatchObject({ code: 0, errors: '' });
  expect((await answerOf(folder, 'redrive')).output).toBe('Nothing is dead: every alert was sent or is still to be.\n');

  const world = openLocalWorld(join(folder, '.rasid'), () => undefined);
  closers.push(() => world.close());
  const dead: Delivery = {
    topic: '@owner', story: alert.story, chapter: alert.chapter, channel: 'hook', id: 'd1', state: 'dead', dueAtMs: 1, tryCount: 10,
    createdAtMs: Date.now(), endedAtMs: 2, reason: 'the receiver answered HTTP 410', mayHaveArrived: true,
  };
  await world.ports.table.transact([alertAction({ ...alert, topic: '@owner' }), newDeliveryAction(dead)]);

  expect((await answerOf(folder, 'feeds')).output).toContain('dead     hook: 1 delivery, the last: the receiver answered HTTP 410. `rasid redrive --channel hook`');
  const dry = await answerOf(folder, 'redrive', '--dry-run');
  expect(dry.output).toMatch(/^1 delivery would be sent again:\n {2}hook: .*\n {6}the receiver answered HTTP 410; it may have arrived, so it comes marked as a repeat\n$/u);
  expect(JSON.parse((await answerOf(folder, 'redrive', '--topic', '@owner', '--json')).output)).toMatchObject({ again: [{ id: 'd1' }], left: [], isDry: false });
  expect((await answerOf(folder, 'redrive')).output).toMatch(/^Nothing is dead/u);
  expect(await answerOf(folder, 'redrive', '--channel', 'pigeon')).toEqual({ code: 2, output: '', errors: 'No channel "pigeon"; known: hook, console.\n' });
}, 60_000); // prettier-ignore

import { mkdtemp, rm, stat } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDoor, type Door } from '../../cli/door.ts';
import { doorKey } from '../../cli/door-key.ts';
import { doorLink, feedbackUrlOf } from '../../shared/pipeline/feedback-link.ts';
import { doorLimits } from '../../shared/pipeline/feedback.ts';
import { apply } from '../../shared/pipeline/apply.ts';
import { getFeedback } from '../../shared/store/feedback.ts';
import {
  configOf,
  pageOf,
  rssOf,
  serve,
  testWorld,
  type Item,
  type TestWorld,
} from '../pipeline/test-world.ts';

const startMs = Date.UTC(2026, 1, 13, 8);
const key = 'key-of-the-door';
let world: TestWorld;
let outlet: Awaited<ReturnType<typeof serve>>;
let door: Door;
let url: string;

beforeAll(async () => {
  const items: Item[] = [];
  outlet = await serve((_, response, path) => {
    const item = items.find(({ id }) => path === `/a/${id}`);
    if (item === undefined)
      response.writeHead(200, { 'content-type': 'application/rss+xml' }).end(rssOf(outlet.origin, items)); // prettier-ignore
    else response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(pageOf(item));
  });
  world = await testWorld(startMs);
  await apply(world.ports, configOf([`${outlet.origin}/feed`]));
  await world.tick();
  const sentence = 'نقل معتقلين من سجن الحسكة إلى بغداد';
  items.push({ id: 'a', title: sentence, text: `${sentence}. ${'وذكرت المصادر أن التفاصيل ستعلن لاحقا. '.repeat(5)}`, atMs: startMs + 60_000 }); // prettier-ignore
  world.advance(11 * 60_000);
  await world.tick();
  door = await openDoor(world.ports, 0, key);
  url = (await feedbackUrlOf(doorLink(door.url, async () => key), world.alerts[0]!)) ?? ''; // prettier-ignore
});
afterAll(async () => {
  await door.close();
  await outlet.close();
  await world.close();
});

const inForce = async () => [...(await getFeedback(world.ports.table)).values()].flat().map(({ kind }) => kind); // prettier-ignore
const post = (to: string, body: string, headers: Record<string, string> = {}) =>
  fetch(to, { method: 'POST', body, redirect: 'manual', headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers } }); // prettier-ignore

describe('the door of this machine', () => {
  it('shows the page of a signed link, and answers every other as if it were not there', async () => {
    const answer = await fetch(url);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(await answer.text()).toContain('نقل معتقلين');
    const head = await fetch(url, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
    const bare = url.split('?')[0] ?? '';
    for (const wrong of [bare, `${bare}?s=`, `${url}x`, `${url}&s=x`.replace('?s=', '?s=A'), url.replace('/0/', '/1/'), url.replace('detainees', 'others'), `${door.url}/feedback/`, `${door.url}/feedback/%zz?s=1`, `${door.url}//example.org/feedback/?s=1`]) {
      for (const one of [await fetch(wrong, { redirect: 'manual' }), await post(wrong, 'do=mute')]) {
        expect([wrong, one.status, one.headers.get('location')]).toEqual([wrong, 404, null]);
      }
    }
    expect(await inForce()).toEqual([]);
  }); // prettier-ignore

  it('takes no more of a body than it needs', async () => {
    expect((await post(url, `do=mute&x=${'x'.repeat(doorLimits.bodyBytesMax)}`)).status).toBe(413);
    expect((await post(url, 'x'.repeat(3_000_000)).catch(() => ({ status: 413 }))).status).toBe(413);
    expect(await inForce()).toEqual([]);
  });

  it('survives who promises a body and leaves', async () => {
    const { port, hostname } = new URL(door.url);
    const { pathname, search } = new URL(url);
    await new Promise<void>((resolve) => {
      const socket = connect(Number(port), hostname, () => {
        socket.write(`POST ${pathname}${search} HTTP/1.1\r\nhost: x\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: 500\r\n\r\ndo=mute`); // prettier-ignore
        setTimeout(() => socket.destroy(), 50);
      });
      socket.on('close', () => {
        resolve();
      });
    });
    expect((await fetch(url)).status).toBe(200);
    expect(await inForce()).toEqual([]);
  });

  it('does what a form asks for, once', async () => {
    for (let time = 0; time < 3; time += 1) expect((await post(url, 'do=mute')).status).toBe(200);
    expect(await inForce()).toEqual(['mute']);
  });

  it('keeps its key over restarts, for its owner’s eyes only', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'rasid-door-'));
    const made = doorKey(folder);
    expect(made).toMatch(/^[\w-]{43}$/u);
    expect(doorKey(folder)).toBe(made);
    expect((await stat(join(folder, 'door-key'))).mode & 0o777).toBe(0o600);
    await rm(folder, { recursive: true });
  });
});

import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
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
  topicOf,
  type Item,
  type TestWorld,
} from '../pipeline/test-world.ts';

const startMs = Date.UTC(2026, 1, 13, 8);
const key = 'key-of-the-door-of-32-characters';
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
  await apply(
    world.ports,
    configOf([`${outlet.origin}/feed`], {
      topics: [
        topicOf('detainees', {
          any: ['معتقل'],
          alert: { ...topicOf('detainees').alert, channels: ['console', 'feed'] },
        }),
      ],
      channels: [
        { name: 'console', type: 'console' },
        { name: 'feed', type: 'feed' },
      ],
    }),
  );
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
  fetch(to, { method: 'POST', body, redirect: 'manual', headers: { 'content-type': 'application/x-www-form-urlencoded', origin: door.url, ...headers } }); // prettier-ignore

/** The status line and what follows, of a request as it is written. */
const raw = (head: string) =>
  new Promise<string>((resolve, reject) => {
    const { port, hostname } = new URL(door.url);
    let answer = '';
    const socket = connect(Number(port), hostname, () => socket.write(head));
    socket.setEncoding('utf8').on('data', (text: string) => (answer += text)).on('error', reject);
    socket.on('close', () => resolve(answer));
  }); // prettier-ignore
const statusOf = (answer: string) => Number(/^HTTP\/1\.1 (\d{3}) /u.exec(answer)?.[1]);

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
        socket.write(`POST ${pathname}${search} HTTP/1.1\r\nhost: ${hostname}:${port}\r\norigin: ${door.url}\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: 500\r\n\r\ndo=mute`); // prettier-ignore
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

  const topic = '/topics/detainees.xml';
  const port = () => new URL(door.url).port;

  it('serves a topic’s feed by GET and HEAD alone', async () => {
    const got = await fetch(door.url + topic);
    expect([got.status, (await got.text()).includes('نقل معتقلين')]).toEqual([200, true]);
    expect((await fetch(door.url + topic, { method: 'HEAD' })).status).toBe(200);
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND']) {
      for (const path of [topic, '/topics/none.json', `/x/..${topic}`]) {
        const refused = await fetch(door.url + path, { method, headers: { origin: door.url } });
        expect([method, refused.status, refused.headers.get('allow')]).toEqual([method, 405, 'GET, HEAD']);
        expect(await refused.text()).not.toContain('نقل');
      }
    }
  });

  it('answers by its own names, in any case', async () => {
    for (const name of ['127.0.0.1', 'localhost', 'LOCALHOST', 'LocalHost', '[::1]']) {
      const host = `${name}:${port()}`;
      expect([host, statusOf(await raw(`GET ${topic} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`))]).toEqual([host, 200]);
      expect(statusOf(await raw(`GET http://${host}${topic} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`))).toBe(200);
    }
  }); // prettier-ignore

  it.each([
    'evil.example', 'evil.example:PORT', '127.0.0.1', 'localhost', '127.0.0.1:1', '127.0.0.1:0PORT', '127.0.0.1:PORT0',
    '127.0.0.1.:PORT', 'localhost.:PORT', '127.evil.example:PORT', 'localhost.evil.example:PORT', '127.0.0.1.nip.io:PORT',
    '127.1:PORT', '127.0.0.2:PORT', '0.0.0.0:PORT', '0x7f000001:PORT', '2130706433:PORT', '[::1].evil:PORT', '::1:PORT', '[0:0:0:0:0:0:0:1]:PORT',
    '[::ffff:127.0.0.1]:PORT', 'user@127.0.0.1:PORT', '127.0.0.1:PORT@evil.example', 'evil.example, 127.0.0.1:PORT', '127.0.0.1:PORT, evil.example',
    '127.0.0.1:PORT/x', '127.0.0.1:PORT#evil', 'http://127.0.0.1:PORT', '１27.0.0.1:PORT', '',
  ])('gives nothing to the host "%s", in the header or in the target', async (form) => {
    const host = form.replace('PORT', port());
    const own = `127.0.0.1:${port()}`;
    const rest = 'Connection: close\r\n\r\n';
    for (const head of [
      `GET ${topic} HTTP/1.1\r\nHost: ${host}\r\n${rest}`,
      `GET ${topic} HTTP/1.1\r\nHost: ${own}\r\nHost: ${host}\r\n${rest}`,
      `GET ${topic} HTTP/1.1\r\nHost: ${host}\r\nHost: ${own}\r\n${rest}`,
      `GET http://${host}${topic} HTTP/1.1\r\nHost: ${own}\r\n${rest}`,
      `GET http://${own}${topic} HTTP/1.1\r\nHost: ${host}\r\n${rest}`,
    ]) {
      const answer = await raw(head);
      expect([head, statusOf(answer)]).toEqual([head, expect.toBeOneOf([400, 404, 421])]);
      expect(answer).not.toContain('rss');
    }
  }); // prettier-ignore

  it('gives nothing where no host is asked for, or where the target is no path', async () => {
    const own = `Host: 127.0.0.1:${port()}\r\nConnection: close\r\n\r\n`;
    for (const head of [`GET ${topic} HTTP/1.0\r\n\r\n`, `GET ${topic} HTTP/1.1\r\n\r\n`, `GET @evil.example${topic} HTTP/1.1\r\n${own}`, `GET ${topic.slice(1)} HTTP/1.1\r\n${own}`, `OPTIONS * HTTP/1.1\r\n${own}`, `GET https://127.0.0.1:${port()}${topic} HTTP/1.1\r\n${own}`, `GET //evil.example${topic} HTTP/1.1\r\n${own}`]) {
      const answer = await raw(head);
      expect([head, statusOf(answer)]).toEqual([head, expect.toBeOneOf([400, 404, 421])]);
      expect(answer).not.toContain('<rss');
    }
  }); // prettier-ignore

  it('takes a form from its own page alone', async () => {
    const form = 'application/x-www-form-urlencoded';
    const send = async (headers: Record<string, string>) => (await fetch(url, { method: 'POST', body: 'do=pause-day', headers: { 'content-type': form, ...headers } })).status;
    const before = await inForce();
    for (const origin of ['null', 'http://evil.example', `http://localhost:${port()}`, `https://127.0.0.1:${port()}`, 'http://127.0.0.1', `http://127.0.0.1:${port()}.evil.example`, `${door.url}/`, `${door.url}, http://evil.example`])
      expect([origin, await send({ origin })]).toEqual([origin, 403]);
    for (const site of ['cross-site', 'same-site', 'none', 'same-origin, cross-site']) expect([site, await send({ 'sec-fetch-site': site })]).toEqual([site, 403]);
    expect(await send({})).toBe(403);
    expect(await send({ origin: door.url, 'sec-fetch-site': 'cross-site' })).toBe(403);
    expect(await inForce()).toEqual(before);
    expect(await send({ origin: 'null', 'sec-fetch-site': 'same-origin' })).toBe(200);
    expect(await send({ origin: door.url })).toBe(200);
    expect(await inForce()).toEqual([...before, 'pause']);
  }); // prettier-ignore

  it('has a page whose form a browser sends with its origin', async () => {
    // By the Fetch standard `no-referrer` makes it `Origin: null`; `same-origin` keeps it, and tells no other site.
    expect((await fetch(url)).headers.get('referrer-policy')).toBe('same-origin');
  });
});

describe('the key of the door', () => {
  const inFolder = async (test: (folder: string, file: string) => Promise<void>) => {
    const folder = await mkdtemp(join(tmpdir(), 'rasid-door-'));
    await test(folder, join(folder, 'door-key'));
    await rm(folder, { recursive: true });
  };

  it('is kept over restarts, for its owner’s eyes only, and made whole or not at all', () =>
    inFolder(async (folder, file) => {
      // As a killed or full first start leaves it.
      await writeFile(`${file}.new`, 'part');
      const made = doorKey(folder);
      expect(made).toMatch(/^[\w-]{43}$/u);
      expect(doorKey(folder)).toBe(made);
      expect((await stat(file)).mode & 0o777).toBe(0o600);
      expect(await readdir(folder)).toEqual(['door-key']);
    }));

  it.each(['', '\n', ' '.repeat(40), 'x'.repeat(31), `${'x'.repeat(31)}${' '.repeat(9)}\n`])('is refused with the next step when it is %j', (text) =>
    inFolder(async (folder, file) => {
      await writeFile(file, text);
      expect(() => doorKey(folder)).toThrow(/Invalid door key ".*door-key": expected at least 32 characters\. Delete it and start again/u);
      expect(await readFile(file, 'utf8')).toBe(text);
    })); // prettier-ignore

  it('is refused when it cannot be read', () =>
    inFolder(async (folder, file) => {
      await mkdir(file);
      expect(() => doorKey(folder)).toThrow(/Invalid door key .*expected a file that you may read/u);
    }));
});

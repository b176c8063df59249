import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { afterAll, describe, expect, it } from 'vitest';
import { pageOf, rssOf, serve, type Item } from '../pipeline/test-world.ts';
import { answerOf, rasid } from './rasid.ts';

const closers: (() => Promise<void> | void)[] = [];
afterAll(async () => {
  for (const close of closers.reverse()) await close();
});

async function folderWith(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'rasid-cli-'));
  closers.push(() => rm(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(join(folder, name, '..'), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  return folder;
}

const topic = (name: string, words: string) =>
  `topic: ${name}\ntitle: ${name}\nany: [${words}]\nalert: { channels: [console, feed] }\n`;
const configWith = (feeds: string) =>
  `feeds: [${feeds}]\nchannels:\n  console: { type: console }\n  feed: { type: feed }\nallowNets: [127.0.0.0/8]\nhostGap: 0s\n`;

async function outlet() {
  const items: Item[] = [];
  const server = await serve((_, response, path) => {
    const item = items.find(({ id }) => path === `/a/${id}`);
    if (path === '/feed')
      response.writeHead(200, { 'content-type': 'application/rss+xml' }).end(rssOf(server.origin, items)); // prettier-ignore
    else if (path === '/html')
      response.writeHead(200, { 'content-type': 'text/html' }).end('<html><body>no feed</body></html>'); // prettier-ignore
    else if (item !== undefined)
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(pageOf(item)); // prettier-ignore
    else response.writeHead(404).end();
  });
  closers.push(() => server.close());
  return { origin: server.origin, items };
}

const news = (id: string, sentence: string): Item => ({
  id,
  title: sentence,
  text: `${sentence}. وذكرت المصادر أن التفاصيل ستعلن في وقت لاحق من اليوم بعد اجتماع المسؤولين في العاصمة.`,
  atMs: Date.now() + 1_000,
});

describe('a config with a mistake: file and line, exit code 2, nothing changed', () => {
  const good = configWith('"https://example.org/feed"');
  it.each([
    ['an unknown key', { 'rasid.yaml': `${good}feedz: []\n`, 'topics/a.yaml': topic('a', 'x') }, /rasid\.yaml:7:1: .*feedz.*feeds/u],
    ['broken YAML', { 'rasid.yaml': 'feeds: [\n' }, /rasid\.yaml:\d+:\d+: /u],
    ['a bad time zone', { 'rasid.yaml': `${good}timeZone: Asia/Bagdad\n`, 'topics/a.yaml': topic('a', 'x') }, /rasid\.yaml:7:11: /u],
    ['a bad address', { 'rasid.yaml': 'feeds: [nonsense]\n', 'topics/a.yaml': topic('a', 'x') }, /rasid\.yaml:1:9: /u],
    ['an unknown channel type', { 'rasid.yaml': 'channels: { a: { type: pigeon } }\n', 'topics/a.yaml': topic('a', 'x') }, /rasid\.yaml:1:\d+: .*console, discord, .*webhook/u],
    ['an unknown channel in a topic', { 'rasid.yaml': good, 'topics/a.yaml': topic('a', 'x').replace('console,', 'desk,') }, /a\.yaml:4:\d+: .*desk/u],
    ['a topic without terms', { 'rasid.yaml': good, 'topics/a.yaml': 'topic: a\ntitle: a\n' }, /a\.yaml:1:1: /u],
    ['a missing example', { 'rasid.yaml': good, 'topics/a.yaml': 'topic: a\ntitle: a\nlike: [gone.txt]\n' }, /a\.yaml:3:\d+: .*gone\.txt/u],
    ['two topics of one name', { 'rasid.yaml': good, 'topics/a.yaml': topic('a', 'x'), 'topics/b.yaml': topic('a', 'y') }, /[ab]\.yaml:1:\d+: /u],
    ['one feed twice', { 'rasid.yaml': configWith('"https://example.org/f", "http://www.example.org/f"'), 'topics/a.yaml': topic('a', 'x') }, /rasid\.yaml:\d+:\d+: /u],
    ['no topics folder', { 'rasid.yaml': good }, /topics/u],
  ])('%s', async (_, files, message) => {
    const folder = await folderWith(files);
    for (const name of ['apply', 'start']) {
      const { code, output, errors } = await answerOf(folder, name);
      expect({ name, code, output, hasStack: /\n\s+at /u.test(errors) }).toEqual({ name, code: 2, output: '', hasStack: false });
      expect(errors).toMatch(message);
    }
    expect(existsSync(join(folder, '.rasid'))).toBe(false);
  }, 20_000); // prettier-ignore

  it('no feed at all', async () => {
    const folder = await folderWith({ 'rasid.yaml': configWith(''), 'topics/a.yaml': topic('a', 'x') });
    const { code, errors } = await answerOf(folder, 'start');
    expect({ code, errors }).toEqual({
      code: 2,
      errors: 'rasid.yaml:1:1: feeds: no feed; give at least one URL\n',
    });
  });

  it('a wrong config leaves the applied one as it was', async () => {
    const folder = await folderWith({ 'rasid.yaml': good, 'topics/a.yaml': topic('a', 'x') });
    expect(await answerOf(folder, 'apply')).toMatchObject({ code: 0 });
    await writeFile(join(folder, 'rasid.yaml'), `${configWith('"https://example.org/other"')}feedz: []\n`);
    expect(await answerOf(folder, 'apply')).toMatchObject({ code: 2 });
    expect((await answerOf(folder, 'feeds')).output).toContain('https://example.org/feed');
  }, 20_000);

  it.each([
    ['an unknown command', ['strat'], /start/u],
    ['an unknown option', ['start', '--prot', '1'], /--port/u],
    ['a port that is none', ['start', '--port', 'x'], /port/u],
    ['a config that is not there', ['start', '--config', 'gone.yaml'], /gone\.yaml/u],
    ['an address that is none', ['why', 'nonsense'], /applied|URL/u],
  ])('%s', async (_, words, message) => {
    const { code, errors } = await answerOf(await folderWith({}), ...words);
    expect(code === 2 || code === 1).toBe(true);
    expect(errors).toMatch(message);
    expect(errors).not.toMatch(/\n\s+at /u);
  });
});

describe('rasid start on an own config', () => {
  it('alerts, answers, takes a new config over, refuses a second start, and stops clean', async () => {
    const { origin, items } = await outlet();
    items.push(news('old', 'خبر قديم عن معتقلين في بغداد'));
    const config = configWith(`{ url: "${origin}/feed", every: 1s }, { url: "${origin}/html", every: 1s }`);
    const folder = await folderWith({ 'rasid.yaml': config, 'topics/detainees.yaml': topic('detainees', 'معتقل') }); // prettier-ignore
    const run = rasid(folder, 'start', '--port', '0');
    await run.until('Rasid watches 2 feeds for 1 topic');
    const readOld = async () => (await answerOf(folder, 'search', 'قديم')).output;
    await expect.poll(readOld, { timeout: 15_000 }).toContain('خبر قديم');
    await run.until(/1 of 2 feeds failed[^●]*\/html[^●]*a web page, not a feed/u);
    expect(run.output()).not.toContain('●');

    items.unshift(news('one', 'نقل للمعتقلين إلى سجن جديد'), news('rain', 'أمطار غزيرة على الساحل'));
    await run.until(/● .*detainees.* · new story[^●]*للمعتقلين/u);
    expect(run.output()).not.toContain('أمطار');

    const why = await answerOf(folder, 'why', `${origin}/a/one`);
    expect(why.output).toMatch(/detainees: hit[^]*opened chapter 0[^]*console: sent/u);
    expect((await answerOf(folder, 'why', `${origin}/a/rain`)).output).toMatch(/detainees: no hit[^]*missing: any/u); // prettier-ignore
    expect((await answerOf(folder, 'why', `${origin}/a/old`)).output).toContain('stored, not alerted');
    expect((await answerOf(folder, 'why', 'https://example.org/none')).output).toContain('has not read');
    const feeds = await answerOf(folder, 'feeds');
    expect(feeds.output).toMatch(/misread[^]*a web page, not a feed[^]*ok/u);
    expect(JSON.parse((await answerOf(folder, 'feeds', '--json')).output)).toHaveLength(2);
    expect((await answerOf(folder, 'search', 'المعتقل')).output).toContain('للمعتقلين');
    expect((await answerOf(folder, 'topic', 'test', 'detainees')).output).toContain('للمعتقلين');
    expect(await answerOf(folder, 'topic', 'test', 'unknown')).toMatchObject({ code: 2 });

    const second = await answerOf(folder, 'start');
    expect(second).toMatchObject({ code: 1, output: '' });
    expect(second.errors).toContain('Another rasid start runs');

    await writeFile(join(folder, 'topics/rain.yaml'), topic('rain', 'مطر, ثلج'));
    expect(await answerOf(folder, 'apply')).toMatchObject({ code: 0 });
    items.unshift(news('snow', 'ثلوج تغطي الجبال'), news('snow2', 'تساقط ثلج كثيف على القرى'));
    await run.until(/● .*rain/u);

    const [, door = ''] = /(http:\/\/127\.0\.0\.1:\d+)\/topics/u.exec(run.output()) ?? [];
    const xml = await (await fetch(`${door}/topics/detainees.xml`)).text();
    expect(xml).toContain('نقل للمعتقلين إلى سجن جديد');
    expect(await (await fetch(`${door}/topics/detainees.json`)).json()).toMatchObject({ items: [{ url: `${origin}/a/one` }] }); // prettier-ignore
    expect((await fetch(`${door}/topics/none.xml`)).status).toBe(404);
    expect((await fetch(`${door}/%zz`)).status).toBe(404);

    run.process.kill('SIGINT');
    expect(await run.ended).toEqual({ code: 0, signal: null });
    expect(run.errors()).toBe('');
  }, 120_000);

  it('says so when the store is locked, and when it cannot grow; a later start goes on', async () => {
    const { origin, items } = await outlet();
    for (let index = 0; index < 30; index += 1) items.push(news(`n${index}`, `خبر رقم ${index} عن معتقل في بغداد`)); // prettier-ignore
    const folder = await folderWith({ 'rasid.yaml': configWith(`{ url: "${origin}/feed", every: 1s }`), 'topics/a.yaml': topic('a', 'معتقل') }); // prettier-ignore
    await answerOf(folder, 'apply');
    const file = join(folder, '.rasid/rasid.db');
    const other = new Database(file);
    other.exec('BEGIN EXCLUSIVE');
    const locked = await answerOf(folder, 'start', '--port', '0');
    expect(locked.code).toBe(1);
    expect(locked.errors).toMatch(/rasid\.db is locked by another program[^]*Nothing is lost/u);
    other.exec('ROLLBACK');
    other.close();

    const small = rasid(folder, ['sh', '-c', 'trap "" XFSZ; ulimit -f 400; exec "$0" "$@"'], 'start', '--port', '0'); // prettier-ignore
    expect((await small.ended).code).toBe(1);
    expect(small.errors()).toMatch(/could not be (?:written|read or written)/u);
    expect(small.errors()).not.toMatch(/\n\s+at /u);

    const later = rasid(folder, 'start', '--port', '0');
    const count = async () => (JSON.parse((await answerOf(folder, 'search', 'معتقل', '--json')).output) as unknown[]).length; // prettier-ignore
    await expect.poll(count, { timeout: 120_000, interval: 1_000 }).toBe(30);
    later.process.kill('SIGINT');
    expect(await later.ended).toEqual({ code: 0, signal: null });
  }, 180_000);
});

describe('a config whose secret is not set', () => {
  it.each(['start', 'apply'])('is refused by %s with the next step, and nothing is applied', async (word) => {
    const config = configWith('"https://example.org/feed"').replace('channels:', 'channels:\n  desk: { type: slack, url: SLACK_URL }'); // prettier-ignore
    const folder = await folderWith({ 'rasid.yaml': config, 'topics/a.yaml': topic('a', 'x') });
    const { code, errors } = await answerOf(folder, word);
    expect(code).toBe(1);
    expect(errors).toMatch(/^Nothing has been applied: no secret SLACK_URL \(channel desk\)\. .+\n$/u);
    expect((await answerOf(folder, 'feeds')).errors).toContain('Nothing has been applied yet');
  });
});

describe('rasid init', () => {
  it('writes a config that works, and never over one', async () => {
    const folder = await folderWith({});
    expect(await answerOf(folder, 'init')).toMatchObject({ code: 0 });
    expect(await answerOf(folder, 'apply')).toMatchObject({ code: 0 });
    const before = await readFile(join(folder, 'rasid.yaml'), 'utf8');
    expect(await answerOf(folder, 'init')).toMatchObject({ code: 2 });
    expect(await readFile(join(folder, 'rasid.yaml'), 'utf8')).toBe(before);
  });
});

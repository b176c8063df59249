import { describe, expect, it } from 'vitest';
import { isSigned, signedPath } from '../../shared/domain/signed-path.ts';
import type { Topic } from '../../shared/domain/topic.ts';
import { apply } from '../../shared/pipeline/apply.ts';
import { doorLink, feedbackPathOf, feedbackTargetOf, feedbackUrlOf } from '../../shared/pipeline/feedback-link.ts'; // prettier-ignore
import { feedbackAnswer, type DoorRequest } from '../../shared/pipeline/feedback.ts';
import { configSource } from '../../shared/store/config.ts';
import { getFeedback, removeFeedback } from '../../shared/store/feedback.ts';
import { getHit } from '../../shared/store/stories.ts';
import { itemOf, minuteMs, outletWith, startMs, stored, worldWith } from './outlet.ts';
import { configOf, topicOf, type Item } from './test-world.ts';

const key = 'key-of-the-door';
const form = 'application/x-www-form-urlencoded';
const dayMs = 86_400_000;

/** A topic that has alerted once, and the link of that alert. */
async function alerted(fields: Partial<Topic> = {}) {
  const items: Item[] = [itemOf('old', 'خبر قديم', startMs - minuteMs)];
  const outlet = await outletWith(items);
  const door = doorLink('https://door.example/', async () => key);
  const shown: string[] = [];
  const world = await worldWith(startMs, {
    wrap: (ports) => ({ ...ports, door, print: (text, record) => { shown.push(text); ports.print(text, record); } }),
  });
  const config = configOf([outlet.url], { topics: [topicOf('detainees', { title: 'نقل المعتقلين', any: ['معتقل'], ...fields })] });
  await apply(world.ports, config);
  await world.tick();
  const publish = async (id: string, sentence: string) => {
    items.unshift(itemOf(id, sentence, world.nowMs() + minuteMs));
    world.advance(11 * minuteMs);
    await world.tick();
  };
  await publish('a', 'نقل 150 معتقلا من سجن الحسكة إلى بغداد');
  const [alert] = world.alerts;
  const url = new URL((await feedbackUrlOf(door, alert!)) ?? '');
  const ask = (request: Partial<DoorRequest>) =>
    feedbackAnswer(world.ports, { method: 'GET', path: url.pathname, body: '', ...request });
  const say = (choice: string) => ask({ method: 'POST', contentType: form, body: `do=${choice}` });
  const inForce = async () => [...(await getFeedback(world.ports.table)).values()].flat();
  return { world, config, publish, alert: alert!, url, ask, say, inForce, shown };
} // prettier-ignore

describe('the link of an alert', () => {
  it('stands in the message, is the same for every try, and says what it is about', async () => {
    const { alert, url, shown, world } = await alerted();
    expect(shown.join('\n')).toContain(`  Feedback: ${url.href}\n`);
    expect(isSigned(key, url.pathname, url.searchParams.get('s') ?? '')).toBe(true);
    const target = feedbackTargetOf(url.pathname);
    expect(target).toMatchObject({ topic: 'detainees', story: alert.story, chapter: 0 });
    expect(Math.abs((target?.expiresAtMs ?? 0) - alert.foundAtMs - 30 * dayMs)).toBeLessThan(1_000);
    expect(feedbackPathOf(target!)).toBe(url.pathname);
    expect(await feedbackUrlOf(world.ports.door, alert)).toBe(url.href);
    expect(await feedbackUrlOf(undefined, alert)).toBeUndefined();
    expect(await feedbackUrlOf(doorLink('https://d.example', async () => undefined), alert)).toBeUndefined(); // prettier-ignore
  });

  it('shows a page without scripts in the topic’s language, and changes nothing by being looked at', async () => {
    const { ask, inForce } = await alerted();
    for (const method of ['GET', 'HEAD', 'GET', 'GET']) {
      const answer = await ask({ method, body: 'do=pause', contentType: form });
      expect(answer).toMatchObject({ status: 200 });
      expect(answer?.body).toContain('<html lang="ar" dir="rtl">');
      expect(answer?.body).toContain('نقل 150 معتقلا');
      expect(answer?.body).toContain('<form method="post">');
      expect(answer?.body).not.toMatch(/<script|\son\w+=|href=|action=|src=/u);
      expect(answer?.headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-[\w+/=]{44}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/u); // prettier-ignore
    }
    expect(await inForce()).toEqual([]);
    const { ask: english } = await alerted({ title: 'Detainees <b>"moved"</b> & more' });
    const page = (await english({}))?.body;
    expect(page).toContain('<html lang="en" dir="ltr">');
    expect(page).toContain('Detainees &lt;b&gt;&quot;moved&quot;&lt;/b&gt; &amp; more');
  });

  it.each([
    ['another method', { method: 'DELETE' }, 405],
    ['PUT', { method: 'PUT', body: 'do=mute', contentType: form }, 405],
    ['no form', { method: 'POST', body: '{"do":"mute"}', contentType: 'application/json' }, 415],
    ['no type at all', { method: 'POST', body: 'do=mute' }, 415],
    ['too large a body', { method: 'POST', body: undefined, contentType: form }, 413],
    ['no choice', { method: 'POST', body: '', contentType: form }, 400],
    ['an unknown choice', { method: 'POST', body: 'do=delete', contentType: form }, 400],
    ['two choices', { method: 'POST', body: 'do=mute&do=pause', contentType: form }, 400],
  ])('refuses %s, and changes nothing', async (_, request, status) => {
    const { ask, inForce } = await alerted();
    expect(await ask(request)).toMatchObject({ status });
    expect(await inForce()).toEqual([]);
  });

  it('is good for thirty days, and for its alert only', async () => {
    const { world, ask, say, inForce, alert } = await alerted();
    const other = feedbackPathOf({ topic: 'detainees', story: alert.story, chapter: 7, expiresAtMs: world.nowMs() + dayMs });
    expect(await ask({ path: other, method: 'POST', contentType: form, body: 'do=mute' })).toMatchObject({ status: 410 });
    expect(await ask({ path: '/topics/detainees.xml' })).toBeUndefined();
    expect(await ask({ path: '/feedback/../../x' })).toBeUndefined();
    world.advance(31 * dayMs);
    expect(await ask({})).toMatchObject({ status: 410 });
    expect(await say('mute')).toMatchObject({ status: 410 });
    expect(await inForce()).toEqual([]);
  }); // prettier-ignore

  it('is forged by nobody: another path, another time or another key has another signature', async () => {
    const { url, world, alert } = await alerted();
    const signature = url.searchParams.get('s') ?? '';
    const later = feedbackPathOf({ topic: 'detainees', story: alert.story, chapter: 0, expiresAtMs: world.nowMs() + 300 * dayMs }); // prettier-ignore
    expect(isSigned(key, later, signature)).toBe(false);
    expect(isSigned('another key', url.pathname, signature)).toBe(false);
    for (const wrong of ['', 'x', signature.slice(0, -1), `${signature}x`, signature.toLowerCase()])
      expect(isSigned(key, url.pathname, wrong)).toBe(false);
    expect(signedPath(key, url.pathname)).toBe(url.pathname + url.search);
  });
});

describe('what a reader says', () => {
  it('mutes a story: no more chapters of it, and of no other; a replay after the undo changes nothing', async () => {
    const { world, publish, say, inForce, alert } = await alerted();
    expect((await say('mute'))?.body).toContain('لن تصل تنبيهات أخرى عن هذه القصة');
    await publish('b', 'نقل 2000 معتقل من سجن الحسكة إلى بغداد');
    expect(world.alerts).toHaveLength(1);
    const id = (await inForce())[0]?.id;
    await publish('c', 'محاكمة معتقل سابق في هولندا تبدأ غدا');
    expect(world.alerts).toHaveLength(2);
    await removeFeedback(world.ports.table, 'detainees', (one) => one.id === id, world.nowMs());
    expect((await say('mute'))?.body).toContain('سُجّل هذا من قبل');
    expect(await inForce()).toEqual([]);
    await publish('d', 'نقل 6000 معتقل من سجن الحسكة إلى بغداد');
    expect(world.alerts.map(({ story, chapter }) => [story === alert.story, chapter])).toEqual([[true, 0], [false, 0], [true, 1]]);
  }); // prettier-ignore

  it('pauses a topic until the time is over or it is resumed; what came meanwhile is kept and says why', async () => {
    const { world, publish, ask, say } = await alerted();
    expect((await say('pause-day'))?.body).toContain('value="resume"');
    await publish('b', 'فرار معتقل من سجن في الرقة');
    expect(world.alerts).toHaveLength(1);
    const [held] = await stored(world.ports);
    expect(await getHit(world.ports.table, 'detainees', held!.id)).toMatchObject({ heldBack: 'paused' });
    expect((await ask({}))?.body).not.toContain('value="pause"');
    const current = await world.ports.config();
    expect(current?.config.topics[0]?.overlay?.pausedUntilMs).toBeGreaterThan(world.nowMs());
    world.advance(dayMs);
    await publish('c', 'إضراب معتقل في سجن رومية عن الطعام');
    expect(world.alerts).toHaveLength(2);
    expect((await say('pause-week'))?.body).toContain('سُجّل هذا من قبل');
  });

  it('pauses for good, and resumes by the same link', async () => {
    const { world, publish, say, inForce } = await alerted();
    await say('pause');
    world.advance(20 * dayMs);
    await publish('b', 'فرار معتقل من سجن في الرقة');
    expect(world.alerts).toHaveLength(1);
    expect((await say('resume'))?.body).toContain('استؤنفت');
    expect((await say('resume'))?.body).toContain('لم يتغير شيء');
    expect(await inForce()).toEqual([]);
    await publish('c', 'إضراب معتقل في سجن رومية عن الطعام');
    expect(world.alerts).toHaveLength(2);
  });

  it('holds what a topic still owes while it is paused, and sends it after', async () => {
    const { world, publish, say } = await alerted({
      alert: { channels: ['console'], backfill: false, perHourMax: 1 },
    });
    await publish('b', 'فرار معتقل من سجن في الرقة');
    expect(world.alerts).toHaveLength(1);
    await say('pause-day');
    for (let hour = 0; hour < 20; hour += 1) {
      world.advance(60 * minuteMs);
      await world.tick();
    }
    expect(world.alerts).toHaveLength(1);
    world.advance(6 * 60 * minuteMs);
    await world.tick();
    // Beside a word on the feed, which has been quiet.
    expect(world.alerts.filter((alert) => (alert as unknown) !== undefined)).toHaveLength(2);
  });

  it('says once whether it was relevant; the article becomes an example, and the threshold moves', async () => {
    const { world, say, inForce, config } = await alerted({ like: [{ text: 'نقل معتقلين من سوريا إلى العراق' }], any: [], threshold: 1 });
    await say('relevant');
    await say('not-relevant');
    expect(await inForce()).toMatchObject([{ kind: 'relevant', title: 'نقل 150 معتقلا من سجن الحسكة إلى بغداد' }]);
    const [topic] = (await world.ports.config())!.config.topics;
    expect(topic?.like).toHaveLength(2);
    expect(topic?.like[1]?.text).toContain('150 معتقلا');
    expect(topic?.overlay?.strictness).toBeCloseTo(0.95);
    // An apply keeps it, shows it, and writes none of it into the snapshot.
    const applied = await apply(world.ports, config);
    expect(applied).toMatchObject({ kind: 'unchanged', overlays: [{ topic: 'detainees', lines: ['like: 1 more, called relevant', 'threshold: × 0.95'] }] });
    const changed = await apply(world.ports, { ...config, hostGapMs: 5 });
    expect(changed).toMatchObject({ kind: 'saved', overlays: [{ topic: 'detainees' }] });
    expect((await world.ports.config())?.config.topics[0]?.like).toHaveLength(2);
  }); // prettier-ignore

  it('asks for more where it was not relevant', async () => {
    const { world, publish, say } = await alerted({
      any: [],
      weights: { معتقل: 10, سجن: 1 },
      threshold: 16.5,
    });
    await publish('b', 'خبر عن معتقل');
    expect(world.alerts).toHaveLength(2);
    await say('not-relevant');
    const [topic] = (await world.ports.config())!.config.topics;
    expect(topic?.overlay?.strictness).toBeCloseTo(1.05);
    await publish('c', 'حديث عن معتقل');
    expect(world.alerts).toHaveLength(2);
  });

  it('is noted once when the form is sent many times at once', async () => {
    const { say, inForce } = await alerted();
    const answers = await Promise.all(Array.from({ length: 5 }, () => say('mute')));
    expect(answers.filter((one) => one?.body.includes('سُجّل هذا من قبل'))).toHaveLength(4);
    expect(await inForce()).toHaveLength(1);
  });

  it('costs each invocation one more small read, and is read again only when something was said', async () => {
    const { world, say } = await alerted();
    const counts = { get: 0, query: 0 };
    const { table } = world.ports;
    const counting: typeof table = {
      ...table,
      get: (one) => ((counts.get += 1), table.get(one)),
      query: (one) => ((counts.query += 1), table.query(one)),
    };
    let call = 0;
    const source = configSource({ table: counting, blobs: world.ports.blobs }, () => call);
    const first = await source();
    for (call = 1; call <= 10; call += 1) {
      await source();
      expect((await source())?.config).toBe(first?.config);
    }
    expect(counts).toEqual({ get: 22, query: 0 });
    await say('mute');
    call += 1;
    expect((await source())?.config).not.toBe(first?.config);
    call += 1;
    await source();
    expect(counts).toEqual({ get: 26, query: 1 });
  });
});

import { describe, expect, it } from 'vitest';
import type { Config } from '../../shared/domain/config.ts';
import { apply } from '../../shared/pipeline/apply.ts';
import { canonicalUrl } from '../../shared/net/canonical-url.ts';
import { articleIdOf } from '../../shared/pipeline/article-of.ts';
import { getArticle, getArticleObject } from '../../shared/store/articles.ts';
import { feedBody, internet, pageBody, type Answer, type Shown, type Site } from './internet.ts';
import { minuteMs, startMs, stored, worldWith } from './outlet.ts';
import { configOf, topicOf } from './test-world.ts';

const agencyFeed = 'https://agency.example/feed';
const foreignFeed = 'https://lentils.example/feed';
const link = 'https://agency.example/a/one';
const news = 'وفاة معتقل في مستشفى البصرة';
const newsText = `${news}. وقالت عائلته إنها تنتظر تقرير الطبيب الشرعي قبل أن تقرر رفع دعوى أمام المحاكم المدنية.`;
const soupText =
  'Red lentils, onions and cumin simmer for half an hour in a wide pot with the lid on. '.repeat(20);
const soup: Shown = { link, title: 'Lentil soup', text: soupText };
const real: Shown = { link, title: news, text: newsText };

/** Two feeds, each shows what the test puts into it, and pages by address. */
async function outlets(fields: Partial<Config> = {}, more: Readonly<Record<string, Site>> = {}) {
  const shown = { agency: [] as Shown[], foreign: [] as Shown[] };
  const pages = new Map<string, Answer>();
  const page = (host: string): Site => (path) => pages.get(`https://${host}${path}`);
  const net = await internet({
    'agency.example': (path) => (path === '/feed' ? feedBody('The Agency', shown.agency) : page('agency.example')(path)),
    'www.agency.example': page('agency.example'),
    'lentils.example': (path) =>
      path === '/feed' ? feedBody('Lentil Daily', shown.foreign) : page('lentils.example')(path),
    ...more,
  });
  const world = await worldWith(startMs, { wrap: net.wrap });
  await apply(world.ports, configOf([agencyFeed, foreignFeed], fields));
  await world.tick();
  const later = async () => {
    world.advance(11 * minuteMs);
    await world.tick();
  };
  /** Enough ticks for every try of a page that fails. */
  const muchLater = async () => {
    for (let round = 0; round < 6; round += 1) await later();
  };
  const at = async (url: string) => {
    const record = (await getArticle(world.ports.table, articleIdOf(canonicalUrl(url) ?? '')))?.record;
    return record && { ...record, via: record.via ?? 'none' };
  };
  const textOf = async (url: string) => {
    const record = await at(url);
    const article = record && (await getArticleObject(world.ports.blobs, record.objectKey))?.article;
    return article && { ...article, via: article.via ?? 'none' };
  };
  const alerted = () => world.alerts.map(({ topic, chapter, article }) => ({ topic, chapter, ...article, via: article.via ?? 'none' }));
  return { world, alerted, shown, pages, later, muchLater, at, textOf };
} // prettier-ignore

describe('a feed that shows another outlet’s address', () => {
  it.each([
    ['the same link', link],
    ['a tracking parameter', `${link}?utm_source=lentils`],
    ['http', link.replace('https', 'http')],
    ['www and a fragment', 'https://www.agency.example/a/one#soup'],
    ['another case and port', 'HTTPS://AGENCY.example:443/a/one'],
  ])('silences nothing when the page can be read, with %s', async (_, given) => {
    const { world, alerted, shown, pages, later, textOf } = await outlets();
    pages.set(link, pageBody(news, newsText, '<meta property="og:site_name" content="The Agency">'));
    pages.set(`${link}?utm_source=lentils`, pages.get(link)!);
    shown.foreign.push({ ...soup, link: given, guid: 'shared', atMs: world.nowMs() + minuteMs });
    await later();
    expect(alerted()).toMatchObject([{ title: news, outlet: 'The Agency', via: 'Lentil Daily' }]);
    shown.agency.push({ ...real, guid: 'shared', atMs: world.nowMs() + minuteMs });
    await later();
    expect(world.alerts).toHaveLength(1);
    expect(await textOf(link)).toMatchObject({ title: news, text: newsText, source: { kind: 'page' } });
    expect(JSON.stringify(await stored(world.ports))).not.toContain('Lentil soup');
  }); // prettier-ignore

  it('has an article of its own without that address, where its link has a user name, and the real one alerts', async () => {
    const { world, alerted, shown, pages, later, at } = await outlets();
    pages.set(link, pageBody(news, newsText, '<meta property="og:site_name" content="The Agency">'));
    shown.foreign.push({ ...soup, link: 'https://lentils.example@agency.example/a/one', guid: 'shared', atMs: world.nowMs() + minuteMs });
    await later();
    expect(alerted()).toEqual([]);
    expect(await at(link)).toBeUndefined();
    shown.agency.push({ ...real, guid: 'shared', atMs: world.nowMs() + minuteMs });
    await later();
    expect(alerted()).toMatchObject([{ title: news, outlet: 'The Agency', via: 'none' }]);
  }); // prettier-ignore

  it('is an article of its own while the page cannot be read, and the real one alerts', async () => {
    const { world, alerted, shown, pages, muchLater, later, at } = await outlets();
    shown.foreign.push({ ...soup, guid: 'shared' });
    await muchLater();
    expect(await stored(world.ports)).toMatchObject([{ title: 'Lentil soup', url: link, outlet: 'Lentil Daily', via: 'Lentil Daily' }]);
    expect(await at(link)).toBeUndefined();
    pages.set(link, pageBody(news, newsText));
    shown.agency.push({ ...real, guid: 'shared', atMs: world.nowMs() + minuteMs });
    await later();
    expect(alerted()).toMatchObject([{ url: link, title: news, via: 'none' }]);
    expect(await at(link)).toMatchObject({ title: news, via: 'none' });
  }); // prettier-ignore

  it('gives an invented headline neither the outlet’s name nor its page', async () => {
    const { world, alerted, shown, pages, muchLater, later } = await outlets();
    const invented = { link, title: 'إعدام كل معتقل في البصرة', text: `إعدام كل معتقل في البصرة. ${'كما روت الصحيفة في عددها. '.repeat(20)}` };
    shown.foreign.push(invented);
    await muchLater();
    expect(alerted()).toMatchObject([{ title: invented.title, outlet: 'Lentil Daily', via: 'Lentil Daily' }]);
    pages.set('https://agency.example/a/two', pageBody('افتتاح معرض للكتاب', 'افتتح وزير الثقافة معرضا للكتاب في العاصمة بحضور مئات الناشرين من بلدان عديدة.'));
    shown.foreign.push({ ...invented, link: 'https://agency.example/a/two' });
    await later();
    expect(world.alerts).toHaveLength(1);
  }); // prettier-ignore

  it('reaches no topic that asks for the outlet, while the page is not read', async () => {
    const topics = [topicOf('agency', { any: ['معتقل'], sources: ['agency.example'] })];
    const { world, shown, muchLater } = await outlets({ topics });
    shown.foreign.push({ ...real, title: 'إعدام كل معتقل' });
    await muchLater();
    expect(await stored(world.ports)).toHaveLength(1);
    expect(world.alerts).toEqual([]);
  });

  it('changes no word of the page’s article by an edit', async () => {
    const { world, shown, pages, later, muchLater, textOf } = await outlets();
    pages.set(link, pageBody(news, newsText));
    shown.foreign.push({ ...soup, guid: 'g' });
    await later();
    expect(await textOf(link)).toMatchObject({ text: newsText });
    pages.delete(link);
    shown.foreign[0] = { ...soup, guid: 'g', title: 'Soup of 2,000 lentils', text: soupText.repeat(2) };
    await muchLater();
    expect(await textOf(link)).toMatchObject({ title: news, text: newsText });
    expect(await stored(world.ports)).toHaveLength(1);
  });

  it('is corrected by the outlet’s own feed when the page was not yet what it became, once', async () => {
    const { world, alerted, shown, pages, later, at, textOf } = await outlets();
    const stub = 'This story is being written and will be updated as soon as our reporters know more about it.';
    pages.set(link, pageBody('Developing', stub));
    shown.foreign.push(soup);
    await later();
    expect(await at(link)).toMatchObject({ title: 'Developing', via: 'Lentil Daily' });
    pages.set(link, pageBody(news, newsText));
    shown.agency.push({ ...real, atMs: world.nowMs() + minuteMs });
    await later();
    expect(alerted()).toMatchObject([{ chapter: 0, title: news, outlet: 'The Agency', via: 'none' }]);
    expect(await textOf(link)).toMatchObject({ text: newsText });
    expect((await at(link))?.versions).toHaveLength(2);
    for (let round = 0; round < 3; round += 1) await later();
    expect(world.alerts).toHaveLength(1);
  }); // prettier-ignore

  it('alerts a topic of the outlet’s feed by name when that feed shows it, and no topic twice', async () => {
    const topics = [topicOf('any', { any: ['معتقل'] }), topicOf('agency', { any: ['معتقل'], sources: ['The Agency'] })];
    const feeds = [{ id: 'a', url: agencyFeed, name: 'The Agency', everyMs: 600_000 }, { id: 'b', url: foreignFeed, everyMs: 600_000 }];
    const { world, shown, pages, later } = await outlets({ topics, feeds });
    pages.set(link, pageBody(news, newsText));
    shown.foreign.push(soup);
    await later();
    expect(world.alerts.map(({ topic }) => topic)).toEqual(['any']);
    shown.agency.push({ ...real, atMs: world.nowMs() + minuteMs });
    await later();
    await later();
    expect(world.alerts.map(({ topic }) => topic)).toEqual(['any', 'agency']);
  }); // prettier-ignore

  it('is corrected without an alert by the first look at the outlet’s feed', async () => {
    const { world, shown, pages, later, at } = await outlets({ feeds: [{ id: 'b', url: foreignFeed, everyMs: 600_000 }] });
    pages.set(link, pageBody('Developing', 'This story is being written and will be updated as soon as our reporters know more.'));
    shown.foreign.push(soup);
    await later();
    pages.set(link, pageBody(news, newsText));
    shown.agency.push(real);
    await apply(world.ports, configOf([agencyFeed, foreignFeed]));
    await world.tick();
    await later();
    expect(await at(link)).toMatchObject({ title: news, via: 'none' });
    expect(world.alerts).toEqual([]);
  }); // prettier-ignore

  it('claims no address by what its own page calls itself, nor by a page that looks like a cache', async () => {
    const { shown, pages, later, at, textOf } = await outlets({}, {
      'google.lentils.example': () => pageBody('Lentil soup', soupText),
    });
    pages.set('https://lentils.example/soup', pageBody('Lentil soup', soupText, `<link rel="canonical" href="${link}"><meta property="og:url" content="${link}">`));
    shown.foreign.push({ ...soup, link: 'https://lentils.example/soup' }, { ...soup, link: 'https://google.lentils.example/amp/s/agency.example/a/one' });
    await later();
    expect(await at(link)).toBeUndefined();
    expect(await textOf('https://lentils.example/soup')).toMatchObject({ title: 'Lentil soup', via: 'none' });
  }); // prettier-ignore
});

describe('feeds that honestly show other hosts', () => {
  it('takes an aggregator’s redirect to the page that it leads to', async () => {
    const { alerted, shown, pages, later, textOf } = await outlets();
    pages.set(link, pageBody(news, newsText));
    pages.set('https://lentils.example/r/1', { location: link });
    shown.foreign.push({ ...soup, link: 'https://lentils.example/r/1', title: `${news} - The Agency` });
    await later();
    expect(await textOf(link)).toMatchObject({ title: news, text: newsText, via: 'Lentil Daily' });
    expect(alerted()).toMatchObject([{ url: link }]);
  });

  it.each([
    ['the page names it', { head: '<link rel="alternate" type="application/rss+xml" href="https://feeds.proxy.example/agency">' }, undefined],
    ['the owner says so', { head: '' }, ['agency.example']],
  ])('lets a feed on another host speak where %s', async (_, { head }, speaksFor) => {
    const proxied: Shown[] = [];
    const proxyFeed = 'http://feeds.proxy.example/agency';
    const { world, pages, later, textOf } = await outlets(
      { feeds: [{ id: 'p', url: proxyFeed, everyMs: 600_000, speaksFor }] },
      { 'feeds.proxy.example': () => feedBody('Agency, by proxy', proxied) },
    );
    pages.set(link, pageBody('Read on', 'Read the whole story with a subscription, which costs less than a cup of coffee a month.', head));
    proxied.push({ link, title: news, text: newsText.repeat(3) });
    await later();
    expect(await textOf(link)).toMatchObject({ title: news, via: 'none', source: { kind: 'feed' } });
    expect(world.alerts).toHaveLength(1);
  }); // prettier-ignore

  it('lets a feed speak for a page that holds no article but names the feed', async () => {
    const { shown, pages, later, textOf } = await outlets();
    pages.set(link, { body: `<html><head><link rel="alternate" type="application/rss+xml" href="${foreignFeed}"></head><body>Sign in</body></html>` });
    shown.foreign.push(real);
    await later();
    expect(await textOf(link)).toMatchObject({ title: news, via: 'none', source: { kind: 'feed' } });
  }); // prettier-ignore

  it('takes the page’s text by a feed that only proxies it', async () => {
    const { shown, pages, later, textOf } = await outlets();
    pages.set(link, pageBody(news, newsText));
    shown.foreign.push({ ...real, title: 'Agency: what happened', text: 'A summary.' });
    await later();
    expect(await textOf(link)).toMatchObject({ title: news, text: newsText, outlet: 'agency.example' });
  });

  it('takes a copy in a cache as the outlet’s page, under the address that it names', async () => {
    const cache = 'https://agency-example.cdn.ampproject.org/c/s/agency.example/a/one/amp';
    const { world, shown, later, textOf } = await outlets({}, {
      'agency-example.cdn.ampproject.org': () => pageBody(news, newsText, `<link rel="canonical" href="${link}">`),
    });
    shown.foreign.push({ ...soup, link: cache });
    await later();
    expect(await textOf(link)).toMatchObject({ url: link, title: news, text: newsText, via: 'Lentil Daily' });
    shown.agency.push({ ...real, link: cache, atMs: world.nowMs() + minuteMs });
    await later();
    expect(world.alerts).toHaveLength(1);
  }); // prettier-ignore
});

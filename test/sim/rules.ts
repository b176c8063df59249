import {
  feedAnswer,
  hourMs,
  minuteMs,
  type Answer,
  type Asked,
  type Publisher,
  type Seen,
} from './politeness.ts';

/** A rule of polite reading: a publisher who lives by it, and what it saw. */
export interface Rule {
  readonly name: string;
  readonly publisher: Publisher;
  /** Whether each thing that was looked at was right. A rule with nothing to look at has not been kept. */
  readonly judge: (seen: readonly Seen[]) => readonly boolean[];
}

const everyMs = 10 * minuteMs;
/** The tick comes once a minute, and a busy host takes some seconds. */
const lateMs = 90_000;
const gapMs = 1_000;

const at = (path: string, seen: readonly Seen[]) => seen.filter((one) => one.path === path);
const isPage = ({ path }: Seen) => path.startsWith('/a/');
const gapsOf = (seen: readonly Seen[]) =>
  seen.slice(1).map((one, index) => one.atMs - (seen[index]?.atMs ?? 0));
const isBetween = (value: number, least: number, most: number) => value >= least && value <= most;
const isConditional = ({ headers }: Seen) => headers['if-none-match'] !== undefined || headers['if-modified-since'] !== undefined; // prettier-ignore

type Answers = (asked: Asked) => Answer;
const page: Answer = {
  status: 200,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: '<html lang="ar"><body><article><h1>خبر</h1><p>يتوقع خبراء الأرصاد طقسا معتدلا في معظم المدن اليوم.</p></article></body></html>',
};

/** A publisher of one feed, and of whatever stands at other paths. */
function rule(name: string, feed: Answers, judge: Rule['judge'], more: Partial<Publisher> & { others?: Answers } = {}): Rule {
  const { others = () => ({ status: 404 }), ...rest } = more;
  const answer: Answers = (asked) => asked.path === '/feed' ? feed(asked) : asked.path.startsWith('/a/') ? page : others(asked);
  return { name, publisher: { name, feeds: ['/feed'], everyMs, answer, ...rest }, judge };
} // prettier-ignore

/** A rule about how far apart the polls of one feed are. */
const interval = (name: string, feed: Answers, leastMs: number) =>
  rule(name, feed, (seen) =>
    gapsOf(at('/feed', seen)).map((gap) => isBetween(gap, leastMs, leastMs + lateMs)),
  );

const calm = (headers: Record<string, string> = {}, channel = ''): Answers => (asked) => {
  const answer = feedAnswer(asked, 12, headers);
  return { ...answer, body: answer.body?.replace('<channel>', `<channel>${channel}`) ?? '' };
}; // prettier-ignore

/** UTF-8 in a header, as its bytes; and a date in no form that a client would write. */
const etag = Buffer.from('W/"ab c;=é--gzip"').toString('latin1');
const lastModified = 'fri, 13 feb 2026 22:00:00 gmt';
const rawOf = ({ raw }: Seen, name: string) => raw[raw.findIndex((one) => one.toLowerCase() === name) + 1];

const moving = (status: number): Answers => ({ origin }) => ({ status, headers: { location: `${origin}/moved` } }); // prettier-ignore
const moved = (asked: Asked) => (asked.path === '/moved' ? feedAnswer(asked, 12) : { status: 404 });

/** After an answer that asked for an hour, nobody of this host is asked for an hour. */
const pausing = (name: string, status: number, wait: (nowMs: number) => string) =>
  rule(
    name,
    (asked) => asked.count === 4 ? { status, headers: { 'retry-after': wait(asked.nowMs) } } : feedAnswer(asked, 1),
    (seen) => {
      const asked = seen.find((one) => one.path === '/feed' && one.status === status);
      const next = asked && seen.find(({ atMs }) => atMs > asked.atMs);
      return [next !== undefined && asked !== undefined && next.atMs - asked.atMs >= hourMs - 1_000];
    },
    { feeds: ['/feed', '/other'], others: (asked) => asked.path === '/other' ? feedAnswer(asked, 1) : { status: 404 } },
  ); // prettier-ignore

export const rules: readonly Rule[] = [
  rule(
    'validators come back byte for byte',
    (asked) => isConditional({ headers: asked.headers } as Seen) ? { status: 304 } : feedAnswer(asked, 1_000, { etag, 'last-modified': lastModified }),
    (seen) => at('/feed', seen).filter(isConditional).map((one) => rawOf(one, 'if-none-match') === etag && rawOf(one, 'if-modified-since') === lastModified),
  ),
  rule(
    '304 and equal bytes touch nothing',
    (asked) => isConditional({ headers: asked.headers } as Seen) ? { status: 304 } : feedAnswer(asked, 1_000, asked.count % 2 === 0 ? { etag } : {}),
    (seen) => [...new Set(seen.filter(isPage).map(({ path }) => path))].map((path) => at(path, seen).length === 1),
  ),
  rule(
    'a feed that keeps its ETag is asked without it once a day',
    (asked) => asked.headers['if-none-match'] === undefined ? feedAnswer(asked, 6, { etag }) : { status: 304 },
    (seen) => [at('/feed', seen).filter((one) => !isConditional(one)).length === 2, new Set(seen.filter(isPage).map(({ path }) => path)).size > 10],
  ),
  interval('the own interval', calm(), everyMs),
  interval('ttl', calm({}, '<ttl>45</ttl>'), 45 * minuteMs),
  interval('max-age', calm({ 'cache-control': 'public, max-age=1800' }), 30 * minuteMs),
  interval('Expires', (asked) => calm({ expires: new Date(asked.nowMs + 40 * minuteMs).toUTCString() })(asked), 40 * minuteMs - 1_000),
  rule('skipHours', calm({}, '<skipHours><hour>1</hour><hour>2</hour><hour>3</hour></skipHours>'), (seen) =>
    at('/feed', seen).slice(1).map(({ atMs }) => ![1, 2, 3].includes(new Date(atMs).getUTCHours()))),
  rule('skipDays', calm({}, '<skipDays><day>Sunday</day></skipDays>'), (seen) =>
    at('/feed', seen).slice(1).map(({ atMs }) => new Date(atMs).getUTCDay() !== 0)),
  pausing('Retry-After in seconds, for the whole host', 429, () => '3600'),
  pausing('Retry-After as a date, for the whole host', 503, (nowMs) => new Date(nowMs + hourMs).toUTCString()),
  rule(
    'failures: doubling pauses with jitter, at most six hours',
    () => ({ status: 500 }),
    (seen) => {
      const gaps = gapsOf(at('/feed', seen));
      const ceilings = gaps.map((_, index) => Math.min(everyMs * 2 ** index, 6 * hourMs));
      const isVaried = new Set(gaps.map((gap, index) => Math.round((gap / (ceilings[index] ?? 1)) * 20))).size > 3;
      return [isVaried, ...gaps.map((gap, index) => isBetween(gap, (ceilings[index] ?? 0) / 2, (ceilings[index] ?? 0) + lateMs))];
    },
  ),
  rule('301 is believed after three equal answers', moving(301), (seen) => [at('/feed', seen).length === 3, at('/moved', seen).length > 100], { others: moved }),
  rule('308 is believed after three equal answers', moving(308), (seen) => [at('/feed', seen).length === 3, at('/moved', seen).length > 100], { others: moved }),
  rule('302 is never believed', moving(302), (seen) => [at('/feed', seen).length > 100, at('/feed', seen).length === at('/moved', seen).length], { others: moved }),
  rule('307 is never believed', moving(307), (seen) => [at('/feed', seen).length > 100, at('/feed', seen).length === at('/moved', seen).length], { others: moved }),
  rule('301 that changes its mind is not believed', (asked) => ({ status: 301, headers: { location: `${asked.origin}/${asked.count % 2 === 0 ? 'moved' : 'elsewhere'}` } }), (seen) => [at('/feed', seen).length > 100], {
    others: (asked) => asked.path === '/robots.txt' ? { status: 404 } : feedAnswer(asked, 12),
  }),
  rule('410 ends it', (asked) => asked.count > 3 ? { status: 410 } : feedAnswer(asked, 12), (seen) => [at('/feed', seen).length === 4]),
  rule(
    'one request at a time, a second apart, across feeds and pages',
    (asked) => feedAnswer(asked, 0.5),
    (seen) => [...seen.map(({ isBeside }) => !isBeside), ...gapsOf(seen).map((gap) => gap >= gapMs)],
    { feeds: ['/feed', '/second', '/third'], others: (asked) => asked.path === '/robots.txt' ? { status: 404 } : feedAnswer(asked, 1) },
  ),
  rule('no news: the interval grows to an hour', (asked) => feedAnswer(asked, 1_000), (seen) => gapsOf(at('/feed', seen)).slice(-10).map((gap) => isBetween(gap, hourMs, hourMs + lateMs)), { everyMs: undefined }),
  rule('much news: the interval shrinks to five minutes', (asked) => feedAnswer(asked, 1 / 30), (seen) => gapsOf(at('/feed', seen)).slice(-100).map((gap) => isBetween(gap, 5 * minuteMs, 5 * minuteMs + lateMs)), { everyMs: undefined }),
  rule('no query string of ours, no cookie', calm({ 'set-cookie': 'id=1' }), (seen) => seen.map(({ query, headers }) => query === '' && headers.cookie === undefined)),
  rule('compression is asked for', calm(), (seen) => seen.map(({ headers }) => /\bgzip\b.*\bbr\b/u.test(String(headers['accept-encoding'])))),
  rule(
    'robots.txt: forbidden pages are not asked for, the file once a day',
    (asked) => feedAnswer(asked, 1),
    (seen) => [...seen.map(({ path }) => !/^\/a\/n\d*[05]$/u.test(path)), isBetween(at('/robots.txt', seen).length, 2, 3), seen.some(isPage)],
    { others: () => ({ status: 200, headers: { 'content-type': 'text/plain' }, body: 'User-agent: *\nDisallow: /a/*0$\nDisallow: /a/*5$\n' }) },
  ),
  rule(
    'robots.txt: Crawl-delay between pages',
    (asked) => feedAnswer(asked, 0.25),
    (seen) => seen.flatMap((one, index) => (isPage(one) && seen[index + 1] !== undefined ? [(seen[index + 1]?.atMs ?? 0) - one.atMs >= 20_000] : [])),
    { others: () => ({ status: 200, headers: { 'content-type': 'text/plain' }, body: 'User-agent: *\nCrawl-delay: 20\n' }) },
  ),
  rule('robots.txt that cannot be read: no page is asked for', (asked) => feedAnswer(asked, 12), (seen) => [at('/robots.txt', seen).length > 2, !seen.some(isPage)], { others: () => ({ status: 503 }) }),
]; // prettier-ignore

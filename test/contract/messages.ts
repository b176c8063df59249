import type { Sending } from '../../shared/channels/channel.ts';
import type { Alert } from '../../shared/domain/alert.ts';
import type { Digest, DigestItem } from '../../shared/domain/digest.ts';
import type { Message, Notice } from '../../shared/domain/notice.ts';

export const nowMs = Date.UTC(2026, 1, 13, 8);
export const secretValue = 'whsec_c2VjcmV0LXZhbHVlLW9mLXRoZS1kZXNr';

export const alert: Alert = {
  id: 'a1',
  topic: 'isis-detainees',
  topicTitle: 'نقل معتقلي داعش',
  story: 's1',
  chapter: 1,
  article: {
    id: 'x1',
    url: 'https://example.org/news/1?a=1&b=2',
    title: 'نقل 2000 معتقل إلى بغداد',
    outlet: 'صحيفة النهر',
    lang: 'ar',
    publishedAtMs: nowMs - 60_000,
    lead: 'أعلنت السلطات نقل 2000 معتقل.',
    textFromFeed: 'the page answered HTTP 404',
  },
  score: 21.26,
  threshold: 11.7,
  evidence: [
    {
      rule: 'all:who',
      term: 'معتقل',
      surface: 'للمعتقلين',
      field: 'text',
      start: 10,
      end: 19,
      sentence: 'نقلت دفعة جديدة للمعتقلين.',
      points: 1.8,
    },
  ],
  newFacts: ['150 -> 2000'],
  foundAtMs: nowMs,
};
/** As long as they come: a long topic, and a signature with what Markdown would read. */
export const feedbackUrl = `https://abcdefghijklmnopqrstuvwxyz012345.lambda-url.eu-central-1.on.aws/feedback/${'a-topic-'.repeat(8)}/0123456789abcdef01234567/12/t9zzzz?s=_a-b_c_${'x_-'.repeat(12)}`;
export const sending: Sending = {
  message: { kind: 'alert', alert },
  id: 'd1',
  isRepeat: false,
  isSample: false,
  timeZone: 'UTC',
  feedbackUrl,
};
export const notice: Notice = {
  id: 'n1',
  kind: 'feed-died',
  title: 'صحيفة النهر is failing',
  text: 'HTTP 500. It is still polled, less and less often.',
  url: 'https://example.org/feed.xml',
  atMs: nowMs,
};

const itemOf = (nth: number): DigestItem => ({
  story: `s${nth}`,
  chapter: nth % 3,
  title: `نقل ${nth} معتقلا إلى بغداد by bus ${nth}`,
  url: `https://example.org/news/${nth}?a=1&b=2`,
  outlet: 'صحيفة النهر',
  lang: 'ar',
  publishedAtMs: nowMs,
  score: 20 - nth / 10,
  threshold: 10,
  newFacts: nth % 3 === 0 ? [] : ['150 -> 2000'],
});
/** More than any chat takes, and more than a digest itself shows. */
export const digest: Digest = {
  id: 'g1',
  topic: 'isis-detainees',
  topicTitle: 'نقل معتقلي داعش',
  why: 'schedule',
  slotMs: nowMs,
  items: Array.from({ length: 100 }, (_, nth) => itemOf(nth)),
  itemCount: 114,
};

const hostile =
  '</script><img src=x onerror=alert(1)> ]]> &amp; \u202Eevil\u2066 \u0000\u0007\r\nSubject: x \uD800 *_[`](http://x) @everyone 💥'.repeat(
    50,
  );
export const hostileMessages: readonly Message[] = [
  {
    kind: 'alert',
    alert: {
      ...alert,
      topicTitle: hostile,
      article: { ...alert.article, title: hostile, outlet: hostile, lead: hostile },
      evidence: [{ ...alert.evidence[0]!, term: hostile, surface: hostile, sentence: hostile }],
      newFacts: [hostile],
    },
  },
  { kind: 'notice', notice: { ...notice, title: hostile, text: hostile } },
  {
    kind: 'digest',
    digest: {
      ...digest,
      topicTitle: hostile,
      items: digest.items.map((item) => ({ ...item, title: hostile, outlet: hostile, newFacts: [hostile] })),
    },
  },
];

import type { Sending } from '../../shared/channels/channel.ts';
import type { Alert } from '../../shared/domain/alert.ts';
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
];

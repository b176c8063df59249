import { createHash } from 'node:crypto';
import { plain } from '../domain/plain.ts';
import { escapeAttribute } from '../domain/markup-text.ts';

/** What a reader can ask for by a form. */
export type Choice = 'relevant' | 'not-relevant' | 'mute' | 'pause-day' | 'pause-week' | 'pause' | 'resume';

/** What the page has to say beside what can be asked for. */
export type Said =
  | { readonly kind: 'asked' | 'expired' }
  /** `done before`: nothing was changed. */
  | { readonly kind: 'done' | 'done before'; readonly choice: Choice };

export interface FeedbackView {
  readonly lang: 'ar' | 'en';
  /** The topic's. */
  readonly title: string;
  /** The article's title. */
  readonly article: string;
  readonly isPaused: boolean;
  readonly isMuted: boolean;
  readonly said: Said;
}

const style = [
  'body{font:1.1rem/1.6 system-ui,sans-serif;max-width:34rem;margin:2rem auto;padding:0 1rem}',
  'button{display:block;width:100%;margin:.6rem 0;padding:.8rem;font:inherit;text-align:start}',
  '.said{padding:.8rem;border:2px solid}',
].join('');

/**
 * No script, no picture, no frame around it, and a form that goes nowhere else. No other site gets the address; with
 * `no-referrer` a browser would send the form as `Origin: null`, by which the door cannot know its own page.
 */
export const pageHeaders: Readonly<Record<string, string>> = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  'cache-control': 'no-store',
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex',
};

/** A page of buttons; each stranger's text keeps its own direction. */
export function feedbackPage(view: FeedbackView): string {
  const { lang, title, article, said } = view;
  const words = texts[lang];
  const name = (text: string) => `<bdi>${escapeAttribute(plain(text))}</bdi>`;
  return [
    '<!doctype html>',
    `<html lang="${lang}" dir="${lang === 'ar' ? 'rtl' : 'ltr'}"><head><meta charset="utf-8">`,
    `<meta name="viewport" content="width=device-width,initial-scale=1"><title>${words.head}</title><style>${style}</style></head><body>`,
    `<h1>${words.head}</h1>`,
    ...(title === '' ? [] : [`<p>${words.topic} ${name(title)}</p>`]),
    ...(article === '' ? [] : [`<p>${words.article} ${name(article)}</p>`]),
    ...saidLines(said, words),
    ...formOf(view, words),
    '</body></html>',
    '',
  ].join('\n');
}

function saidLines(said: Said, words: Texts): string[] {
  switch (said.kind) {
    case 'asked':
      return [];
    case 'expired':
      return [`<p class="said">${words.expired}</p>`];
    case 'done':
      return [`<p class="said">${words.done[said.choice]}</p>`, `<p>${words.undo}</p>`];
    case 'done before':
      return [`<p class="said">${words.doneBefore}</p>`];
  }
}

/** What can still be asked for. */
function formOf({ said, isPaused, isMuted }: FeedbackView, words: Texts): string[] {
  if (said.kind === 'expired') return [];
  const pauses: readonly Choice[] = isPaused ? ['resume'] : ['pause-day', 'pause-week', 'pause'];
  const choices: readonly Choice[] =
    said.kind === 'asked'
      ? ['relevant', 'not-relevant', ...(isMuted ? [] : (['mute'] as const)), ...pauses]
      : isPaused
        ? ['resume']
        : [];
  const buttons = choices.map((one) => `<button name="do" value="${one}">${words.ask[one]}</button>`);
  // Without an action it comes back to this very address.
  return buttons.length === 0 ? [] : ['<form method="post">', ...buttons, '</form>'];
}

interface Texts {
  readonly head: string;
  readonly topic: string;
  readonly article: string;
  readonly expired: string;
  readonly doneBefore: string;
  readonly undo: string;
  readonly ask: Readonly<Record<Choice, string>>;
  readonly done: Readonly<Record<Choice, string>>;
}

const texts: Readonly<Record<FeedbackView['lang'], Texts>> = {
  ar: {
    head: 'راصد: رأيك في التنبيه',
    topic: 'الموضوع:',
    article: 'الخبر:',
    expired: 'انتهت صلاحية هذا الرابط، ولم يتغير شيء.',
    doneBefore: 'سُجّل هذا من قبل بهذا الرابط، ولم يتغير شيء.',
    undo: 'يستطيع صاحب راصد التراجع عنه.',
    ask: {
      relevant: 'الخبر في صلب الموضوع',
      'not-relevant': 'الخبر ليس من الموضوع',
      mute: 'لا تنبيهات أخرى عن هذه القصة',
      'pause-day': 'إيقاف الموضوع ٢٤ ساعة',
      'pause-week': 'إيقاف الموضوع ٧ أيام',
      pause: 'إيقاف الموضوع حتى إشعار آخر',
      resume: 'استئناف تنبيهات الموضوع',
    },
    done: {
      relevant: 'شكرا. ستؤخذ أخبار مثله في الحسبان.',
      'not-relevant': 'شكرا. سيكون الموضوع أدق قليلا.',
      mute: 'لن تصل تنبيهات أخرى عن هذه القصة.',
      'pause-day': 'لا تنبيهات من هذا الموضوع ٢٤ ساعة.',
      'pause-week': 'لا تنبيهات من هذا الموضوع ٧ أيام.',
      pause: 'لا تنبيهات من هذا الموضوع حتى يُستأنف.',
      resume: 'استؤنفت تنبيهات الموضوع.',
    },
  },
  en: {
    head: 'Rasid: what do you think of this alert?',
    topic: 'Topic:',
    article: 'Article:',
    expired: 'This link is no longer good. Nothing was changed.',
    doneBefore: 'This was said before by this link. Nothing was changed.',
    undo: 'The owner of this Rasid can take it back.',
    ask: {
      relevant: 'This is what the topic is about',
      'not-relevant': 'This has nothing to do with the topic',
      mute: 'No more alerts of this story',
      'pause-day': 'Pause the topic for 24 hours',
      'pause-week': 'Pause the topic for 7 days',
      pause: 'Pause the topic until further notice',
      resume: 'Resume the topic',
    },
    done: {
      relevant: 'Thank you. Articles like it will count.',
      'not-relevant': 'Thank you. The topic will ask for a little more.',
      mute: 'There will be no more alerts of this story.',
      'pause-day': 'No alerts of this topic for 24 hours.',
      'pause-week': 'No alerts of this topic for 7 days.',
      pause: 'No alerts of this topic until it is resumed.',
      resume: 'The topic alerts again.',
    },
  },
};

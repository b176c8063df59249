import { parseDate } from '../domain/dates.ts';
import { all, flatText, type Element } from './dom.ts';
import type { Attributes, Part } from './markup.ts';
import { sameWords } from './title.ts';

/** Why a part of a page may stand around the article: by what it is, or by how it is called. */
export type Foreignness = 'element' | 'name';

const foreignElement = new Set(
  'aside form nav footer dialog figcaption amp-social-share amp-sidebar amp-consent'.split(' '),
);
const foreignRole = /^(?:navigation|complementary|search|dialog|banner|contentinfo)$/iu;

/** Words that themes put into classes and ids of what stands around the article or is strewn into it. */
const foreignWord =
  /(?:^|[-_\s])(?:share|sharing|shares|social|socials|sharedaddy|addthis|addtoany|sharethis|related|relatedposts|recommend(?:ed|ations?)?|outbrain|taboola|mgid|newsletter|subscribe|subscription|signup|sign-up|promo|promotion|advert(?:isement|ising)?|ads?|adsense|sponsor(?:ed)?|cookies?|consent|gdpr|paywall|comments?|disqus|breadcrumbs?|tag-?list|tags|author-?(?:bio|box|info|card)|about-author|byline|caption|wp-caption-text|credit|print|hidden|sr-only|visually-hidden|screen-reader-text|more-?(?:from|stories|news|on)|read-?(?:more|next|also)|also-?(?:read|like)|see-?also|trending|popular|most-?(?:read|viewed)|pagination|pager|post-navigation|skip-?link|toc|table-of-contents|follow-?us|donate|donation|app-?download|poll|survey|widget|tooltip|popover|popup|modal|lightbox)(?:[-_\s]|$)/iu;

/** What a line begins with that is an invitation and no news; Arabic letters as they are written in the wild. */
const invitation = new RegExp(
  `^(?:[•▪●«>»*\\-–—|\\s]*)(?:${[
    'share (?:this|on|via|:|$)|share$|tweet$|tweet this|read (?:more|next|also)\\b|related(?:$|:| (?:articles|stories|posts|news|topics|content|coverage)\\b)|more (?:from|on|stories)\\b|see also\\b|also read\\b|you (?:may|might) also|recommended(?:$|:| for)|advertisement$|sponsored\\b|sign up\\b|subscribe\\b|follow us\\b|comments?(?: \\(\\d+\\))?$|leave a (?:reply|comment)|tags?:|filed under|topics:|photo(?: by|:| credit)|image(?: by|:| credit)|copyright\\b|©|all rights reserved|click here to|join our|download (?:the|our) app|this article (?:was|originally)',
    '(?:اقر[أاآ]|إقر[أا]|قر[أا]ت|طالع|شاهد|تابع)(?:وا)? (?:[أاإ]يض|المزيد|التفاصيل|كذلك)|(?:اقر[أا]|إقر[أا]) (?:المزيد|على|عن)|شارك(?:ها|نا|وا|ه)?(?: |$|:)|مشاركة(?:$| (?:على|المقال|الخبر|عبر))|مواضيع (?:ذات صلة|مشابهة|متعلقة|مرتبطة)|[أا]خبار (?:ذات صلة|متعلقة|مشابهة|مرتبطة)|ذات صلة$|المزيد (?:من|عن|حول)|للمزيد|ال[أا]كثر (?:قراءة|مشاهدة|تداولا)|تابع(?:ونا|نا|وا)\\b|تابعنا|تابعونا|اشترك|[إا]شترك|للاشتراك|انضم|التعليقات|اترك تعليق|كلمات (?:مفتاحية|دلالية|دالة)|الكلمات (?:المفتاحية|الدلالية)|وسوم|الوسوم|جميع الحقوق|حقوق النشر|المصدر\\s*:|[إا]علان$|قد (?:يهمك|يعجبك)|حم\u0651?لوا? تطبيق|حمل تطبيق|نشرتنا|النشرة البريدية|طباعة$|نسخ الرابط|[أا]رسل (?:إلى|الى) صديق',
    '(?:بیشتر بخوانید|مطالب مرتبط|اخبار مرتبط|همچنین بخوانید|اشتراک گذاری|برچسب|کانال تلگرام|به اشتراک)',
    'lire aussi|à lire aussi|voir aussi|partager|partagez|abonnez-vous|inscrivez-vous|suivez-nous|sur le même (?:sujet|thème)|tous droits réservés|publicité$',
    'ayrıca oku|ilgili haber|bunlar da ilginizi|paylaş$|abone ol|bizi takip|haberin devamı|etiketler',
    'lea también|leer más|compartir|suscríbete|lesen sie auch|mehr zum thema|teilen$|abonnieren',
  ].join('|')})`,
  'iu',
);

const byline = /^(?:by|written by|par|von|por|بقلم|نویسنده|yazan)\s*:?\s/iu;
const lineCharsMax = 120;
const datelineCharsMax = 80;
const tailShareMax = 0.25;
const elementShareMax = 0.3;
const nameShareMax = 0.25;
/** A part with so many paragraphs is text. */
const paragraphsMax = 3;

export function foreignness(name: string, attributes: Attributes): Foreignness | undefined {
  const isUnseen = attributes['hidden'] !== undefined || attributes['aria-hidden'] === 'true';
  if (isUnseen || foreignElement.has(name) || foreignRole.test(attributes['role'] ?? '')) return 'element';
  if (name === 'article' || name === 'main') return undefined;
  const names = `${attributes['class'] ?? ''} ${attributes['id'] ?? ''}`;
  return names !== ' ' && foreignWord.test(names) ? 'name' : undefined;
}

/** Whether a part goes: what holds much of the page's text, or the article, stays whatever it is called. */
export function isForeign(part: Part, whole: Part, by: Foreignness): boolean {
  if (part.articleCount > 0) return false;
  return by === 'element'
    ? part.chars < elementShareMax * whole.chars
    : part.chars <= nameShareMax * whole.chars && part.paragraphCount < paragraphsMax;
}

/** Blocks that are nothing but links: menus, "read also", tags. */
export function removeLinkBlocks(body: Element): void {
  for (const element of all(body, 'ul, ol, div, section, table, p, h2, h3, h4, h5, strong')) {
    if (element.parentNode === null) continue;
    const length = flatText(element).length;
    if (length === 0 || length > 400) continue;
    const linked = all(element, 'a').reduce((sum, link) => sum + flatText(link).length, 0);
    const isBetween = element.previousElementSibling !== null && element.nextElementSibling !== null;
    const isSentence =
      element.nodeName === 'P' && isBetween && length > 60 && !invitation.test(flatText(element));
    if (linked / length > 0.8 && !isSentence && !isHeadOf(element)) element.remove();
  }
}

/** A heading in a list of things, linked to the thing and told about below it. */
function isHeadOf(element: Element): boolean {
  const next = element.nextElementSibling;
  return /^H[2-6]$/u.test(element.nodeName) && next?.nodeName === 'P' && flatText(next).length > 200;
}

/** Lines without the title and the date above them and without invitations; a tail of them goes as a whole. */
export function withoutInvitations(lines: readonly string[], title: string): string[] {
  let start = 0;
  while (start < lines.length - 1 && isAbove(lines[start] ?? '', title)) start += 1;
  const own = lines.slice(start);
  const total = own.join(' ').length;
  let end = own.length;
  for (let index = own.length - 1; index > own.length / 2; index -= 1) {
    const tail = own.slice(index, end);
    const isTail =
      invitation.test(own[index] ?? '') && own.slice(index).join(' ').length < tailShareMax * total;
    if (isTail && tail.every((line) => line.length < 400)) end = index;
  }
  return own.slice(0, end).filter((line) => line.length > lineCharsMax || !invitation.test(line));
}

/** The title again, or a line of the date or of whoever wrote it. */
function isAbove(line: string, title: string): boolean {
  if (title !== '' && sameWords(line, title)) return true;
  if (line.length > datelineCharsMax || /[.!?؟:…]$/u.test(line)) return false;
  return byline.test(line) || parseDate(line) !== undefined;
}

import { all, flatText, type Element } from './dom.ts';
import { isOffer } from './invitations.ts';
import type { Attributes, Part } from './markup.ts';

/** Why a part of a page may stand around the article: by what it is or holds, how it is called, or as another article. */
export type Foreignness = 'element' | 'name' | 'article' | 'sign-up';

const foreignElement = new Set(
  'aside form nav footer dialog figcaption amp-social-share amp-sidebar amp-consent'.split(' '),
);
const foreignRole = /^(?:navigation|complementary|search|dialog|banner|contentinfo)$/iu;

/** Words that themes put into classes and ids of what stands around the article or is strewn into it. */
const foreignWord =
  /(?:^|[-_\s])(?:share|sharing|shares|social|socials|sharedaddy|addthis|addtoany|sharethis|related|relatedposts|recommend(?:ed|ations?)?|outbrain|taboola|mgid|newsletter|subscribe|subscription|signup|sign-up|promo|promotion|advert(?:isement|ising)?|ads?|adsense|sponsor(?:ed)?|cookies?|consent|gdpr|paywall-?(?:message|overlay|banner|prompt|cta|box)|comments?|disqus|breadcrumbs?|tag-?list|tags|author-?(?:bio|box|info|card)|about-author|byline|(?:img|image|pic|photo|picture)?-?(?:caption|credits?)|(?:img|image|pic|photo|picture)-?(?:cap|desc)|wp-caption-text|bookmark-card|no-print|print-only|visible-print|hidden-print|print-?(?:button|link|icon)|(?<![^\s])hidden(?!\S)|sr-only|visually-hidden|screen-reader-text|more-?(?:from|stories|news|on)|read-?(?:next|also)|also-?(?:read|like)|see-?also|trending|popular|most-?(?:read|viewed)|pagination|pager|post-navigation|skip-?link|toc|table-of-contents|follow-?us|donate|donation|app-?download|poll|survey|(?<!elementor[-_])widget|tooltip|popover|popup|modal|lightbox)(?:[-_\s]|$)/iu;

/** A link or its line; a part that is called so holds the rest of an article. */
const readMore = /(?:^|[-_\s])read-?more(?:[-_\s]|$)/iu;
const isBox = /^(?:div|section)$/u;

const elementShareMax = 0.3;
const nameShareMax = 0.25;
/** A longer part with a field for an address says more than what it is for. */
const signUpCharsMax = 400;
/** A part with so many paragraphs is text. */
const paragraphsMax = 3;

export function foreignness(name: string, attributes: Attributes, names: string): Foreignness | undefined {
  const isUnseen = attributes['hidden'] !== undefined;
  if (isUnseen || foreignElement.has(name) || foreignRole.test(attributes['role'] ?? '')) return 'element';
  if (name === 'article') return 'article';
  if (name === 'main') return undefined;
  if (names === '') return undefined;
  return foreignWord.test(names) || (readMore.test(names) && !isBox.test(name)) ? 'name' : undefined;
}

/** Whether a part goes: what holds much of the page's text, or the article, stays whatever it is called. */
export function isForeign(part: Part, whole: Part, by: Foreignness, main: Part | undefined): boolean {
  if (by === 'article')
    return main !== undefined && isBeside(part, main) && part.paragraphCount < paragraphsMax;
  if (part.articleCount > 0) return false;
  if (by === 'sign-up' && part.chars > signUpCharsMax) return false;
  return by === 'element'
    ? part.chars < elementShareMax * whole.chars
    : part.chars <= nameShareMax * whole.chars && part.paragraphCount < paragraphsMax;
}

/** An article beside the one that has the page's heading is the beginning of another; one within it is a part of it. */
const isBeside = (part: Part, main: Part) => part.to <= main.from || part.from >= main.to;

/** The article that has the page's heading, where there is exactly one. */
export function mainOf<Marked extends Part & { mark: { foreignness: Foreignness | undefined } }>(
  marked: readonly Marked[],
): Marked | undefined {
  const headed = marked.filter(
    ({ mark, articleCount }) => mark.foreignness === 'article' && articleCount > 1,
  );
  return headed.length === 1 ? headed[0] : undefined;
}

/** Blocks that are nothing but links: menus, "read also", tags. */
export function removeLinkBlocks(body: Element): void {
  for (const element of all(body, 'ul, ol, div, section, table, p, h2, h3, h4, h5, strong')) {
    if (element.parentNode === null) continue;
    const length = flatText(element).length;
    if (length === 0 || length > 400) continue;
    const linked = all(element, 'a').reduce((sum, link) => sum + flatText(link).length, 0);
    const isBetween = element.previousElementSibling !== null && element.nextElementSibling !== null;
    const isSentence = element.nodeName === 'P' && isBetween && length > 60 && !isOffer(flatText(element));
    if (linked / length > 0.8 && !isSentence && !isHeadOf(element)) element.remove();
  }
}

/** A heading in a list of things, linked to the thing and told about below it. */
function isHeadOf(element: Element): boolean {
  const next = element.nextElementSibling;
  return /^H[2-6]$/u.test(element.nodeName) && next?.nodeName === 'P' && flatText(next).length > 200;
}

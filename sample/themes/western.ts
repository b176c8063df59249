import {
  bodyWith,
  dateText,
  direction,
  escape,
  headTags,
  linkList,
  newsArticle,
  words,
  type PageFacts,
} from './page.ts';

/** A Western newspaper: consent wall over the page, a standfirst, "read more" boxes, newsletter, comments. */
export function western(page: PageFacts): string {
  const { outlet, article, origin, others } = page;
  const say = words[outlet.lang];
  const more = others[0] === undefined ? '' : `<aside class="element-rich-link"><span>${say.readAlso}</span> <a href="${escape(others[0].url)}">${escape(others[0].title)}</a></aside>`; // prettier-ignore
  return `<!DOCTYPE html>
<html lang="${outlet.lang}" dir="${direction(outlet.lang)}"><head><meta charset="utf-8">${headTags(page)}${newsArticle(page)}</head>
<body><div class="fc-consent-root" role="dialog" aria-label="consent"><h2>${escape(outlet.name)}</h2><p>${say.consent}</p><button>${say.accept}</button></div>
<a class="skip-link" href="#maincontent">Skip</a>
<header class="header"><a class="logo" href="${origin}/">${escape(outlet.name)}</a><nav><ul>${say.sections.map((name) => `<li><a href="${origin}/${encodeURIComponent(name.toLowerCase())}">${name}</a></li>`).join('')}</ul></nav></header>
<main id="maincontent"><article data-component="article">
<h1 data-testid="headline">${escape(article.title)}</h1>
<div class="meta"><address class="byline">${say.by} <a rel="author" href="${origin}/profile">${escape(article.author ?? outlet.name)}</a></address>
<time datetime="${page.publishedAt.toISOString()}">${dateText(page)}</time></div>
<ul class="social-links" aria-label="${say.share}"><li><a href="https://www.facebook.com/sharer.php">Facebook</a></li><li><a href="mailto:?subject=x">E-mail</a></li></ul>
<figure><img src="${origin}/image.svg" alt=""><figcaption>${say.caption}. <span class="credit">© ${escape(outlet.name)}</span></figcaption></figure>
<div class="article-body-commercial-selector article-body-viewer-selector">
${bodyWith(article, { 1: more, 2: `<figure class="newsletter-embed"><p>${say.newsletter}</p></figure>` })}
</div>
<div class="submeta"><span>${say.tags}</span><ul class="topic-list"><li><a href="${origin}/topics/1">${say.sections[0]}</a></li></ul></div></article>
<section class="related"><h2>${say.related}</h2><ul>${linkList(others, 4)}</ul></section>
<section id="comments"><h2>${say.comments}</h2></section></main>
<footer><p>${say.follow}</p><p>© ${escape(outlet.name)}. ${say.rights}.</p></footer></body></html>`;
}

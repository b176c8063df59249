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

/** A WordPress news theme: sharing plugins, a "read also" box inside the text, an author box, a sidebar. */
export function wordpress(page: PageFacts): string {
  const { outlet, article, origin, others, url } = page;
  const say = words[outlet.lang];
  const [also] = others;
  const readAlso = also === undefined ? '' : `<div class="inline-related-post"><strong>${say.readAlso}:</strong> <a href="${escape(also.url)}">${escape(also.title)}</a></div>`; // prettier-ignore
  return `<!DOCTYPE html>
<html lang="${outlet.lang}" dir="${direction(outlet.lang)}"><head><meta charset="UTF-8">${headTags(page)}${newsArticle(page)}</head>
<body class="single single-post">
<div id="cookie-law-info-bar" role="dialog"><span>${say.consent}</span> <button>${say.accept}</button></div>
<header id="masthead"><a href="${origin}/">${escape(outlet.name)}</a><p class="site-description">${escape(outlet.tagline)}</p>
<nav id="site-navigation"><ul>${say.sections.map((name) => `<li><a href="${origin}/c/${encodeURIComponent(name)}">${name}</a></li>`).join('')}</ul></nav></header>
<div id="breadcrumbs"><a href="${origin}/">${say.home}</a> » <a href="${origin}/c">${say.sections[0]}</a> » <span>${escape(article.title)}</span></div>
<main id="main"><article class="post type-post status-publish hentry">
<header class="entry-header"><h1 class="entry-title">${escape(article.title)}</h1>
<div class="entry-meta"><span class="byline">${say.by} <a class="author-name" rel="author" href="${origin}/author">${escape(article.author ?? outlet.name)}</a></span>
<time class="entry-date published" datetime="${page.publishedAt.toISOString()}">${dateText(page)}</time></div></header>
<div class="sharedaddy sd-sharing-enabled"><h3 class="sd-title">${say.share}</h3><ul><li><a href="https://www.facebook.com/sharer.php?u=${encodeURIComponent(url)}">Facebook</a></li><li><a href="https://t.me/share">Telegram</a></li><li><a href="https://x.com/share">X</a></li></ul></div>
<figure class="wp-block-image wp-caption"><img src="${origin}/image.svg" alt=""><figcaption class="wp-caption-text">${say.caption}</figcaption></figure>
<div class="entry-content">
${bodyWith(article, { 1: readAlso, 2: `<p class="has-text-align-center"><a href="https://t.me/x">${say.follow}</a></p>` })}
</div>
<div class="tags-links">${say.tags}: <a href="${origin}/t/1">${say.sections[0]}</a> <a href="${origin}/t/2">${say.sections[1]}</a></div>
<div class="author-box"><strong>${escape(article.author ?? outlet.name)}</strong><p>${say.about}</p></div>
</article>
<section class="related-posts"><h3>${say.related}</h3><ul>${linkList(others, 4)}</ul></section>
<div id="comments"><h3>${say.comments}</h3><form><textarea></textarea><button>OK</button></form></div></main>
<aside id="secondary"><div class="widget"><h3>${say.most}</h3><ol>${linkList(others, 5)}</ol></div>
<div class="widget newsletter"><p>${say.newsletter}</p><form><input type="email"></form></div></aside>
<footer id="colophon">© ${escape(outlet.name)} ${say.rights}</footer></body></html>`;
}

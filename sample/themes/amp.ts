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

/** An AMP page: amp elements, a consent notice, sharing as custom elements, related links between the paragraphs. */
export function amp(page: PageFacts): string {
  const { outlet, article, origin, others } = page;
  const say = words[outlet.lang];
  const [first, second] = others;
  const link = (other: typeof first) => (other === undefined ? '' : `<p class="read-also"><strong>${say.readAlso}:</strong> <a href="${escape(other.url)}">${escape(other.title)}</a></p>`); // prettier-ignore
  return `<!doctype html>
<html amp lang="${outlet.lang}" dir="${direction(outlet.lang)}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">${headTags(page)}${newsArticle(page)}</head>
<body><amp-consent id="consent" layout="nodisplay"><div>${say.consent} <button on="tap:consent.accept">${say.accept}</button></div></amp-consent>
<amp-sidebar id="menu" layout="nodisplay"><ul>${say.sections.map((name) => `<li><a href="${origin}/${encodeURIComponent(name)}">${name}</a></li>`).join('')}</ul></amp-sidebar>
<header class="amp-header"><a href="${origin}/">${escape(outlet.name)}</a></header>
<article class="amp-wp-article"><header class="amp-wp-article-header"><h1 class="amp-wp-title">${escape(article.title)}</h1>
<div class="amp-wp-meta amp-wp-byline"><span class="amp-wp-author author vcard">${escape(article.author ?? outlet.name)}</span></div>
<div class="amp-wp-meta amp-wp-posted-on"><time datetime="${page.publishedAt.toISOString()}">${dateText(page)}</time></div></header>
<figure class="amp-wp-article-featured-image"><amp-img src="${origin}/image.svg" width="600" height="400"></amp-img><figcaption>${say.caption}</figcaption></figure>
<div class="amp-wp-article-content">
${bodyWith(article, { 0: `<amp-ad width="300" height="250" type="x"></amp-ad>`, 1: link(first), 3: link(second) })}
</div>
<amp-social-share type="whatsapp"></amp-social-share><amp-social-share type="twitter"></amp-social-share>
<div class="amp-wp-article-footer"><div class="amp-wp-meta amp-wp-tax-tag">${say.tags}: <a href="${origin}/t/1">${say.sections[0]}</a></div></div></article>
<div class="amp-related-posts"><h3>${say.related}</h3><ul>${linkList(others, 4)}</ul></div>
<footer class="amp-wp-footer"><p>${say.rights}</p><a href="#top">▲</a></footer></body></html>`;
}

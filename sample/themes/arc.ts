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

/** A page of a rendered React platform, as large newsrooms have it: hashed classes, chains of divs, promo blocks. */
export function arc(page: PageFacts): string {
  const { outlet, article, origin, others } = page;
  const say = words[outlet.lang];
  const promo = `<div class="c-interstitial-link b-article-body__interstitial-link">${others[0] === undefined ? '' : `<a class="c-link" href="${escape(others[0].url)}">${say.readAlso}: ${escape(others[0].title)}</a>`}</div>`;
  return `<!DOCTYPE html><html lang="${outlet.lang}" dir="${direction(outlet.lang)}"><head><meta charset="utf-8"/>${headTags(page)}${newsArticle(page)}</head>
<body><div id="fusion-app" class="fusion-app"><div class="c-stack b-right-rail">
<header class="c-stack page-header"><nav class="b-header-nav-chain" aria-label="menu"><a href="${origin}/">${escape(outlet.name)}</a>${say.sections.map((name) => `<a class="c-link" href="${origin}/${encodeURIComponent(name)}">${name}</a>`).join('')}</nav></header>
<section role="main" tabindex="-1" class="b-right-rail__main"><div class="c-stack">
<div class="b-overline"><a class="c-overline" href="${origin}/s">${say.sections[0]}</a></div>
<h1 class="b-headline">${escape(article.title)}</h1>
<div class="b-byline"><span class="b-byline__by">${say.by}</span> <span class="b-byline__names">${escape(article.author ?? outlet.name)}</span></div>
<time as="time" class="c-date b-date" datetime="${page.publishedAt.toISOString()}">${dateText(page)}</time>
<div class="share-bar__container" data-style="horizontal"><button aria-label="facebook">f</button><button aria-label="x">x</button><span>${say.share}</span></div>
<figure class="c-media-item b-lead-art"><img class="c-image" src="${origin}/image.svg"/><figcaption class="c-media-item__fig-caption"><span class="c-media-item__caption">${say.caption}</span></figcaption></figure>
<article class="b-article-body">
${bodyWith(article, { 1: promo, 2: `<div class="ads-block__container"><div class="arcad-feature"></div></div>` })}
</article>
<div class="newsletter-signup"><h4>${say.newsletter}</h4><form><input/></form></div>
<div class="b-tag-list">${say.tags}: <a class="c-pill" href="${origin}/t/1">${say.sections[1]}</a></div>
</div></section>
<aside class="b-right-rail__rail"><div class="b-results-list"><h2>${say.most}</h2><ul>${linkList(others, 6)}</ul></div></aside>
<footer class="b-footer">${say.follow} · ${say.rights}</footer></div></div>
<script>window.Fusion=window.Fusion||{};Fusion.globalContent={"type":"story"};</script></body></html>`;
}

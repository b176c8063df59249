import { bodyWith, dateText, direction, escape, headTags, linkList, words, type PageFacts } from './page.ts';

/** A Drupal news site: fields in fields, a share bar before and after, related links as a block inside the body. */
export function drupal(page: PageFacts): string {
  const { outlet, article, origin, others } = page;
  const say = words[outlet.lang];
  const share = `<div class="social-share-bar"><span>${say.share}</span> <a href="https://www.facebook.com/sharer.php">فيسبوك</a> <a href="https://x.com/share">إكس</a> <a href="https://wa.me/">واتساب</a></div>`;
  const related = `<div class="field field--name-field-related"><h4>${say.readAlso}</h4><ul>${linkList(others, 3)}</ul></div>`;
  return `<!DOCTYPE html>
<html lang="${outlet.lang}" dir="${direction(outlet.lang)}" prefix="og: https://ogp.me/ns#"><head><meta charset="utf-8" />${headTags(page)}</head>
<body class="path-node page-node-type-article">
<div class="eu-cookie-compliance-banner"><p>${say.consent}</p><button>${say.accept}</button></div>
<div class="dialog-off-canvas-main-canvas"><header role="banner"><a href="${origin}/">${escape(outlet.name)}</a>
<ul class="menu menu--main">${say.sections.map((name) => `<li><a href="${origin}/${encodeURIComponent(name)}">${name}</a></li>`).join('')}</ul></header>
<div class="region region-content"><article role="article" class="node node--type-article node--view-mode-full" about="${escape(page.url)}">
<h1 class="page-title"><span class="field field--name-title">${escape(article.title)}</span></h1>
<div class="node__meta"><span class="field--name-created">${dateText(page)}</span> | <span class="field--name-uid">${escape(article.author ?? outlet.name)}</span></div>
${share}
<div class="field field--name-field-image"><img src="${origin}/image.svg" alt="${say.caption}"><div class="image-caption">${say.caption}</div></div>
<div class="clearfix text-formatted field field--name-body field__item">
${bodyWith(article, { 2: related })}
</div>
${share}
<div class="field field--name-field-tags"><div class="field__label">${say.tags}</div><a href="${origin}/tags/1">${say.sections[0]}</a></div>
</article></div>
<aside class="region-sidebar-second"><h2>${say.most}</h2><ul>${linkList(others, 6)}</ul></aside>
<footer role="contentinfo"><p>${say.newsletter}</p><p>${say.rights} ${escape(outlet.name)}</p></footer></div></body></html>`;
}

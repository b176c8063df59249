import { bodyWith, dateText, escape, linkList, words, type PageFacts } from './page.ts';

/** A site of the table age: no landmarks, text in a cell, everything in windows-1256. */
export function table(page: PageFacts): string {
  const { outlet, article, origin, others } = page;
  const say = words[outlet.lang];
  const box = `<table class="morenews" width="40%" align="left"><tr><td bgcolor="#eeeeee"><b>${say.readAlso}</b></td></tr>${others
    .slice(0, 2)
    .map(({ title, url }) => `<tr><td><a href="${escape(url)}">${escape(title)}</a></td></tr>`)
    .join('')}</table>`;
  return `<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN">
<html dir="rtl"><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1256">
<title>${escape(outlet.name)} :: ${escape(article.title)}</title></head>
<body bgcolor="#ffffff"><table width="960" align="center"><tr><td colspan="2" class="header"><a href="${origin}/">${escape(outlet.name)}</a> - ${escape(outlet.tagline)}</td></tr>
<tr><td colspan="2" class="menu">${say.sections.map((name) => `<a href="${origin}/${encodeURIComponent(name)}">${name}</a>`).join(' | ')}</td></tr>
<tr><td width="700" valign="top"><div class="newsdate">${dateText(page)}</div><h1 class="newstitle">${escape(article.title)}</h1>
<div class="newswriter">${say.by}: ${escape(article.author ?? outlet.name)}</div>
<div class="newsimg"><img src="${origin}/image.svg" width="300"><br><small class="caption">${say.caption}</small></div>
<div class="newstext">
${bodyWith(article, { 1: box }, 'div')}
</div>
<div class="sharetools"><a href="#">${say.share}</a> <a href="#">طباعة</a> <a href="#">أرسل إلى صديق</a></div>
<div class="commentsbox">${say.comments} (0)</div></td>
<td width="260" valign="top"><b>${say.most}</b><ul>${linkList(others, 6)}</ul></td></tr>
<tr><td colspan="2" class="footer">${say.rights} &copy; ${escape(outlet.name)}</td></tr></table></body></html>`;
}

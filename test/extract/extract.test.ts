import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { extract } from '../../shared/extract/extract.ts';
import { htmlToText } from '../../shared/extract/html-text.ts';
import { cpuMsOf } from '../cpu-ms.ts';

const url = 'https://example.org/news/2026/02/13/story';
const paragraphs = [
  'أعلنت القيادة المركزية الأميركية أن مروحياتها نقلت 150 معتقلا من تنظيم داعش من سجن في محافظة الحسكة إلى بغداد.',
  'وقال مسؤول عراقي إن المعتقلين سيوزعون على سجون تخضع لحراسة مشددة، وإن التحقيق معهم يبدأ خلال أيام.',
  'وتقول السلطات إن قرابة ستة آلاف معتقل سينقلون على دفعات حتى نهاية الشهر المقبل.',
];
const body = paragraphs.map((text) => `<p>${text}</p>`).join('');
const page = (inside: string, head = '') =>
  `<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>نقل معتقلين | النهر</title>${head}</head><body>${inside}</body></html>`;
const read = (html: string | Uint8Array, contentType?: string) =>
  extract(typeof html === 'string' ? Buffer.from(html) : html, { url, ...(contentType !== undefined && { contentType }) }); // prettier-ignore
const linesOf = (html: string) => {
  const outcome = read(html);
  return outcome.kind === 'article' ? outcome.page.text.split('\n\n') : outcome.reason;
};

describe('extract: the text', () => {
  it.each([
    ['a share bar', '<div class="share-buttons"><a href="#">فيسبوك</a> <a href="#">واتساب</a></div>'],
    ['a read-also box', '<div class="box"><strong>اقرأ أيضا</strong><ul><li><a href="/a">خبر آخر عن الاقتصاد والأسواق</a></li></ul></div>'],
    ['a read-also line', '<p>اقرأ أيضا: <a href="/a">خبر آخر عن الاقتصاد والأسواق</a></p>'],
    ['an invitation', '<p>تابعنا على تلغرام ليصلك كل جديد</p>'],
    ['a newsletter box', '<div class="newsletter"><p>اشترك في نشرتنا البريدية</p><form><input><button>اشترك</button></form></div>'],
    ['a caption', '<figure><img src="a.jpg"><figcaption>صورة أرشيفية من السجن</figcaption></figure>'],
    ['a hidden part', '<div hidden>نص لا يراه أحد من القراء أبدا في هذه الصفحة.</div>'],
    ['a script', '<script>var a = "نص برمجي لا يقرأ";</script>'],
  ])('leaves out %s between the paragraphs', (_, box) => {
    const html = page(`<article><h1>نقل معتقلين</h1><p>${paragraphs[0]}</p>${box}<p>${paragraphs[1]}</p><p>${paragraphs[2]}</p></article>`);
    expect(linesOf(html)).toEqual(paragraphs);
  }); // prettier-ignore

  it('leaves out what stands above: the title again, the date, who wrote it', () => {
    const above = '<h1>نقل معتقلين</h1><p>بقلم سلام الجبوري</p><p>13 شباط 2026 - 14:05</p>';
    expect(linesOf(page(`<article>${above}${body}</article>`))).toEqual(paragraphs);
  });

  it('keeps a short article and not the longer list of headlines around it', () => {
    const headlines = Array.from({ length: 8 }, (_, index) => `<li><a href="/${index}">عنوان خبر آخر طويل رقم ${index} من الصفحة الأولى للموقع</a></li>`).join(''); // prettier-ignore
    const html = page(`<table><tr><td><h1>نقل معتقلين</h1><div>${paragraphs[0]}</div></td><td><b>الأكثر قراءة</b><ul>${headlines}</ul></td></tr></table>`); // prettier-ignore
    expect(linesOf(html)).toEqual([paragraphs[0]]);
  });

  it('keeps a short article and not the beginnings of others beside it', () => {
    const other = `<article><h3><a href="/x">خبر آخر</a></h3><p>${'مقدمة خبر آخر تبدو كأنها فقرة من مقال حقيقي وتطول. '.repeat(4)}</p></article>`;
    const html = page(`<article><h1>نقل معتقلين</h1><p>${paragraphs[0]}</p></article><section><h2>آخر الأخبار</h2>${other.repeat(3)}</section>`); // prettier-ignore
    expect(linesOf(html)).toEqual([paragraphs[0]]);
  });

  it('keeps an article that a page builder calls a widget', () => {
    const html = page(`<div class="elementor-widget elementor-widget-theme-post-content">${body}</div>`);
    expect(linesOf(html)).toEqual(paragraphs);
  });

  it('keeps headings whose ids are made of their words, and linked ones that are told about', () => {
    const inside = `<h2 id="share-and-related-tags-of-the-social-media">مواقع التواصل</h2><p>${paragraphs[0]}</p><p>${paragraphs[1]}</p>`;
    expect(linesOf(page(`<article>${inside}<p>${paragraphs[2]}</p></article>`))).toContain('مواقع التواصل');
  });

  it('keeps brackets and ampersands that are text', () => {
    const line =
      'قال إن 3 < 5 وإن <b>الشركة</b> A&amp;B &lt;وقعت&gt; العقد & لن تتراجع عنه في الأيام المقبلة.';
    expect(linesOf(page(`<article>${body}<p>${line}</p></article>`))).toContain(
      'قال إن 3 < 5 وإن الشركة A&B <وقعت> العقد & لن تتراجع عنه في الأيام المقبلة.',
    );
  });

  it('takes the body that linked data gives where the page itself shows none', () => {
    const linked = `<script type="application/ld+json">${JSON.stringify({ '@type': 'NewsArticle', articleBody: paragraphs.join('\n\n') })}</script>`; // prettier-ignore
    expect(linesOf(page('<div id="app">يجري التحميل</div>', linked))).toEqual(paragraphs);
  });

  it('keeps a first sentence that has a date in it', () => {
    const first = 'وقع الاتفاق في 13 شباط 2026 في دمشق.';
    expect(linesOf(page(`<article><p>${first}</p>${body}</article>`))).toEqual([first, ...paragraphs]);
  });

  it('keeps the links that are part of sentences', () => {
    const linked = 'وذكر <a href="/a">تقرير سابق</a> أن <a href="/b">السجون مكتظة</a> منذ أعوام في المنطقة.';
    expect(linesOf(page(`<article>${body}<p>${linked}</p></article>`))).toContain(linked.replace(/<[^>]+>/gu, '')); // prettier-ignore
  });
});

describe('extract: incomplete documents', () => {
  it.each([
    ['no html, head or body', `<!DOCTYPE html><title>t</title><article>${body}</article>`],
    ['no body', `<html lang="ar"><title>t</title><article>${body}</article>`],
    ['no end', page(`<article>${body}`).replace('</body></html>', '')],
    ['upper case', page(`<ARTICLE>${body.toUpperCase()}</ARTICLE>`)],
    ['text before the document', `\n\nwarning: x ${page(`<article>${body}</article>`)}`],
  ])('reads a page with %s', (_, html) => {
    expect(linesOf(html)).toEqual(expect.arrayContaining(paragraphs));
  });
});

describe('extract: what the page says of itself', () => {
  const linked = (data: object) => `<script type="application/ld+json">${JSON.stringify(data)}</script>`;
  const facts = (head: string, inside = `<article><h1>نقل معتقلين</h1>${body}</article>`) => {
    const outcome = read(page(inside, head));
    if (outcome.kind !== 'article') throw new Error(outcome.reason);
    return outcome.page;
  };
  const atMs = Date.UTC(2026, 1, 13, 11, 5);

  it('reads JSON-LD, also in a graph and in a list of types', () => {
    const article = { '@type': ['NewsArticle'], headline: 'نقل معتقلين', datePublished: '2026-02-13T14:05:00+03:00', author: [{ '@type': 'Person', name: 'سلام الجبوري' }] }; // prettier-ignore
    for (const data of [article, [article], { '@graph': [{ '@type': 'WebSite' }, article] }])
      expect(facts(linked(data))).toMatchObject({ title: 'نقل معتقلين', author: 'سلام الجبوري', publishedAtMs: atMs }); // prettier-ignore
  });

  it('survives JSON-LD that is broken', () => {
    expect(facts('<script type="application/ld+json">{"@type":"NewsArticle",</script>').title).toBe('نقل معتقلين'); // prettier-ignore
  });

  it('reads meta tags, time, and the address', () => {
    expect(facts('<meta property="article:published_time" content="2026-02-13T14:05:00+03:00"><meta name="author" content="بقلم: سلام الجبوري">')).toMatchObject({ publishedAtMs: atMs, author: 'سلام الجبوري' }); // prettier-ignore
    expect(facts('', `<article><h1>نقل معتقلين</h1><time datetime="2026-02-13T11:05Z">اليوم</time>${body}</article>`).publishedAtMs).toBe(atMs); // prettier-ignore
    expect(facts('').publishedAtMs).toBe(Date.UTC(2026, 1, 13));
  });

  it('takes links from the page’s own address', () => {
    expect(
      facts('<link rel="canonical" href="/story"><meta property="og:image" content="a.jpg">'),
    ).toMatchObject({
      canonicalUrl: 'https://example.org/story',
      image: 'https://example.org/news/2026/02/13/a.jpg',
    });
  });

  it('takes the site’s name off the title', () => {
    expect(facts('<meta property="og:site_name" content="النهر">', `<article>${body}</article>`).title).toBe('نقل معتقلين'); // prettier-ignore
  });
});

describe('extract: who, when and what it is called', () => {
  const facts = (html: string) => {
    const outcome = read(html);
    if (outcome.kind !== 'article') throw new Error(outcome.reason);
    return outcome.page;
  };
  const article = (above: string) => page(`${above}<article>${body}</article>`);

  it('takes the heading that shares words with the tab, not the name of the site', () => {
    const html = page(`<h1>النهر</h1><h2 class="post-title">نقل معتقلين</h2><article>${body}</article>`);
    expect(facts(html).title).toBe('نقل معتقلين');
    expect(facts(page(`<h1>Login</h1><h1>نقل معتقلين من سوريا</h1>${body}`)).title).toBe(
      'نقل معتقلين من سوريا',
    );
  });

  it.each([
    ['النهر :: نقل معتقلين', 'نقل معتقلين'],
    ['نقل معتقلين - النهر', 'نقل معتقلين'],
    ['نقل معتقلين | سياسة', 'نقل معتقلين'],
    ['نقل معتقلين - للمرة الثانية', 'نقل معتقلين - للمرة الثانية'],
  ])('reads the tab "%s"', (tab, title) => {
    const meta = '<meta property="og:site_name" content="النهر">';
    expect(facts(`<title>${tab}</title>${meta}${body}`).title).toBe(title);
  });

  it.each([
    ['a class', '<div class="article-writer">بقلم: سلام الجبوري</div>'],
    ['a class in camel case', '<div class="articleByline">بقلم: سلام الجبوري</div>'],
    ['a link', '<a rel="author">سلام الجبوري</a>'],
    ['a line below the heading', '<h1>نقل معتقلين</h1><div>بقلم سلام الجبوري</div>'],
    ['the person before the outlet', '<meta name="author" content="النهر"><meta property="og:site_name" content="النهر"><a rel="author">سلام الجبوري</a>'],
  ])('finds who wrote it by %s', (_, above) => {
    expect(facts(article(above)).author).toBe('سلام الجبوري');
  }); // prettier-ignore

  it('takes the date near the heading, not that of today or of another article', () => {
    const html = article('<div class="date">14 شباط 2026</div><p>x</p><p>y</p><h1>نقل معتقلين</h1><span class="post-date">13 شباط 2026</span>'); // prettier-ignore
    expect(facts(html).publishedAtMs).toBe(Date.UTC(2026, 1, 13));
  });

  it('tells when it was changed, and that it is paid for', () => {
    const linked = '<script type="application/ld+json">{"@type":"NewsArticle","dateModified":"2026-02-14T10:00:00Z","isAccessibleForFree":"False"}</script>'; // prettier-ignore
    expect(facts(article(linked))).toMatchObject({ modifiedAtMs: Date.UTC(2026, 1, 14, 10), isPaid: true });
  });
});

describe('extract: what is no article', () => {
  const long = `<p>${'This page has some more words so that it is long enough to be read at all. '.repeat(3)}</p>`;
  it.each([
    ['not-found', page(`<h1>الصفحة غير موجودة</h1><p>عذرا، الصفحة التي تبحث عنها غير موجودة. ربما نقلت أو حذفت من الموقع، ويمكنك البحث عنها.</p>`, '<title>404</title>')],
    ['wall', `<html><head><title>Just a moment...</title></head><body><p>Checking your browser before accessing the site.</p>${long}</body></html>`],
    ['wall', `<html><head><title>The Example</title></head><body><p>We value your privacy. We and our partners store information on a device.</p>${long}</body></html>`],
    ['not-found', page('<h1>خطأ</h1><p>عذرا، الخبر غير موجود أو تم حذفه من الموقع. يمكنك العودة إلى الصفحة الرئيسية أو استعمال البحث.</p>')],
    ['wall', page('<p>نستخدم ملفات تعريف الارتباط لتحسين تجربتك على موقعنا ولعرض الإعلانات التي تهمك. اختر ما توافق عليه من الأغراض.</p>')],
    ['wall', page('<p>هذا المقال متاح للمشتركين فقط. اشترك الآن لمواصلة القراءة، أو سجل الدخول إن كنت مشتركا من قبل في الصحيفة.</p>')],
    ['too-short', page('<article><p>قصير</p></article>')],
    ['not-html', 'just words'],
    ['not-html', ''],
    ['too-complex', page('<i class="a">x</i>'.repeat(120_000))],
    ['too-short', page('<div>'.repeat(5_000))],
  ])('%s', (reason, html) => {
    expect(read(html)).toEqual({ kind: 'no-article', reason });
  }); // prettier-ignore

  it('is told by the type too', () => {
    for (const type of ['application/pdf', 'image/png', 'video/mp4'])
      expect(read(page(body), type)).toEqual({ kind: 'no-article', reason: 'not-html' });
  });

  it('does not take an article about captchas for one', () => {
    const about = page(`<article><h1>Why captchas fail</h1>${`<p>${'A captcha asks you to verify you are human, and researchers have long shown how to defeat it. '.repeat(6)}</p>`.repeat(5)}</article>`, '<title>Why captchas fail</title>'); // prettier-ignore
    expect(read(about).kind).toBe('article');
  });
});

describe('extract: names of what every object has', () => {
  it.each(['constructor', 'tostring', 'valueof', 'hasownproperty'])('reads through <%s>', (name) => {
    const odd = `<${name} ${name}="x"><p ${name}>${body}</p></${name}>`;
    expect(linesOf(page(`<article><p><${name}></p>${odd}</article>`, `<meta name="${name}" content="x">`))).toEqual(paragraphs);
    const linked = `<script type="application/ld+json">{"@type":"${name}","${name}":{"author":1}}</script>`;
    expect(linesOf(page(`<article>${body}</article>`, linked))).toEqual(paragraphs);
  }); // prettier-ignore
});

describe('extract: bytes', () => {
  it.each([
    ['the header', 'text/html; charset=windows-1256', ''],
    ['a meta tag', 'text/html', '<meta http-equiv="Content-Type" content="text/html; charset=windows-1256">'],
    ['nobody', 'text/html', ''],
  ])('reads windows-1256 named by %s', (_, type, meta) => {
    const html = page(`<article>${body}</article>`, meta).replace('<meta charset="utf-8">', '');
    const outcome = read(iconv.encode(html, 'windows-1256'), type);
    expect(outcome.kind === 'article' && outcome.page.text).toBe(paragraphs.join('\n\n'));
  });

  it('believes the bytes where the label is wrong', () => {
    const outcome = read(Buffer.from(page(`<article>${body}</article>`)), 'text/html; charset=windows-1256');
    expect(outcome.kind === 'article' && outcome.page.text).toBe(paragraphs.join('\n\n'));
  });
});

describe('htmlToText', () => {
  it.each([
    ['<p>a</p><p>b</p>', 'a\n\nb'],
    ['a<br>b', 'a\n\nb'],
    ['a &amp; b &lt;c&gt; &nbsp; d', 'a & b <c> d'],
    ['<script>x<p>y</p></script>z<style>q</style>', 'z'],
    ['a <!-- <p>b</p> --> c', 'a c'],
    ['<a href="x>y">link</a>', 'link'],
    ['1 < 2 and 3 > 2', '1 < 2 and 3 > 2'],
    ['a <!-- b', 'a'],
    ['a<!-->b-->c', 'ac'],
    ['<a title="5" tall">b</a>', 'b'],
    ['<a title="x"">He said "hi"</a>', 'He said "hi"'],
    ['<p class="a>b<p>c', 'b\n\nc'],
    [`<a title='it"s > x' href=y>b`, 'b'],
    ['a <b c', 'a <b c'],
    ['<p <b>a', '<p a'],
    ['</>a<1>', '</>a<1>'],
    ['', ''],
  ])('%s', (html, expected) => {
    expect(htmlToText(html)).toBe(expected);
  });

  it.each(['<', '<a', '<a "', '<a "-', `<a "'`, `<a '>"`, '<!-', '<!--', '<a>', '<a "><', '<script>', '</script', '&', '&lt', '&#', `"'`])(
    'takes time in proportion to the length: %s, again and again',
    (piece) => {
      expect(cpuMsOf(() => htmlToText(piece.repeat(500_000 / piece.length)))).toBeLessThan(1_000);
      expect(cpuMsOf(() => htmlToText(`<a ${piece.repeat(500_000 / piece.length)}<`))).toBeLessThan(1_000);
    },
  ); // prettier-ignore
});

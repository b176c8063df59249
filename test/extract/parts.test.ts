import { describe, expect, it } from 'vitest';
import { extract } from '../../shared/extract/extract.ts';

const paragraphs = [
  'بدأ صيادو الميناء القديم موسمهم صباح الأحد بعد توقف دام ثلاثة أشهر، وخرج إلى البحر أكثر من أربعين قاربا.',
  'وقال نقيب الصيادين إن الأسماك عادت إلى المياه القريبة، وإن الأسعار ستنخفض في السوق خلال أيام قليلة.',
  'وتمنع البلدية الصيد في فصل التكاثر منذ خمسة أعوام، وتدفع لأصحاب القوارب تعويضا عن كل يوم من أيام المنع.',
];
const [first = '', second = '', third = ''] = paragraphs.map((text) => `<p>${text}</p>`);
const title = 'صيادو الميناء القديم يعودون إلى البحر';
const page = (inside: string, { lang = 'ar', tab = title } = {}) =>
  `<!DOCTYPE html><html lang="${lang}"><head><meta charset="utf-8"><title>${tab}</title></head><body>${inside}</body></html>`;
const read = (html: string) => extract(Buffer.from(html), { url: 'https://example.org/n/7' });
const fieldsOf = (html: string) => {
  const outcome = read(html);
  if (outcome.kind === 'no-article') throw new Error(outcome.reason);
  return outcome.page;
};
const linesOf = (html: string) => fieldsOf(html).text.split('\n\n');
const article = (between: string) => page(`<h1>${title}</h1><div>${first}${second}${between}${third}</div>`);

describe('extract: parts that are not the text', () => {
  it.each([
    ['a caption in a box of its picture', '<div class="z1"><img src="a.jpg"><small>قارب يغادر الميناء عند الفجر</small></div>'],
    ['a caption in a table', '<table><tr><td><img src="a.jpg"></td></tr><tr><td>قارب يغادر الميناء</td></tr></table>'],
    ['a caption after a break', '<p><img src="a.jpg"><br><font size="1">قارب يغادر الميناء</font></p>'],
    ['a box with a field for an address', '<section class="z2"><h4>رسالة الصباح</h4><p>ما يحتاج القارئ إليه كل يوم.</p><form><input type="email"></form></section>'],
    ['teasers', `<ul>${'<li><h3><a href="/a">عنوان خبر آخر</a></h3><p>مقدمة خبر آخر لا شأن لها بالخبر الأول.</p></li>'.repeat(4)}</ul>`],
  ])('leaves out %s', (_, part) => {
    expect(linesOf(article(part))).toEqual(paragraphs);
  }); // prettier-ignore

  it('keeps a paragraph that has a picture in it, and headings linked to what they tell about', () => {
    const pictured = '<p><img src="a.jpg"> وعاد القارب الأول عند الظهر وعلى متنه ثلاثون صندوقا من السمك.</p>';
    expect(linesOf(article(pictured))).toHaveLength(4);
    const told = ['الأول', 'الثاني', 'الثالث']
      .map((name) => `<h3><a href="/b">القارب ${name}</a></h3><p>${`كان القارب ${name} أسرع القوارب في ذلك اليوم. `.repeat(12)}</p>`)
      .join('');
    expect(linesOf(article(told))).toHaveLength(9);
  }); // prettier-ignore

  it('leaves out the article that comes after', () => {
    const one = (tag: string, name: string, inside: string) =>
      `<div class="item"><${tag} class="h">${name}</${tag}><div class="i">٥ شباط ٢٠٢٦</div><div class="b">${inside}</div></div>`;
    const next = one('h2', 'خبر آخر من المدينة', third.repeat(4));
    expect(linesOf(page(one('h1', title, first + second) + next))).toEqual(paragraphs.slice(0, 2));
  });
});

describe('extract: what a page says below its title', () => {
  it.each([
    ['<p>بقلم: سلمى النجار</p>'],
    ['<p>كتب / سلمى النجار</p>'],
    ['<p>حاورتها: سلمى النجار</p>'],
    ['<div><span>كتابة: </span><span>سلمى النجار</span><span>5 مايو 2026</span></div>'],
    ['<div><b>إعداد</b></div><div>سلمى النجار</div>'],
    ['<div><span>5 شباط 2026</span><span>إعداد: سلمى النجار</span></div>'],
    ['<span class="author">مرسلة بواسطة <a rel="author">سلمى النجار</a></span>'],
    ['<div class="writer"><b>سلمى النجار</b><small>كاتبة وباحثة</small></div>'],
    ['<div><span>سلمى النجار</span><span>الأحد 1 فبراير 2026</span></div>'],
    ['<div>17 شعبان 1447 هـ الموافق 5 فبراير 2026 م | سلمى النجار - المرفأ</div>'],
    ['<div>المرفأ - سلمى النجار</div><div>الثلاثاء 10 فبراير 2026 - 10:20 ص</div>'],
  ])('who wrote it: %s', (line) => {
    expect(fieldsOf(page(`<h1>${title}</h1>${line}<div>${first}${second}${third}</div>`)).author).toBe('سلمى النجار'); // prettier-ignore
  });

  it('nobody, where a section stands beside the date', () => {
    expect(fieldsOf(page(`<h1>${title}</h1><div>أخبار محلية</div><div>5 فبراير 2026</div>${first}${second}`)).author).toBeUndefined(); // prettier-ignore
    expect(fieldsOf(page(`<h1>${title}</h1><div>5 فبراير 2026 | أخبار المدينة</div>${first}${second}`)).author).toBeUndefined(); // prettier-ignore
  });

  it('when: the day that it says it was published, and no comment of a later one', () => {
    const comment = '<div><time datetime="2026-03-09">أمس</time><p>شكرا لكم.</p></div>';
    const said = fieldsOf(page(`<h1>${title}</h1><p>نشر في: 5 شباط 2026</p>${first}${second}${comment}`)); // prettier-ignore
    expect(said.publishedAtMs).toBe(Date.UTC(2026, 1, 5));
    const below = fieldsOf(page(`<table><tr><td><h2>${title}</h2>${first}${second}<p>24 آب 2025</p></td></tr></table>`)); // prettier-ignore
    expect(below.publishedAtMs).toBe(Date.UTC(2025, 7, 24));
  });

  it.each([`${title} - أوراق`, `أوراق : ${title}`, `${title} .. أوراق البحر`, `أوراق - محليات - ${title}`])(
    'its title, without the outlet: %s',
    (tab) => {
      expect(fieldsOf(page(`<b>${title}</b><div>${first}${second}${third}</div>`, { tab })).title).toBe(
        title,
      );
    },
  );

  it('no language that its letters contradict', () => {
    const body = `<h1>${title}</h1>${first}${second}${third}`;
    expect(fieldsOf(page(body)).lang).toBe('ar');
    for (const lang of ['en', 'fa']) expect(fieldsOf(page(body, { lang })).lang).toBeUndefined();
    const sorani = '<p>لە گوندێکی بچووکدا هەموو ئێوارەیەک دەنگی مۆسیقا دەبیسترێت و خەڵک گوێی لێ دەگرن.</p>'.repeat(3); // prettier-ignore
    expect(fieldsOf(page(sorani)).lang).toBeUndefined();
    expect(fieldsOf(page(sorani, { lang: 'ckb' })).lang).toBe('ckb');
  });
});

describe('extract: pages without an article', () => {
  it.each([
    ['الموقع تحت الصيانة', '<p>نعتذر من الزوار عن توقف الموقع لساعات، ونقوم خلالها بتحديث الخوادم وتحسين الخدمة.</p>'],
    ['We will be back soon', '<p>Our site is down for maintenance. We are doing our best to be back in an hour or two, thank you.</p>'],
    ['لحظة', '<p>جار التحقق من المتصفح قبل الدخول إلى الموقع، وستحول تلقائيا إلى الصفحة المطلوبة بعد ثوان قليلة.</p>'],
    ['رسالة', '<p>لم تقم بتسجيل الدخول، أو ليس لديك صلاحية لرؤية هذه الصفحة، فحاول من جديد بعد أن تسجل دخولك.</p>'],
    ['Message', '<p>You are not logged in or you do not have permission to see this page. Try again after logging in.</p>'],
  ])('%s', (tab, inside) => {
    expect(read(page(`<h1>${tab}</h1>${inside}`, { tab }))).toEqual({ kind: 'no-article', reason: 'wall' });
  }); // prettier-ignore

  it('an article about such things is one', () => {
    const about =
      '<p>أغلقت البلدية الجسر القديم للصيانة، وقال رئيسها إن الأعمال تستمر حتى نهاية الشهر المقبل.</p>';
    expect(read(page(`<h1>الجسر القديم قيد الترميم</h1>${about}${first}${second}`)).kind).toBe('article');
  });

  it('the front of a section', () => {
    const card = (index: number) =>
      `<div class="card"><h3><a href="/${index}">عنوان خبر آخر من المدينة ${index}</a></h3><p>مقدمة قصيرة لا تكفي خبرا، وتدعو إلى قراءته.</p></div>`;
    expect(read(page(`<h1>محليات</h1><div>${Array.from({ length: 12 }, (_, index) => card(index)).join('')}</div>`)).kind).toBe('no-article'); // prettier-ignore
  });
});

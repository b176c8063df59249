import { describe, expect, it } from 'vitest';
import { feedKnowsBetter } from '../../shared/extract/by-feed.ts';

const title = 'نقل معتقلين إلى العراق';
const text =
  'أعلنت القيادة المركزية الأميركية أن مروحياتها نقلت 150 معتقلا من تنظيم داعش من سجن في محافظة الحسكة إلى بغداد. وقال مسؤول عراقي إن المعتقلين سيوزعون على سجون تخضع لحراسة مشددة.';
const wall =
  'نحن نستخدم ملفات تعريف الارتباط لتحسين تجربتك. اختر ما توافق عليه من الأغراض ثم تابع إلى الموقع، ويمكنك تغيير اختيارك متى شئت.';

describe('feedKnowsBetter', () => {
  it('leaves an article to its page', () => {
    expect(feedKnowsBetter({ text: `${text} ${text}` }, { title, text })).toBeUndefined();
    expect(feedKnowsBetter({ text }, { title, text: text.slice(0, 130) })).toBeUndefined();
    expect(feedKnowsBetter({ text }, { title, text: '' })).toBeUndefined();
    expect(feedKnowsBetter({ text: 'x'.repeat(3_000) }, { title, text })).toBeUndefined();
  });

  it('takes the feed for a page that shows the beginning only', () => {
    expect(feedKnowsBetter({ text: text.slice(0, 90) }, { title, text })).toMatch(/only a part/u);
  });

  it('takes the feed where the page says that it is paid for and shows less', () => {
    expect(feedKnowsBetter({ text: text.slice(0, 150), isPaid: true }, { title, text })).toMatch(/paywall/u);
    expect(feedKnowsBetter({ text: `${text} ${text}`, isPaid: true }, { title, text })).toBeUndefined();
  });

  it('takes the feed for a page of something else, in whatever words', () => {
    expect(feedKnowsBetter({ text: wall }, { title, text })).toMatch(/something else/u);
  });
});

import { describe, expect, it } from 'vitest';
import { ownLines } from '../../shared/extract/lines.ts';

const text = [
  'أعلنت وزارة الموارد المائية أن منسوب النهر ارتفع مترا ونصف المتر خلال يومين بعد أمطار غزيرة.',
  'وقال مدير السدود إن الخزانات استوعبت معظم المياه وإن فيضان المدينة القديمة ليس واردا.',
  'The ministry asked the people of four villages to leave their houses before the night.',
  'Schools near the river stay closed until Thursday, the governor told reporters.',
];
const kept = (lines: readonly string[], title = '', author?: string) => ownLines(lines, { title, author });
const among = (line: string) => [text[0]!, text[1]!, line, text[2]!, text[3]!];

describe('ownLines', () => {
  it.each([
    'اقرأ أيضا: ارتفاع أسعار القمح',
    'إقرأ المزيد',
    'شاركها على واتساب',
    'شارك الخبر:',
    'تابعنا على تلغرام',
    'تابعونا',
    'اشترك في نشرتنا البريدية',
    'انضم إلى قناتنا',
    'المزيد من الأخبار',
    'أخبار ذات صلة',
    'قد يهمك أيضا',
    'الكلمات المفتاحية: نهر، سد',
    'جميع الحقوق محفوظة للنهر',
    'مقاتلون قرب الحدود السورية (رويترز)',
    'جانب من الفيضان / أرشيفية',
    'حجم الخط',
    'Read more: The dam that held',
    'Advertisement',
    'Image 2 of 7',
    'A flooded street in the old town (AFP)',
    'A flooded street | Getty Images',
    'Sign up for our newsletter',
    'Lire aussi : la crue de 1988',
    'İlgili haberler',
    'بیشتر بخوانید: سیل در شمال',
    '- Advertisement -',
    'مساحة إعلانية',
    'إعلان — يتبع النص أدناه',
    '312 قراءة',
    'هل أعجبك هذا الخبر؟',
    'شاهد: السد من الجو',
  ])('leaves out "%s"', (line) => {
    expect(kept(among(line))).toEqual(text);
  });

  it.each([
    'شارك الآلاف في تظاهرة وسط العاصمة احتجاجا على انقطاع الماء.',
    'شاهد السكان المياه تدخل بيوتهم عند الفجر.',
    'تابع الوزير زيارته إلى المحافظة.',
    'اشترك في الهجوم عشرون مسلحا.',
    'انضم العراق إلى الاتفاقية قبل عامين.',
    'طالع القاضي ملف القضية ثم أرجأها.',
    'التعليقات التي صدرت عن الوزارة لم تذكر سببا.',
    'للمزيد من الضغط على الحكومة أضرب العمال.',
    'المصدران الأمنيان نفيا ذلك.',
    'Sponsored by two senators, the bill passed on Monday.',
    'Sharing the water has divided the valley for years.',
    'Copyright law was changed on Monday.',
    'Most popular uprisings fail, the book says.',
    'Watch towers were built along the river.',
    'وعلى سور المدرسة إعلان لبيع الأرض.',
    'نهاية الأسبوع هي موعد فتح السد.',
    'Comments by the minister were brief.',
    'تعليقات الوزير أثارت غضب المزارعين.',
  ])('keeps the sentence "%s"', (line) => {
    expect(kept(among(line))).toEqual(among(line));
  });

  it('leaves out the title again, the date and the byline above the text', () => {
    const above = ['ارتفاع منسوب النهر', 'بقلم سلام الجبوري', '13 شباط 2026 - 14:05', 'آخر تحديث: منذ ساعة', 'Published: 10:48, Tue, Nov 19, 2019']; // prettier-ignore
    expect(kept([...above, ...text], 'ارتفاع منسوب النهر')).toEqual(text);
  });

  it('leaves out credits and what the author says of himself below the text', () => {
    const below = ['Reporting by A. Writer in Basra; editing by B. Reader', 'المصدر: وكالات', 'Salam Jabburi covers rivers and dams for the paper, and has done so for many years now.']; // prettier-ignore
    expect(kept([...text, ...below], '', 'Salam Jabburi')).toEqual(text);
  });

  it('leaves out a tail that begins with an offer, and no more than a tail', () => {
    const tail = ['مواضيع ذات صلة', 'خبر آخر', 'خبر ثالث'];
    expect(kept([...text, ...tail])).toEqual(text);
    expect(kept(['Read more', ...text])).toEqual(text);
  });

  it('ends the text where its comments begin, however many they are', () => {
    const comments = Array.from({ length: 20 }, (_, index) => `${text[index % 4]} (${index})`);
    for (const heading of [
      'التعليقات (20)',
      'النقاش (20 تعليقا)',
      'تعليقات القراء',
      '20 Comments',
      'Comments',
    ])
      expect(kept([...text, heading, ...comments])).toEqual(text);
    expect(kept(['3 comments', ...text])).toEqual(text);
  });

  it('goes on below an advertisement', () => {
    expect(kept([...text.slice(0, 3), 'إعلان', text[3]!])).toEqual(text);
  });

  it('leaves out a box from its beginning to its end', () => {
    const box = ['Skip our newsletter and continue reading', 'The river this week', 'One mail a week.', 'End of our newsletter']; // prettier-ignore
    expect(kept([text[0]!, ...box, ...text.slice(1)])).toEqual(text);
    expect(kept([text[0]!, 'قصص مختارة', 'خبر عن سد آخر', 'نهاية قصص مختارة', ...text.slice(1)])).toEqual(
      text,
    );
  });

  it('leaves out how long ago it was', () => {
    expect(kept(['منذ 3 ساعات', 'قبل يومين', '2 hours ago', ...text])).toEqual(text);
  });

  it('leaves out what a section and a desk are called above the date, and no heading below it', () => {
    expect(kept(['اقتصاد', '13 شباط 2026', 'البصرة - مكتب المحليات', ...text])).toEqual(text);
    expect(kept(['13 شباط 2026', 'أرقام الفيضان', ...text])).toEqual(['أرقام الفيضان', ...text]);
  });

  it('leaves out rows of links and a label with nothing left below it', () => {
    expect(kept([...text, '13 شباط 2026', 'عودة | راسلنا'])).toEqual(text);
    expect(kept([...text, 'تقييم الخبر', 'هل كان هذا الخبر مفيدا؟'])).toEqual(text);
  });

  it('keeps a text that is nothing but what would be left out above another', () => {
    expect(kept(['13 شباط 2026'])).toEqual(['13 شباط 2026']);
  });
});

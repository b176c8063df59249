import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { parseFeed } from '../../shared/feeds/parse.ts';

const arabic = 'أعلنت السلطات في بغداد وصول الدفعة الأولى من المعتقلين، والعدد «ستة آلاف»؛ فماذا بعد؟';
const plain = 'أعلنت السلطات في بغداد وصول الدفعة الأولى من المعتقلين والعدد ستة آلاف';
const marked = 'مُحَمَّدٌ يَصِلُ إلى بَغدادَ غَدًا، والوَفدُ مَعَهُ';
const persian = 'گزارش پلیس چین: ژنرال‌های پیشین در پکن گرد هم آمدند';
const urdu = 'وزیر اعظم نے کہا کہ پاکستان میں بڑی تبدیلی آ رہی ہے، لڑکے ڈٹے ہیں';
/** Persian and Urdu as the old code page can write them: it has no Farsi yeh. */
const oldPersian = persian.replaceAll('ی', 'ي');
const oldUrdu = urdu.replaceAll('ی', 'ي');
const mixed = 'بيان CENTCOM رقم 42: وصول F-16 إلى قاعدة Incirlik في تركيا (NATO)';
const french = 'المتحدث باسم Médecins sans Frontières يعلن وصول المساعدات إلى الحدود السورية';
/** UTF-8 that somebody took for windows-1252 and wrote as UTF-8 again. */
const doubled = iconv.decode(iconv.encode('وصول', 'utf8'), 'latin1');

interface Case {
  readonly name: string;
  readonly title: string;
  readonly encoding: string;
  readonly http?: string;
  readonly xml?: string;
  readonly bom?: true;
  readonly lang?: string;
  readonly host?: string;
  /** Put before the document. */
  readonly junk?: string;
}

const cases: readonly Case[] = [
  { name: 'UTF-8, no label', title: arabic, encoding: 'utf-8' },
  { name: 'UTF-8, mark', title: arabic, encoding: 'utf-8', bom: true },
  { name: 'UTF-8, mark against both labels', title: arabic, encoding: 'utf-8', bom: true, http: 'windows-1256', xml: 'iso-8859-6' },
  { name: 'UTF-8, right labels', title: marked, encoding: 'utf-8', http: 'utf-8', xml: 'UTF-8' },
  { name: 'UTF-8 said to be windows-1256 by HTTP', title: arabic, encoding: 'utf-8', http: 'windows-1256' },
  { name: 'UTF-8 said to be windows-1256 by itself', title: arabic, encoding: 'utf-8', xml: 'windows-1256' },
  { name: 'UTF-8 said to be ISO-8859-1', title: arabic, encoding: 'utf-8', http: 'ISO-8859-1' },
  { name: 'UTF-8 said to be ISO-8859-6', title: plain, encoding: 'utf-8', xml: 'iso-8859-6' },
  { name: 'UTF-8 said to be UTF-16', title: arabic, encoding: 'utf-8', xml: 'utf-16' },
  { name: 'UTF-8 said to be US-ASCII', title: arabic, encoding: 'utf-8', xml: 'us-ascii' },
  { name: 'UTF-8, Persian letters', title: persian, encoding: 'utf-8', http: 'windows-1256', lang: 'fa' },
  { name: 'UTF-8, Urdu letters', title: urdu, encoding: 'utf-8', lang: 'ur' },
  { name: 'UTF-8, one short word', title: 'عاجل', encoding: 'utf-8', http: 'iso-8859-1' },
  { name: 'UTF-8, mixed with Latin', title: mixed, encoding: 'utf-8', xml: 'windows-1252' },
  { name: 'UTF-8 encoded twice, left as it is', title: doubled, encoding: 'utf-8', xml: 'utf-8' },
  { name: 'UTF-8 encoded twice, in an Arabic feed', title: doubled, encoding: 'utf-8', lang: 'ar', host: 'news.example.iq' },
  { name: 'windows-1256 by HTTP', title: arabic, encoding: 'windows-1256', http: 'windows-1256' },
  { name: 'windows-1256 by itself', title: arabic, encoding: 'windows-1256', xml: 'Windows-1256' },
  { name: 'windows-1256 as cp1256', title: arabic, encoding: 'windows-1256', xml: 'cp1256' },
  { name: 'windows-1256 as x-cp1256', title: arabic, encoding: 'windows-1256', http: '"x-cp1256"' },
  { name: 'windows-1256, no label', title: arabic, encoding: 'windows-1256' },
  { name: 'windows-1256 said to be UTF-8 by both', title: arabic, encoding: 'windows-1256', http: 'utf-8', xml: 'utf-8' },
  { name: 'windows-1256: HTTP lies, the declaration is right', title: arabic, encoding: 'windows-1256', http: 'utf-8', xml: 'windows-1256' },
  { name: 'windows-1256 said to be ISO-8859-1 by HTTP', title: arabic, encoding: 'windows-1256', http: 'iso-8859-1' },
  { name: 'windows-1256 said to be ISO-8859-1 by HTTP, UTF-8 by itself', title: arabic, encoding: 'windows-1256', http: 'iso-8859-1', xml: 'utf-8' },
  { name: 'windows-1256 said to be windows-1252', title: mixed, encoding: 'windows-1256', xml: 'windows-1252' },
  { name: 'windows-1256 said to be ISO-8859-6', title: arabic, encoding: 'windows-1256', xml: 'iso-8859-6' },
  { name: 'windows-1256 said to be UTF-16', title: arabic, encoding: 'windows-1256', xml: 'utf-16' },
  { name: 'windows-1256 with a label of no meaning', title: arabic, encoding: 'windows-1256', http: 'none' },
  { name: 'windows-1256, vowel marks', title: marked, encoding: 'windows-1256' },
  { name: 'windows-1256, Persian letters', title: oldPersian, encoding: 'windows-1256' },
  { name: 'windows-1256, Persian letters, said to be Western', title: oldPersian, encoding: 'windows-1256', http: 'iso-8859-1', lang: 'fa' },
  { name: 'windows-1256, Urdu letters', title: oldUrdu, encoding: 'windows-1256', lang: 'ur' },
  { name: 'windows-1256, mixed with Latin', title: mixed, encoding: 'windows-1256' },
  { name: 'windows-1256, mixed with accents', title: french, encoding: 'windows-1256' },
  { name: 'windows-1256, short title', title: 'عاجل', encoding: 'windows-1256' },
  { name: 'windows-1256, shorter title', title: 'نبأ عن لبنان', encoding: 'windows-1256' },
  { name: 'windows-1256, no article in it', title: 'بيان من لبنان', encoding: 'windows-1256', http: 'utf-8' },
  { name: 'windows-1256, words of two letters, Arabic by its country', title: 'في يد من 7 إلى 9', encoding: 'windows-1256', host: 'news.example.sa' },
  { name: 'windows-1256 after white space', title: arabic, encoding: 'windows-1256', xml: 'windows-1256', junk: '\r\n\r\n ' },
  { name: 'windows-1256, decorations of Word', title: '“وصول الدفعة” – بيان… أوّل', encoding: 'windows-1256', http: 'windows-1252' },
  { name: 'ISO-8859-6 by HTTP', title: plain, encoding: 'iso-8859-6', http: 'iso-8859-6' },
  { name: 'ISO-8859-6 by itself', title: plain, encoding: 'iso-8859-6', xml: 'ISO-8859-6' },
  { name: 'ISO-8859-6, no label', title: plain, encoding: 'iso-8859-6' },
  { name: 'ISO-8859-6 said to be windows-1256', title: plain, encoding: 'iso-8859-6', http: 'windows-1256' },
  { name: 'ISO-8859-6 said to be ISO-8859-1', title: plain, encoding: 'iso-8859-6', http: 'iso-8859-1' },
  { name: 'ISO-8859-6 said to be UTF-8', title: plain, encoding: 'iso-8859-6', xml: 'utf-8' },
  { name: 'ISO-8859-6, its punctuation', title: 'وصل الوفد؛ فماذا بعد؟ لا شيء، قال الوزير', encoding: 'iso-8859-6' },
  { name: 'UTF-16LE, mark', title: arabic, encoding: 'utf-16le', bom: true },
  { name: 'UTF-16BE, mark', title: arabic, encoding: 'utf-16be', bom: true },
  { name: 'UTF-16LE, no mark', title: arabic, encoding: 'utf-16le', xml: 'utf-16' },
  { name: 'UTF-16BE, no mark, no label', title: urdu, encoding: 'utf-16be' },
  { name: 'UTF-16LE said to be UTF-8', title: arabic, encoding: 'utf-16le', bom: true, http: 'utf-8' },
  { name: 'UTF-16LE, no mark, after white space', title: persian, encoding: 'utf-16le', junk: '\r\n' },
  { name: 'UTF-16BE, no mark, said to be windows-1256', title: arabic, encoding: 'utf-16be', http: 'windows-1256' },
]; // prettier-ignore

const documentOf = ({ title, xml, lang, junk = '' }: Case) =>
  `${junk}<?xml version="1.0"${xml === undefined ? '' : ` encoding="${xml}"`}?><rss version="2.0"><channel>` +
  `${lang === undefined ? '' : `<language>${lang}</language>`}<title>Feed</title><item><title>${title}</title></item></channel></rss>`;

async function titleOf(one: Case, bytes: Uint8Array): Promise<string | undefined> {
  const outcome = await parseFeed(bytes, {
    url: `https://${one.host ?? 'news.example'}/feed`,
    nowMs: 0,
    ...(one.http !== undefined && { contentType: `text/xml; charset=${one.http}` }),
  });
  return outcome.kind === 'feed' ? outcome.document.entries[0]?.title : outcome.detail;
}

describe('the charset of an Arabic feed', () => {
  it.each(cases.map((one): [string, Case] => [one.name, one]))('%s', async (_, one) => {
    const bytes = iconv.encode(documentOf(one), one.encoding, { addBOM: one.bom === true });
    // What the page cannot write would make an easy case of a hard one.
    expect(iconv.decode(bytes, one.encoding)).toBe(documentOf(one));
    expect(await titleOf(one, bytes)).toBe(one.title);
  });

  it.each([
    ['French', 'Des détenus transférés à Bagdad, annonce la défense', 'windows-1252', 'fr'],
    ['German', 'Süddeutsche Größe: Übergabe für Häftlinge bestätigt', 'windows-1252', 'de'],
    ['Icelandic', 'Óæðri dómstóll staðfesti brottvísun úr landi, sagði ráðherra', 'windows-1252', 'is'],
    ['Turkish', 'Dışişleri Bakanlığı görüşmeleri doğruladı', 'windows-1254', 'tr'],
    ['Russian', 'Власти сообщили о прибытии первой группы задержанных', 'windows-1251', 'ru'],
    ['Greek', 'Οι αρχές ανακοίνωσαν την άφιξη της πρώτης ομάδας', 'windows-1253', 'el'],
    ['Hebrew', 'הרשויות הודיעו על הגעת הקבוצה הראשונה', 'windows-1255', 'he'],
  ])('is none of Arabic for %s', async (name, title, encoding, lang) => {
    for (const label of [undefined, encoding]) {
      const one = { name, title, encoding, lang, ...(label !== undefined && { http: label }) };
      expect(await titleOf(one, iconv.encode(documentOf(one), encoding))).toBe(title);
    }
  });
});

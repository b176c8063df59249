import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { charset } from '../../shared/text/charsets.ts';
import { decode } from '../../shared/text/decode.ts';

const arabic =
  'أعلنت السلطات في بغداد وصول الدفعة الأولى من المعتقلين، وقال المتحدث إن العدد يبلغ ستة آلاف «تقريبا».';
const french = 'Le gouvernement a annoncé jeudi que les détenus seraient transférés à l’aéroport, côté nord.';

describe('decode', () => {
  it.each([
    ['windows-1256, labelled', arabic, 'windows-1256', ['windows-1256']],
    ['windows-1256, labelled cp1256', arabic, 'windows-1256', ['cp1256']],
    ['windows-1256, no label', arabic, 'windows-1256', []],
    ['windows-1256 that calls itself UTF-8', arabic, 'windows-1256', ['utf-8']],
    ['windows-1256: wrong HTTP label, right declaration', arabic, 'windows-1256', ['utf-8', 'windows-1256']],
    ['windows-1256 with a label nobody knows', arabic, 'windows-1256', ['x-arabic-news']],
    ['iso-8859-6, labelled', arabic.replace(/[«»]/gu, ''), 'iso-8859-6', ['iso-8859-6']],
    ['iso-8859-6, no label', arabic.replace(/[«»]/gu, ''), 'iso-8859-6', []],
    ['UTF-8, no label', arabic, 'utf-8', []],
    ['UTF-8 that calls itself windows-1256', arabic, 'utf-8', ['windows-1256']],
    ['UTF-8 that calls itself ISO-8859-1', arabic, 'utf-8', ['iso-8859-1']],
    ['UTF-8 that calls itself UTF-16', arabic, 'utf-8', ['utf-16']],
    ['windows-1252 as ISO-8859-1', french, 'windows-1252', ['iso-8859-1']],
    ['windows-1252, no label', french, 'windows-1252', []],
    ['windows-1254 by its language', 'Ağrı’daki işçiler görüştü', 'windows-1254', []],
  ])('%s', (name, text, encoding, labels) => {
    const lang = name.includes('1254') ? 'tr' : undefined;
    expect(decode(iconv.encode(text, encoding), labels, lang).text).toBe(text);
  });

  it.each(['utf-8', 'utf-16le', 'utf-16be', 'utf-32le', 'utf-32be'])(
    'believes a byte order mark: %s',
    (encoding) => {
      const bytes = iconv.encode(arabic, encoding, { addBOM: true });
      expect(decode(bytes, ['windows-1252'])).toMatchObject({ text: arabic, how: 'bom' });
    },
  );

  it('keeps UTF-8 that is cut in the middle of a letter', () => {
    const bytes = Buffer.from(arabic);
    const { text, encoding } = decode(bytes.subarray(0, bytes.indexOf(' ') + 2), ['utf-8']);
    expect(encoding).toBe('utf-8');
    expect(text.startsWith('أعلنت ')).toBe(true);
  });

  it('gives back every Arabic text in every encoding that can hold it', () => {
    const word = fc.string({
      unit: fc.constantFrom(...Array.from('ابتثجحخدذرزسشصضطظعغفقكلمنهويةىءأإآؤئ')),
      minLength: 3,
      maxLength: 9,
    });
    const texts = fc.array(word, { minLength: 8, maxLength: 40 }).map((words) => `في ال${words.join(' ال')}`);
    fc.assert(
      fc.property(texts, fc.constantFrom('windows-1256', 'utf-8', 'utf-16le'), (text, encoding) => {
        const bytes = iconv.encode(text, encoding, { addBOM: encoding.startsWith('utf-16') });
        expect(decode(bytes, []).text).toBe(text);
      }),
    );
  });
});

describe('charset', () => {
  const pages = ['windows-1250', 'windows-1251', 'windows-1252', 'windows-1254', 'windows-1256', 'windows-1257', 'iso-8859-2', 'iso-8859-5', 'iso-8859-6', 'iso-8859-7', 'iso-8859-8', 'iso-8859-15', 'koi8-r']; // prettier-ignore

  it.each(pages)('%s: each byte that is a letter is the letter that iconv-lite knows', (name) => {
    for (let byte = 0; byte < 256; byte += 1) {
      const bytes = Buffer.from([byte]);
      const wanted = iconv.decode(bytes, name);
      if (wanted !== '\uFFFD') expect(charset(name)?.(bytes), byte.toString(16)).toBe(wanted);
      else expect(charset(name)?.(bytes)).toMatch(/[\uFFFD\u0080-\u009F\uF8C1-\uF8C3]/u);
    }
  });

  it.each([
    'shift_jis',
    'euc-jp',
    'gb18030',
    'big5',
    'euc-kr',
    'utf-16le',
    'utf-16be',
    'utf-32le',
    'utf-32be',
  ])('%s as iconv-lite writes it', (name) => {
    const text = name.startsWith('utf') ? 'نقل المعتقلين 😀' : name === 'euc-kr' ? '뉴스' : '日本';
    expect(charset(name)?.(iconv.encode(text, name))).toBe(text);
  });

  it('knows no name that is none', () => {
    for (const name of ['', 'hex', 'base64', 'no-such', 'x\0']) expect(charset(name)).toBeUndefined();
    expect(charset('utf-32le')?.(Buffer.from([0xff, 0xff, 0xff, 0xff, 0x41]))).toBe('\uFFFD');
  });
});

import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lookAlikes, lookAlikesFile } from '../../compile/look-alikes.ts';
import { analyse } from '../../shared/text/analyse.ts';
import { plainText } from '../../shared/text/plain-text.ts';
import { unmasked } from '../../shared/text/look-alikes.ts';

interface Disguise {
  readonly lang: string;
  readonly disguise: string;
  readonly words: readonly string[];
  readonly text: string;
  /** False for those that are known and read as they are written. */
  readonly isDefended?: false;
}

const file = new URL('../fixtures/disguises/words.jsonl', import.meta.url);
const rows = readFileSync(file, 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Disguise);
const defended = rows.filter(({ isDefended }) => isDefended !== false);

const termsOf = (text: string, lang: string) => analyse(text, lang).tokens.map(({ term }) => term);
const isFound = ({ lang, words, text }: Disguise) => {
  const terms = termsOf(text, lang);
  return words.map((word) => terms.includes(termsOf(word, lang)[0]!));
};
const read = (text: string, lang: string) => unmasked(plainText(text), lang).text;

describe('words in disguise', () => {
  it('are tried in twice the ways that were first found, in many languages', () => {
    expect(defended.length).toBeGreaterThanOrEqual(2 * 37);
    expect(new Set(defended.map(({ lang }) => lang)).size).toBeGreaterThanOrEqual(12);
  });

  it.each(defended.map((row) => [row.lang, row.disguise, row] as const))(
    'are found: %s, %s',
    (_, __, row) => {
      expect(isFound(row)).toEqual(row.words.map(() => true));
    },
  );

  it.each(
    rows
      .filter(({ isDefended }) => isDefended === false)
      .map((row) => [row.lang, row.disguise, row] as const),
  )('are not defended: %s, %s', (_, __, row) => expect(isFound(row)).toEqual(row.words.map(() => false)));

  it('keep their place in the text as it was written', () => {
    for (const { lang, text, words } of defended) {
      const { tokens } = analyse(text, lang);
      for (const word of words) {
        const token = tokens.find(({ term }) => term === termsOf(word, lang)[0])!;
        const surface = text.slice(token.start, token.end);
        expect(termsOf(surface, lang), surface).toEqual([token.term]);
        expect(surface).not.toContain(' ');
        expect(text.slice(token.end)).toMatch(/^(?:$|[^\p{L}])/u);
      }
    }
  });

  it('end before what is unseen behind them, and begin behind what is unseen before them', () => {
    const text = '\uFEFF\u200FIr\u00ADaq\u200E and \u2066Iran\u2069.';
    const surfaces = analyse(text, 'en').tokens.map(({ start, end }) => text.slice(start, end));
    expect(surfaces).toEqual(['Ir\u00ADaq', 'and', 'Iran']);
  });
});

describe('plainText', () => {
  it.each([
    ['an emoji with its selector', 'Iraq\u2764\uFE0FIran', ['iraq', 'iran']],
    ['a sign of two letters', 'Orvania™ 5㎏', ['orvania', '5']],
    ['a power', 'x² and 3️⃣', ['x', 'and', '3']],
    ['digits with something unseen between', '6\u200B000 and 𝟔𝟎𝟎', ['6000', 'and', '600']],
  ])('glues nothing to a word: %s', (_, text, folded) => {
    expect(analyse(text, 'en').tokens.map((token) => token.folded)).toEqual(folded);
  });

  it('keeps the non-joiner of Persian, and the space without width of Thai, Khmer and Lao', () => {
    for (const text of ['می\u200Cشود', 'ប្រទេស\u200Bកម្ពុជា', 'ປະເທດ\u200Bລາວ', 'ประเทศ\u200Bไทย'])
      expect(plainText(text).text).toBe(text);
    expect(termsOf('کتاب\u200Cها', 'fa')).toEqual(termsOf('کتاب', 'fa'));
    expect(plainText('I\u200Cr\u200Ba\u200Cq').text).toBe('Iraq');
  });

  it('reads letters that marks make, and leaves out marks that make none', () => {
    expect(plainText('E\u0301tat, Vie\u0323\u0302t, A\u0336B\u20DD').text).toBe(
      'E\u0301tat, Vie\u0323\u0302t, AB',
    );
  });

  it('finds the place of every character that it kept', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...Array.from('ab\u200B\u{E0041}ﬁ𝐀Ⓑد\u200Cا \uFEFF')) }),
        (source) => {
          const plain = plainText(source);
          let end = 0;
          for (let at = 0; at < plain.text.length; at += 1) {
            const place = plain.origin({ start: at, end: at + 1 });
            const own = source.slice(place.start, place.end);
            // A non-joiner stays for what is around it.
            expect(own === '\u200C' ? own : plainText(own).text).toContain(plain.text[at]);
            expect(place.end).toBeGreaterThanOrEqual(end);
            end = place.end;
          }
        },
      ),
    );
  });
});

describe('unmasked', () => {
  it('has the look-alikes as UTS #39 and the names of characters say', () => {
    expect(JSON.parse(readFileSync(lookAlikesFile, 'utf8'))).toEqual(lookAlikes());
  });

  it.each([
    ['en', 'ΔT of 5 kg, Ωm, β-blocker and «Москва», Владимир Путин, 東京, الBBC'],
    ['de', 'Temperatur ΔT, Straße, Zürich, İstanbul, Łódź, Việt Nam'],
    ['tr', 'ısı, İran, şağçöü'],
    ['vi', 'người Việt Nam ở Hà Nội'],
    ['ro', 'București și țară'],
    ['ha', 'ɓarna ƙasa ɗaya'],
    ['ru', 'BBC и ВВС, NATO, CNN, iPhone, OPEC, x, съезд'],
    ['uk', 'Київ, їжа, ґанок, BBC'],
    ['sr', 'Београд, Љубљана, Beograd'],
    ['el', 'Αθήνα, ΝΑΤΟ, NATO, ώρα'],
    ['he', 'וBBC הNATO ירושלים'],
    ['fa', 'پژوهش، گزارش، چاپ، ژاله، كرد'],
    ['ur', 'پاکستان میں ٹیم، ڈاکٹر، بڑا، ہے'],
    ['ckb', 'هەولێر، گۆڕان، ڤیان، پێشمەرگە، دڵ'],
    ['ug', 'ئۇيغۇر تىلى، ۋە، ڭ، ئۆي'],
    ['ps', 'پښتو ژبه ډېر ښه'],
    ['ar', 'العراق، بي بي سي، لـCNN، إف16، و BBC'],
  ])('leaves honest words of %s alone', (lang, text) => expect(read(text, lang)).toBe(text));

  it.each([
    ['en', 'Москва', 'A paper of Москва wrote about it.'],
    ['en', 'Сара Роса', 'The singer Сара Роса Андреева was there.'],
    ['en', 'Αθήνα', 'The paper Αθήνα said so.'],
    ['en', 'پزشکیان', 'The name is پزشکیان in Persian.'],
    ['ru', 'Toyota', 'Завод Toyota закрыт.'],
    ['ru', 'Xerox', 'Компания Xerox закрыта.'],
    ['ar', 'پژاك', 'قال حزب پژاك إنه باق.'],
    ['und', 'Москва', 'Москва, Moscow'],
  ])('reads an honest word of another script as the same everywhere (%s, %s)', (lang, word, text) => {
    const terms = termsOf(text, lang);
    expect(termsOf(word, lang).every((term) => terms.includes(term))).toBe(true);
  });

  it('tells an acronym from another that looks the same', () => {
    expect(termsOf('BBC', 'ru')).not.toEqual(termsOf('ВВС', 'ru'));
  });

  it('knows I from l by the letters before it', () => {
    expect(read('HezboІІah, ІRАN, Іrаn, Аl-Qаеdа', 'en')).toBe('Hezbollah, IRAN, Iran, Al-Qaeda');
  });

  it('tells the language of a text that is in disguise from its beginning to its end', () => {
    const text = 'The ministers of the two countries said on Monday that the border would be opened again';
    const alike: Readonly<Record<string, string>> = {
      a: 'а',
      e: 'е',
      o: 'о',
      c: 'с',
      p: 'р',
      i: 'і',
      s: 'ѕ',
    };
    expect(analyse(Array.from(text, (letter) => alike[letter] ?? letter).join('')).lang).toBe('en');
    expect(analyse(Array.from(text).join('\u2060')).lang).toBe('en');
  });
});

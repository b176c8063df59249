import { arabicSentence, family, hostile, list, many, sentence, wordOf } from './make.ts';

/** What an article's text is cut at. */
const charsMax = 200_000;
const filled = (piece: string) => many(piece, Math.floor(charsMax / piece.length));

/** One mark again and again, with nothing, a letter or a space between. */
const marks = {
  'exclamation marks': '!', 'full stops': '.', 'question marks': '?', 'Arabic question marks': '؟', 'Urdu full stops': '۔',
  'ellipses': '…', 'Chinese full stops': '。', 'wide exclamation marks': '！', 'danda': '।', 'commas': ',', 'Arabic commas': '،', 'semicolons': ';', 'colons': ':',
  'apostrophes': "'", 'curly apostrophes': '’', 'double quotes': '"', 'guillemets': '»', 'closing brackets': ')', 'opening brackets': '(',
  'square brackets': ']', 'hyphens': '-', 'dashes': '—', 'slashes': '/', 'percent signs': '%', 'at signs': '@', 'hashes': '#', 'dollars': '$',
  'spaces': ' ', 'no-break spaces': '\u00A0', 'narrow spaces': '\u202F', 'line ends': '\n', 'carriage returns': '\r\n', 'tabs': '\t', 'NULs': '\0',
  'zero-width spaces': '\u200B', 'zero-width joiners': '\u200D', 'non-joiners': '\u200C', 'word joiners': '\u2060', 'byte order marks': '\uFEFF', 'soft hyphens': '\u00AD',
  'right-to-left overrides': '\u202E', 'isolates': '\u2067', 'Arabic letter marks': '\u061C', 'variation selectors': '\uFE0F', 'Hangul fillers': '\u3164', 'tag letters': '\u{E0041}',
  'combining acutes': '\u0301', 'combining graphemes': '\u034F', 'harakat': '\u064E', 'tatweels': 'ـ', 'lone high surrogates': '\uD83D', 'lone low surrogates': '\uDE00', 'emoji': '😀', 'flags': '🇮🇶',
}; // prettier-ignore

/** Letters of all scripts: as one word, as words of one letter, as words of 200. */
const letters = {
  Latin: 'a', capital: 'A', dotted: 'İ', sharp: 'ß', ligature: 'ﬁ', Arabic: 'ع', waw: 'و', alef: 'ا', article: 'ال', presentation: 'ﷺ', Persian: 'گ', Kurdish: 'ڵ', Hebrew: 'א', Greek: 'σ', Cyrillic: 'ж', Han: '中', Hiragana: 'あ', Katakana: 'ア',
  Hangul: '한', jamo: '\u1100', Thai: 'ก', Lao: 'ກ', Khmer: 'ក', Myanmar: 'က', Devanagari: 'क्', Tamil: 'க', Georgian: 'ა', Armenian: 'ա', Ethiopic: 'አ', bold: '𝐀', circled: 'Ⓐ', fullwidth: 'Ａ', Tibetan: 'ཀ',
}; // prettier-ignore

const digits = {
  'digits': '1', 'Arabic digits': '٣', 'Persian digits': '۳', 'thousands': '1,', 'points': '1.', 'groups': '000 ', 'digits and letters': '1a', 'digits and Arabic letters': '1و',
  'dates': '13/02/2026 ', 'clocks': '10:00 ', 'years': '2026 ', 'percentages': '12% ', 'money': '$12 million ', 'Arabic thousands': '٦٬', 'words of numbers': 'twenty one thousand ', 'Arabic words of numbers': 'ستة آلاف ',
}; // prettier-ignore

const heads = {
  plain: '',
  'with an Arabic text before': many(arabicSentence, 20),
  'with an English text before': many(sentence, 20),
};

export const texts = hostile('text', {
  ...family(marks, (key) => `200,000 ${key}`, (mark) => filled(mark)),
  ...family(marks, (key) => `${key} with a letter behind`, (mark) => `${filled(mark)}x`),
  ...family(marks, (key) => `${key} between letters`, (mark) => filled(`a${mark}ب${mark}`)),
  ...family(letters, (key) => `one word of ${key} letters`, (letter) => filled(letter)),
  ...family(letters, (key) => `words of 190 ${key} letters`, (letter) => filled(`${many(letter, Math.floor(190 / letter.length))} `)),
  ...family(letters, (key) => `words of one ${key} letter`, (letter) => filled(`${letter} `)),
  ...family(digits, (key) => `${key} with a letter behind`, (digit) => `${filled(digit)}x`),
  ...family(heads, (key) => `30,000 words that differ, ${key}`, (head) => head + list(30_000, (index) => wordOf(index), ' ').slice(0, charsMax)),
  ...family(heads, (key) => `pairs of words, each twice, ${key}`, (head) => head + list(14_000, (index) => `${wordOf(index >> 1)} ${wordOf((index >> 1) + 40_000)}`, '. ').slice(0, charsMax)),
  ...family(heads, (key) => `four words in a row, each twice, ${key}`, (head) => head + list(8_000, (index) => list(4, (at) => wordOf((index >> 1) * 4 + at), ' '), '. ').slice(0, charsMax)),
  'names in capitals, all different': () => list(20_000, (index) => { const word = wordOf(index); return `${word[0]?.toUpperCase() ?? ''}${word.slice(1)}`; }, ' ').slice(0, charsMax),
  'Arabic words that differ': () => list(30_000, (index) => wordOf(index, 'بتثجحخدذرزسشصضطظعغفقكلمن').replaceAll('a', 'ا'), ' ').slice(0, charsMax),
  'Arabic prefixes before every word': () => list(20_000, (index) => `وبالفلل${wordOf(index, 'بتثجحدرزسشصعفقكلمنه').replaceAll('a', 'ي')}وناتهما`, ' ').slice(0, charsMax),
  'Arabic words of prefixes only': () => filled(`${many('وبالفلل', 27)} `),
  'Arabic words of suffixes only': () => filled(`${many('ونهما', 39)} `),
  'places by the thousand': () => filled('Iraq Syria Baghdad Damascus Turkey '),
  'Arabic places by the thousand': () => filled('العراق سوريا بغداد دمشق '),
  'sentences of one word': () => filled('a. '),
  'sentences of initials': () => filled('A. B. C. Mr. Dr. '),
  'lines of one word': () => filled('word\n'),
  'brackets 100,000 deep': () => many('(', 100_000) + many(')', 100_000),
  'quotes in quotes': () => filled('"\'“‘'),
  'stops and quotes': () => filled('."'),
  'stops, quotes and a letter': () => filled(`.${many('"', 1_000)}a`),
  'a stop and 200,000 quotes': () => `a.${filled('"')}x`,
  'addresses': () => filled('https://a.b/c?d=e&f=g '),
  'addresses without end': () => `http://${filled('a.')}`,
  'mail addresses': () => filled('a.b.c@d.e.f '),
  'at signs and dots': () => filled('a@a.'),
  'hyphened words': () => filled('a-b-'),
  'words with apostrophes': () => filled("l'a'"),
  'acronyms': () => filled('U.S.A.'),
  'Hebrew acronyms': () => filled('צה"ל'),
  'names of objects’ own': () => filled('constructor __proto__ toString valueOf hasOwnProperty '),
  'mixed scripts in one word': () => filled('aаαא'),
  'words reversed by an override': () => filled('\u202Eabc\u202C '),
  'all letters in turn': () => list(charsMax / 2, (index) => String.fromCodePoint(0x21 + (index * 7) % 0xd700)),
  'all planes in turn': () => list(charsMax / 2, (index) => String.fromCodePoint(0x10000 + (index * 11) % 0xf0000)),
  'all letters in turn, as words': () => list(charsMax / 3, (index) => String.fromCodePoint(0x21 + (index * 7) % 0xd700), ' '),
  'letters with ten marks each': () => filled(`a${many('\u0301', 10)}`),
  'Arabic letters with ten marks each': () => filled(`ع${many('\u064E\u0651', 5)}`),
  'Kurmanji-like words': () => filled('xwe ku bi li de ji '),
  'Turkish-like words': () => filled('ığşçöü '),
  'Jalali dates': () => filled('۲۴ بهمن ۱۴۰۴ '),
  'Arabic dates': () => filled('13 شباط 2026 '),
}); // prettier-ignore

export const dates = hostile('date', {
  ...family(marks, (key) => `a date of ${key}`, (mark) => `1${many(mark, 118)}`),
  ...family(digits, (key) => `a date of ${key}`, (digit) => many(digit, 60)),
  'a date of 5 MB': () => many('1 Jan ', 800_000),
  'a zone without end': () => `2026-01-01T00:00:00+${many('0', 100_000)}`,
  'fractions without end': () => `2026-01-01T00:00:00.${many('0', 99)}x`,
  'clocks in a row': () => many('10:10', 24),
  'years in a row': () => many('2026-', 24),
}); // prettier-ignore

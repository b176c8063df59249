/**
 * A name's consonants in classes that survive transliteration between the Arabic and the Latin script: الحسكة,
 * Hasakah, Hassaké and Haseke all give `hsk`. After the consonant skeletons used for matching transliterated
 * names (Freeman, Condon & Ackerman 2006, "Cross linguistic name matching in English and Arabic"), reduced to
 * what needs no training. Undefined for a word of fewer than 3 consonants, which would fit far too much.
 * `lang` is the text's: a Turkish c is an English j.
 */
export function skeleton(word: string, lang?: string): string | undefined {
  const isArabic = /^[\u0600-\u06ff]/u.test(word);
  const classes = isArabic ? arabicClasses(word) : latinClasses(word, lang);
  const short = classes.replace(/(.)\1+/gu, '$1').replace(/(?<=..)h$/u, '');
  return short.length >= consonantsMin ? short.slice(0, consonantsMax) : undefined;
}

const consonantsMin = 3;
const consonantsMax = 8;
const lettersMax = 40;

const arabic: Readonly<Record<string, string>> = {
  ...of('b', 'بپ'),
  ...of('t', 'تطث'),
  ...of('j', 'جژ'),
  ...of('h', 'حخه'),
  ...of('d', 'دضذظ'),
  ...of('r', 'ر'),
  ...of('z', 'ز'),
  ...of('s', 'سص'),
  ...of('x', 'شچ'),
  ...of('k', 'كکقغگ'),
  ...of('f', 'فڤ'),
  ...of('l', 'ل'),
  ...of('m', 'م'),
  ...of('n', 'ن'),
};

const latin: Readonly<Record<string, string>> = {
  ...of('b', 'bp'),
  ...of('t', 't'),
  ...of('j', 'j'),
  ...of('h', 'h'),
  ...of('d', 'd'),
  ...of('r', 'r'),
  ...of('z', 'z'),
  ...of('s', 's'),
  ...of('x', 'ş'),
  ...of('k', 'kqcgğ'),
  ...of('f', 'fv'),
  ...of('l', 'l'),
  ...of('m', 'm'),
  ...of('n', 'n'),
};

function of(target: string, letters: string): Record<string, string> {
  return Object.fromEntries(Array.from(letters).map((letter) => [letter, target]));
}

function arabicClasses(word: string): string {
  const bare = word
    .slice(0, lettersMax)
    .replace(/^ال(?=..)/u, '')
    .replace(/ة$/u, '')
    .replace(/تش/gu, 'چ');
  return Array.from(bare, (letter) => arabic[letter] ?? '').join('');
}

function latinClasses(word: string, lang: string | undefined): string {
  const lower = word
    .slice(0, lettersMax)
    .toLowerCase()
    .replace(/[çşğ]/gu, (letter) => ({ ç: '\u0001', ş: '\u0001', ğ: 'g' })[letter] ?? letter)
    .replace(lang === 'tr' ? /c(?=[aeıioöuü])/gu : /(?!)/u, 'j')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/kh/gu, 'h')
    .replace(/gh/gu, 'k')
    .replace(/th/gu, 't')
    .replace(/dh/gu, 'd')
    .replace(/dj/gu, 'j')
    .replace(/ph/gu, 'f')
    .replace(/tch|sh|ch/gu, '\u0001')
    .replace(/x/gu, 'ks')
    .replace(/c(?=[eiy])/gu, 's');
  return Array.from(lower, (letter) => (letter === '\u0001' ? 'x' : (latin[letter] ?? ''))).join('');
}

import { plainLatin } from '../letters.ts';
import { wordSet, type Language } from './language.ts';
import { snowballStemmer } from './snowball.ts';

const particles = `
a al algo algunas algunos ante antes aquel aquella así aún aunque bajo bien cada casi como con contra cual cuando cuya cuyo de del desde donde dos durante e el él ella ellas ellos en entre era eran es esa esas ese eso esos esta está están estas este esto estos fue fueron gran ha había han
hasta hay hoy la las le les lo los más me mi mientras muy nada ni no nos nosotros o otra otras otro otros para pero poco por porque pues que qué quien quienes se según sea ser si sí sido sin sino sobre son su sus también tan tanto te tiene tienen todo todos tras tres tu un una uno unos y ya yo
dijo afirmó lunes martes miércoles jueves viernes sábado domingo
`;

const stem = snowballStemmer('spanish');

/** Snowball takes -iernos for the end of a verb. */
const singular = (word: string) => (/[aeiou]s$/u.test(word) && word.length > 4 ? word.slice(0, -1) : word);

export const spanish: Language = {
  code: 'es',
  script: 'Latn',
  stopwords: wordSet(particles, plainLatin),
  fold: plainLatin,
  // Without accents, as careless writers have it.
  term: (_, folded) => stem(singular(folded)),
};

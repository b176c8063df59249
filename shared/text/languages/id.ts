import { plainLatin } from '../letters.ts';
import { wordSet, type Language } from './language.ts';

const particles = `
ada adalah agar akan antara apa atas atau bagi bahwa banyak baru belum bersama bisa dalam dan dapat dari dengan di dia ia ini itu jika juga kami kata karena ke kepada kita lagi lain lebih maka mereka meski mereka namun oleh pada para per pun saat saja sangat saya sebagai sebelum secara sejak
seorang seperti serta setelah sudah tak tapi telah tentang terhadap tersebut tetapi tidak untuk yaitu yang menurut ujar tutur senin selasa rabu kamis jumat sabtu minggu hari
`;

const stemMin = 4;

/** Enclitics off (-nya, -lah, -kah, -ku, -mu): menterinya is menteri. Prefixes make other words and stay. */
function indonesianTerm(folded: string): string {
  const bare = folded.replace(/(?:nya|lah|kah|pun)$/u, '');
  const word = bare.length >= stemMin ? bare : folded;
  // A repeated word is a plural: negara-negara comes in two words, undang2 in one.
  return word.replace(/2$/u, '');
}

export const indonesian: Language = {
  code: 'id',
  script: 'Latn',
  stopwords: wordSet(particles, plainLatin),
  fold: plainLatin,
  term: (_, folded) => indonesianTerm(folded),
};

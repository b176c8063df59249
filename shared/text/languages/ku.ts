import { plainLatin } from '../letters.ts';
import { wordSet, type Language } from './language.ts';

const particles = `
û ji li bi ku di de da re ve jî ew ev wê wî vê vî wan van min te me we xwe ez tu em hûn ne na her yek du sê ya yê yên jê lê pê tê ber ser nav piştî berî dema gava wek wekî heta lê belê ango an yan dike dikin kir kirin kiriye bû bûn bûye heye hene hat hatin hatiye got gotin dibe dibin divê dê pir hemû tenê din li ser ji bo
`;

/** Kurmanji letters as they are but for accents of haste: ê, î and û tell words apart. */
const fold = (surface: string) =>
  surface
    .normalize('NFC')
    .toLowerCase()
    .replace(/['’][^]*/u, '');

/** Bound and oblique endings of nouns: girtiyên, girtiyan and girtî; bajarê, bajaran and bajar. */
function kurmanjiTerm(folded: string): string {
  const cut = folded.replace(/(?<=.{3})(?:yên|yan|ekî|ekê|ên|an|yê|ya|ê|a|î)$/u, '');
  return cut.replace(/(?<=.{3})[iî]$/u, '');
}

export const kurmanji: Language = {
  code: 'ku',
  script: 'Latn',
  stopwords: wordSet(particles, fold),
  fold,
  term: (_, folded) => kurmanjiTerm(folded) || plainLatin(folded),
};

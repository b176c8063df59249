import { plainLatin } from '../letters.ts';
import { wordSet, type Language } from './language.ts';
import { snowballStemmer } from './snowball.ts';

const particles = `
à ainsi alors après au aucun aucune aujourd'hui auprès aussi autre autres aux avait avaient avant avec avoir ayant bien car ce ceci cela celle celles celui cependant ces cet cette ceux chaque chez ci comme comment contre d dans de depuis des dernier dernière dès deux devant doit
donc dont du durant elle elles en encore entre est et étaient était étant été être eu eux fait faire faut fois font hors ici il ils j jamais je jusque l la le les leur leurs lors lorsque lui m ma mais me même mêmes mes moi moins mon n ne ni non nos notre nous on ont or ou où
outre par parce parmi pas pendant peu peut plus plusieurs plutôt pour pourquoi près puis qu quand que quel quelle quelles quelque quelques quels qui quoi s sa sans se selon sera seront ses si son sont sous sur t ta tandis te tel telle tels tes toi ton tous tout toute toutes très trop tu
un une vers voici voilà vos votre vous y dit déclaré affirmé indiqué ajouté lundi mardi mercredi jeudi vendredi samedi dimanche aurait avons avez ayant soit celui-ci
`;

/** Snowball leaves some plurals of words in -u and -i as they are. */
function singular(word: string): string {
  return word.length > 4 && /[^sx]s$/u.test(word) && !/(?:ai|oi|ou)s$/u.test(word) ? word.slice(0, -1) : word;
}

const stem = snowballStemmer('french');

export const french: Language = {
  code: 'fr',
  script: 'Latn',
  stopwords: wordSet(particles, plainLatin),
  fold: plainLatin,
  term: (surface) => plainLatin(stem(singular(surface.toLowerCase().normalize('NFC')))),
};

import { plainLatin } from '../letters.ts';
import { wordSet, type Language } from './language.ts';
import { snowballStemmer } from './snowball.ts';

const particles = `
a about above after again against ago all almost also although always am among an and another any are aren't around as at back be became because been before behind being below between both but by came can cannot could did do does doing done down during each
either else even ever every few first for from further get gets given go goes going got had has have having he her here hers herself him himself his how however i if in into is isn't it its itself just last least less like made make makes many may me might more most
much must my near need never new next no nor not now of off often on once one only or other our out over own part per rather said same say says saying second see seen several shall she should since so some still such take taken than that the their them then there these they
this those though three through thus to told too two under until up upon us use used very via was we well went were what when where whether which while who whom whose why will with within without would yet you your according mr mrs ms dr monday tuesday wednesday thursday friday saturday sunday
`;

const fold = (surface: string) => plainLatin(surface).replace(/['’](?:s)?$/u, '');
const stem = snowballStemmer('english');

export const english: Language = {
  code: 'en',
  script: 'Latn',
  stopwords: wordSet(particles, fold),
  fold,
  term: (_surface, folded) => stem(folded),
};

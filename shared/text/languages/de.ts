import { plainLatin } from '../letters.ts';
import { wordSet, type Language } from './language.ts';
import { snowballStemmer } from './snowball.ts';

const particles = `
ab aber alle allem allen aller alles als also am an andere anderen anderer anderes auch auf aus bei beim bereits bin bis da dabei dadurch daher damit danach dann darauf darüber das dass davon dazu dem den denen denn der deren des dessen die dies diese diesem diesen dieser dieses doch dort du durch ein
eine einem einen einer eines er es etwa euch für gegen gibt hat hatte hatten haben habe hier hinter ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im in ins ist ja jede jedem jeden jeder jedes jedoch jetzt kann kein keine keinen können konnte laut man mehr mein mit muss müssen nach nachdem neben nicht nichts
noch nun nur ob oder ohne sagte schon sehr sei sein seine seinem seinen seiner seit sich sie sind so sogar soll sollen sondern sonst sowie über um und uns unter viel vom von vor während war waren warum was weil weiter welche wenn wer werden wie wieder will wir wird wo worden wurde wurden zu zum zur zwar zwei
zwischen montag dienstag mittwoch donnerstag freitag samstag sonntag
`;

const stem = snowballStemmer('german');

export const german: Language = {
  code: 'de',
  script: 'Latn',
  stopwords: wordSet(particles, plainLatin),
  fold: plainLatin,
  term: (surface) => plainLatin(stem(surface.toLowerCase().normalize('NFC'))),
};

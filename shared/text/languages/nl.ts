import { snowballLanguage } from './snowball.ts';

const particles = `
aan al alle als ander andere bij dan dat de der deze die dit doch doen door dus een eens en er ge geen geweest haar had heb hebben heeft hem het hier hij hoe hun iemand iets ik in is ja je kan kon kunnen maar me meer men met mij mijn moet na naar niet niets nog nu of om omdat onder
ons ook op over reeds te tegen toch toen tot u uit uw van veel voor want waren was wat we wel werd wezen wie wil worden wordt zal ze zei zelf zich zij zijn zo zonder zou volgens tijdens sinds tussen zegt maandag dinsdag woensdag donderdag vrijdag zaterdag zondag
`;

/** aanvallen is aanval, gevangenissen gevangenis: a consonant that only the plural doubles. */
const singular = (word: string) =>
  word.replace(/(?<=.{3})([bdfgklmnprst])\1en$/u, '$1').replace(/(?<=.{4}en)en$/u, 'e');

export const dutch = snowballLanguage('nl', 'dutch', 'Latn', particles, singular);

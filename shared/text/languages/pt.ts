import { snowballLanguage } from './snowball.ts';

const particles = `
a à ao aos aquela aquele aquilo as às até com como da das de dela dele deles depois do dos e é ela elas ele eles em entre era eram essa esse esta está estão este eu foi foram há isso isto já lhe mais mas mesmo meu muito na não nas nem no nos nós nossa nosso num numa o os ou para
pela pelas pelo pelos por porque quando que quem se sem ser será seu seus só sobre sua suas também te tem têm tinha um uma você após ante cada contra desde durante onde outro outra outros ainda assim disse afirmou segundo segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo
`;

/** Snowball leaves eleições apart from eleição. */
const singular = (word: string) => word.replace(/(?:õe|ãe|ão)s$/u, 'ão');

export const portuguese = snowballLanguage('pt', 'portuguese', 'Latn', particles, singular);

import { snowballLanguage } from './snowball.ts';

const particles = `
a ad agli ai al alla alle allo anche ancora che chi ci come con contro così cui da dagli dai dal dalla dalle dallo degli dei del della delle dello di dopo dove due durante e è ed era erano essere fa fino fra gli ha hanno i il in io l la le lei li lo loro lui ma mentre mi molto ne
negli nei nel nella nelle nello noi non nostro o ogni oggi oltre per perché più poi prima può quale quando quella quello questa queste questi questo qui se sei senza si sia sono stata stato stati su sua sue sugli sui sul sulla sulle suo suoi tra tre tutti tutto un una uno verso vi voi ha detto secondo lunedì martedì mercoledì giovedì venerdì sabato domenica
`;

export const italian = snowballLanguage('it', 'italian', 'Latn', particles);

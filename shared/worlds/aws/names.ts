/** What a deployment's parts are called, by its stage: what deploys them and what looks for them agree here. */
export const stackName = (stage: string, part: 'store' | 'flow') => `rasid-${stage}-${part}`;

/** Where the stage's secrets lie among the account's parameters. */
export const secretsPathOf = (stage: string) => `/rasid/${stage}`;

/** Several Rasids in one account: each has a stage of its own. */
export const stagePattern = /^[a-z][a-z0-9-]{0,19}$/u;

/** Name of the second index; its keys are `ipk` and `isk`. */
export const indexName = 'by-index';

/** All that a reader's feedback writes stands under this key of the table (store/feedback.ts): the door may write there. */
export const feedbackPartition = 'feedback';

/** The secret that signs the paths of the door. */
export const doorKeyName = 'door-key';

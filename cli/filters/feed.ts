import { inSandbox } from '../sandbox/in-sandbox.ts';
import { feedFilterBy } from '../feed-answer.ts';

export const feedFilter = feedFilterBy((document) => inSandbox('parseFeed', document, { shared: {} }));

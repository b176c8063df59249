import { addresses } from './corpus/addresses.ts';
import { configs, discoveries, opmls, robotsTexts } from './corpus/documents.ts';
import { feeds } from './corpus/feeds.ts';
import type { Hostile } from './corpus/make.ts';
import { pages } from './corpus/pages.ts';
import { dates, texts } from './corpus/texts.ts';

/** All inputs that a process can make by itself; those that come by HTTP are in `corpus/answers.ts`. */
export const corpus: readonly Hostile[] = [
  ...feeds,
  ...pages,
  ...texts,
  ...dates,
  ...addresses,
  ...opmls,
  ...discoveries,
  ...robotsTexts,
  ...configs,
];

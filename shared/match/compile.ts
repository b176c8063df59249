import type { Analyse } from '../domain/text.ts';
import type { Topic } from '../domain/topic.ts';
import { anchorIndex, type Frequency } from './anchors.ts';
import { emptyLexicon } from './lexicon.ts';
import type { LangPlan, Plan } from './plan.ts';
import { compileLike } from './profiles.ts';
import { ruleTable } from './table.ts';
import { keysIn } from './term.ts';

export type { Plan } from './plan.ts';

/** Languages are told by feeds, so a hostile one could name thousands. */
const languagesMax = 50;

/**
 * Checks nothing: topics come checked from the config. Two topics of one name are a bug and throw. Frequencies only make
 * the plan faster: without them it goes by how many of its own terms use a word.
 */
export function compile(topics: readonly Topic[], analyse: Analyse, frequencyOf: Frequency = () => 0): Plan {
  const names = topics.map(({ name }) => name);
  if (new Set(names).size !== topics.length) throw new Error('two topics of one name');
  return { topics, names, like: compileLike(topics, analyse), frequencyOf, byLang: new Map() };
}

/** The plan for articles of one language. */
export function planFor(plan: Plan, lang: string, analyse: Analyse): LangPlan {
  const known = plan.byLang.get(lang);
  if (known !== undefined) return known;
  const lexicon = emptyLexicon();
  const rules = ruleTable(plan.topics, lang, keysIn(lexicon, lang, analyse));
  const anchors = anchorIndex(rules, lexicon, (word) => plan.frequencyOf(word, lang));
  const made = { lexicon, rules, anchors };
  if (plan.byLang.size >= languagesMax) plan.byLang.clear();
  plan.byLang.set(lang, made);
  return made;
}

import type { Matchable, Match, Topic } from '../../shared/domain/topic.ts';
import { compile, type Plan } from '../../shared/match/compile.ts';
import { match } from '../../shared/match/match.ts';
import { tasks } from '../../shared/pipeline/tasks.ts';
import { analyse } from '../../shared/text/analyse.ts';
import { keywords } from '../../shared/text/keywords.ts';

const plans = new WeakMap<readonly Topic[], Plan>();

/** The command's tasks on strangers' bytes: those of the stages, and those that only filters ask for. */
export const commandTasks = {
  ...tasks,
  keywords: (article: Matchable) => keywords(article),
  terms: ({ text, lang }: Pick<Matchable, 'text' | 'lang'>) =>
    analyse(text, lang).tokens.map(({ term }) => term),
  match(article: Matchable, { topics }: { readonly topics: readonly Topic[] }): Match[] {
    const plan = plans.get(topics) ?? compile(topics, analyse);
    plans.set(topics, plan);
    return match(plan, article, analyse);
  },
};
export type CommandTasks = typeof commandTasks;

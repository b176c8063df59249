import { isPlain, type Example, type Match, type Topic } from '../domain/topic.ts';
import { compile } from './compile.ts';
import { rounded, termsOfLeftOut, type DraftHow } from './draft.ts';
import { explain } from './match.ts';
import { suggest } from './suggest.ts';
import { termCounts } from './term-counts.ts';

/** A topic after answers: which articles are meant and which are not. */
export interface Tuned {
  readonly topic: Topic;
  /** Answers that the change does not satisfy, by index, and what stands in the way. */
  readonly unsolved: readonly {
    readonly answer: 'yes' | 'no';
    readonly index: number;
    readonly match: Match;
  }[];
}

/** A term that only what is not meant has keeps a third of its weight; one that both have, three fifths. */
const half = 0.5;
const weightLeast = 0.1;
const margin = 0.98;

/**
 * "Yes" becomes an example. "No" lowers the weights of the terms that it has, moves the threshold between the two
 * kinds where one fits between, and else adds a term of its own to `not`. `others`: the config's other topics.
 */
export function tune(
  topic: Topic,
  answers: { readonly yes: readonly Example[]; readonly no: readonly Example[] },
  how: DraftHow & { readonly others: readonly Topic[] },
): Tuned {
  const { yes, no } = answers;
  const like = [...topic.like, ...yes];
  const weights = no.length === 0 ? topic.weights : reweighted(topic.weights, [like, no], how);
  const judged = (one: Topic, article: Example) =>
    explain(compile([...how.others, one], how.analyse), one.name, article, how.analyse);
  let next: Topic = { ...topic, like, weights };
  next = { ...next, ...between(next, yes.map((article) => judged(next, article)), no.map((article) => judged(next, article))) }; // prettier-ignore
  const { leftOut } = suggest(like, no, how.analyse, (id) => how.tables.conceptOf(id));
  no.forEach((article, at) => {
    const plain = next.not;
    // Terms by language are the owner's own order of things.
    if (!isPlain(plain) || !judged(next, article).isHit) return;
    const apart = leftOut[at]?.map((one) => termsOfLeftOut(one, how)) ?? [];
    // The first that keeps it out and none of the examples.
    const chosen = apart.find((terms) => {
      const tried = { ...next, not: [...plain, ...terms] };
      return !judged(tried, article).isHit && like.every((example) => judged(tried, example).isHit === judged(next, example).isHit); // prettier-ignore
    });
    if (chosen !== undefined) next = { ...next, not: [...new Set([...plain, ...chosen])] };
  });
  const wrong = (answer: 'yes' | 'no', articles: readonly Example[]) =>
    articles.flatMap((article, index) => {
      const verdict = judged(next, article);
      return verdict.isHit === (answer === 'yes') ? [] : [{ answer, index, match: verdict }];
    });
  return { topic: next, unsolved: [...wrong('yes', yes), ...wrong('no', no)] };
}

/** By the shares of both kinds of articles that have a term. */
function reweighted(
  weights: Topic['weights'],
  [meant, notMeant]: readonly [readonly Example[], readonly Example[]],
  { analyse }: DraftHow,
): Record<string, number> {
  const terms = Object.keys(weights);
  const sharesOf = (articles: readonly Example[]) => {
    const counts = termCounts(terms, analyse);
    for (const article of articles) counts.add(article);
    return (term: string) => counts.of(term) / Math.max(1, articles.length);
  };
  // A word is missing from a text in another language whatever that text is about.
  const langOf = ({ text, lang }: Example) => analyse(text, lang).lang;
  const langs = new Set(notMeant.map(langOf));
  const beside = meant.filter((article) => langs.has(langOf(article)));
  const [of, ofNot] = [sharesOf(beside.length > 0 ? beside : meant), sharesOf(notMeant)];
  return Object.fromEntries(
    terms.map((term) => {
      const factor = (of(term) + half) / (of(term) + ofNot(term) + half);
      const weight = weights[term]!;
      return [term, factor === 1 ? weight : Math.max(weightLeast, rounded(weight * factor))];
    }),
  );
}

/** A threshold is written only where the one that holds puts an answer on the wrong side. */
function between(topic: Topic, yes: readonly Match[], no: readonly Match[]): Pick<Topic, 'threshold'> {
  const open = yes.filter(({ receipt }) => receipt.missing.length === 0);
  const isRight = open.every(({ isHit }) => isHit) && no.every(({ isHit }) => !isHit);
  if (isRight) return { threshold: topic.threshold };
  const lowest = Math.min(...open.map(({ score }) => score));
  const highest = Math.max(0, ...no.map(({ score }) => score));
  const current = [...yes, ...no][0]!.threshold;
  if (lowest === Infinity) return { threshold: topic.threshold };
  // What cannot be put between the two at least does not lose what is meant.
  const wanted = highest < lowest ? (highest + lowest) / 2 : Math.min(current, lowest * margin);
  return { threshold: Math.max(weightLeast, Math.floor(wanted * 10) / 10) };
}

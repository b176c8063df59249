import type { Analyse } from '../domain/text.ts';
import {
  allTerms,
  bareTopic,
  hasTerms,
  isPlain,
  type Matchable,
  type TermList,
  type Topic,
} from '../domain/topic.ts';
import { compile } from './compile.ts';
import { explain } from './match.ts';
import { termCounts, type CountsByTerm } from './term-counts.ts';
import { formKey, termForm } from './term.ts';

/** What is doubtful about a topic that is well-formed. */
export interface LintFinding {
  readonly topic: string;
  /** `never`: what cannot have been meant, since it never does anything; `doubt`: likely a slip; `note`: worth knowing. */
  readonly severity: 'never' | 'doubt' | 'note';
  /** Of the key in the topic's file. */
  readonly path: readonly (string | number)[];
  /** What is the matter and what to do about it. */
  readonly message: string;
}

/** A term of a topic and where its file has it. */
interface PlacedTerm {
  readonly term: string;
  readonly path: readonly (string | number)[];
  /** In which it is read. */
  readonly lang: string;
}

/** Repeats of each term in the article that says everything: as good as endless ones. */
const repeatCount = 20;
/** Of so few articles nothing can be said. */
const articlesLeast = 20;
const everywhereShare = 0.5;
const namesMax = 5;

/** What the topics alone tell. */
export function lint(topics: readonly Topic[], analyse: Analyse): LintFinding[] {
  return topics.flatMap((topic, at) => [
    ...littleTerms(topic, analyse),
    ...ruledOutTerms(topic, analyse),
    ...reach(topic, analyse),
    ...ownExamples(topic, topics, analyse),
    ...twin(topic, topics.slice(0, at), analyse),
  ]);
}

function termsOf({ all, any, weights, near, not }: Topic): PlacedTerm[] {
  const placed = (list: TermList, ...path: (string | number)[]): PlacedTerm[] =>
    isPlain(list)
      ? list.map((term, at) => ({ term, path: [...path, at], lang: langOf(term) }))
      : Object.entries(list).flatMap(([lang, terms]) =>
          terms.map((term, at) => ({ term, path: [...path, lang, at], lang })),
        );
  return [
    ...all.flatMap(({ name, terms }) => placed(terms, 'all', name)),
    ...placed(any, 'any'),
    ...Object.keys(weights).map((term) => ({ term, path: ['weights', term], lang: langOf(term) })),
    ...near.flatMap(({ terms }, at) => placed(terms, 'near', at, 'terms')),
    ...placed(not, 'not'),
  ];
}

/** Arabic letters are read as Arabic, whatever else as English: enough to see whether a word carries meaning. */
const langOf = (term: string) => (/[\u0600-\u06ff]/u.test(term) ? 'ar' : 'en');

function littleTerms(topic: Topic, analyse: Analyse): LintFinding[] {
  return termsOf(topic).flatMap(({ term, path, lang }): LintFinding[] => {
    const { kind, tokens } = termForm(term, lang, analyse);
    const at = { topic: topic.name, path };
    if (tokens.every((token) => token.term === ''))
      return [{ ...at, severity: 'never', message: `"${term}" matches nothing: no word of it is left to compare; delete it` }]; // prettier-ignore
    if (kind === 'prefix' && tokens.length === 1 && tokens[0]!.folded.length < 3)
      return [{ ...at, severity: 'doubt', message: `"${term}" matches every word that begins so, which are very many; write more letters` }]; // prettier-ignore
    if (kind === 'words' && tokens.length > 0 && tokens.every(({ isStopword }) => isStopword))
      return [{ ...at, severity: 'doubt', message: `"${term}" is a word that nearly every article has; delete it` }]; // prettier-ignore
    return [];
  });
}

/** A term that has a term of `not` in it can never count, and a group of such terms never hits. */
function ruledOutTerms(topic: Topic, analyse: Analyse): LintFinding[] {
  if (!hasTerms(topic.not)) return [];
  const plan = compile([bareTopic(bareName, { any: topic.not })], analyse);
  const isRuledOut = ({ term, lang }: PlacedTerm) => explain(plan, bareName, { text: spoken(term), lang }, analyse).isHit; // prettier-ignore
  const positive = termsOf(topic).filter(({ path }) => path[0] !== 'not');
  const groups = [...topic.all.map(({ name }) => ['all', name]), ...(hasTerms(topic.any) ? [['any']] : [])];
  const dead = groups.filter((group) => positive.filter((one) => isUnder(one, group)).every(isRuledOut));
  return [
    ...dead.map((path): LintFinding => ({ topic: topic.name, severity: 'never', path, message: 'the topic can never hit: `not` rules out every term of this group; take them out of one of the two' })), // prettier-ignore
    ...positive
      .filter((one) => !dead.some((group) => isUnder(one, group)) && isRuledOut(one))
      .map(({ term, path }): LintFinding => ({ topic: topic.name, severity: 'doubt', path, message: `"${term}" never counts, since \`not\` rules it out; take it out of one of the two` })), // prettier-ignore
  ];
}

const isUnder = ({ path }: PlacedTerm, group: readonly (string | number)[]) =>
  group.every((key, at) => path[at] === key);

/** The threshold beside what an article scores that has every term in its title, and is like the best example. */
function reach(topic: Topic, analyse: Analyse): LintFinding[] {
  const { threshold } = topic;
  if (threshold === undefined) return [];
  const terms = termsOf(topic).filter(({ path }) => path[0] !== 'not').map(({ term }) => spoken(term)); // prettier-ignore
  const title = Array.from({ length: repeatCount }, () => terms.join('. ')).join('. ');
  const rules = compile([{ ...topic, name: bareName, like: [], not: [], languages: [] }], analyse);
  const most = terms.length === 0 ? 0 : explain(rules, bareName, { title, text: title, lang: 'en' }, analyse).score; // prettier-ignore
  const plan = compile([topic], analyse);
  const likes = topic.like.map((example) => explain(plan, topic.name, example, analyse).receipt.like?.points ?? 0); // prettier-ignore
  const bestLike = Math.max(0, ...likes);
  if (threshold <= most + bestLike) return [];
  const parts = bestLike > 0 ? ` (terms ${most.toFixed(1)}, an example itself ${bestLike.toFixed(1)})` : '';
  return [{ topic: topic.name, severity: 'never', path: ['threshold'], message: `out of reach: an article comes to ${(most + bestLike).toFixed(1)} points at most${parts}; lower it, or leave it out for the default` }]; // prettier-ignore
}

function ownExamples(topic: Topic, topics: readonly Topic[], analyse: Analyse): LintFinding[] {
  if (topic.like.length === 0) return [];
  const plan = compile(topics, analyse);
  return topic.like.flatMap((example, at): LintFinding[] => {
    const path = ['like', at];
    const { lang } = analyse(example.text, example.lang);
    if (topic.languages.length > 0 && !topic.languages.includes(lang))
      return [{ topic: topic.name, severity: 'doubt', path, message: `the example is in "${lang}", which \`languages\` leaves out: articles like it are never matched; add the language or take the example out` }]; // prettier-ignore
    const { isHit, score, threshold, receipt } = explain(plan, topic.name, example, analyse);
    if (isHit) return [];
    const why = receipt.missing.length > 0 ? `missing: ${receipt.missing.join(', ')}` : `${score.toFixed(1)} of ${threshold.toFixed(1)} points`; // prettier-ignore
    return [{ topic: topic.name, severity: 'doubt', path, message: `the topic does not match its own example (${why}); loosen what stands in the way` }]; // prettier-ignore
  });
}

function twin(topic: Topic, earlier: readonly Topic[], analyse: Analyse): LintFinding[] {
  const key = meaningOf(topic, analyse);
  const same = earlier.find((other) => meaningOf(other, analyse) === key);
  return same === undefined ? [] : [{ topic: topic.name, severity: 'doubt', path: ['topic'], message: `says the same as "${same.name}": everything is alerted twice; delete one` }]; // prettier-ignore
}

/** The same for two topics that match the same articles, however they are written. */
function meaningOf({ like, all, any, weights, near, not, threshold, languages, sources = [] }: Topic, analyse: Analyse): string {
  const forms = (terms: TermList) => allTerms(terms).map((term) => formKey(termForm(term, langOf(term), analyse))).sort();
  return JSON.stringify([
    like.map(({ text }) => text).sort(),
    all.map(({ terms }) => forms(terms).join('|')).sort(),
    forms(any),
    Object.entries(weights).map(([term, weight]) => [forms([term]), weight]).sort(),
    near.map(({ terms, within, ordered = false }) => [forms(terms), within, ordered]),
    forms(not),
    threshold,
    [...languages].sort(),
    [...sources].sort(),
  ]);
} // prettier-ignore

/** Counts in how many articles each term occurs; `findings` says what that tells of the topics. */
export interface TermUse {
  add(article: Matchable): void;
  findings(): LintFinding[];
}

export function termUse(topics: readonly Topic[], analyse: Analyse): TermUse {
  const counts = termCounts(
    topics.flatMap((topic) => termsOf(topic).map(({ term }) => term)),
    analyse,
  );
  return {
    add: (article) => {
      counts.add(article);
    },
    findings: () =>
      counts.articleCount() < articlesLeast ? [] : topics.flatMap((topic) => useFindings(topic, counts)),
  };
}

function useFindings(topic: Topic, counts: CountsByTerm): LintFinding[] {
  const articleCount = counts.articleCount();
  const terms = termsOf(topic);
  const of = `of ${articleCount} stored articles`;
  const common = terms.flatMap(({ term, path }): LintFinding[] => {
    const count = counts.of(term);
    if (count < everywhereShare * articleCount) return [];
    return [{ topic: topic.name, severity: 'doubt', path, message: `"${term}" stands in ${count} ${of}, so it tells nothing apart; delete it or say more` }]; // prettier-ignore
  });
  const groups = [...topic.all.map(({ name }) => ['all', name]), ['any'], ['weights']];
  const unused = groups.flatMap((path): LintFinding[] => {
    const members = terms.filter((one) => isUnder(one, path));
    const idle = members.filter(({ term }) => counts.of(term) === 0).map(({ term }) => term);
    if (idle.length === 0) return [];
    const isHard = path[0] === 'all' || path[0] === 'any';
    if (idle.length === members.length && isHard)
      return [{ topic: topic.name, severity: 'doubt', path, message: `no term of this group stands in any ${of}, so the topic hit none; look at the spelling with \`rasid search\`` }]; // prettier-ignore
    const names = `${idle.slice(0, namesMax).join(', ')}${idle.length > namesMax ? `, and ${idle.length - namesMax} more` : ''}`;
    return [{ topic: topic.name, severity: 'note', path, message: `${idle.length} of ${members.length} terms stand in none ${of}: ${names}` }]; // prettier-ignore
  });
  return [...common, ...unused];
}

/** A term as a text would have it. */
const spoken = (term: string) => term.replace(/["“”«»*]/gu, '');

const bareName = 'lint';

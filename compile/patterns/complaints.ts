import type { Accepted } from './accepted.ts';
import { samplesMin, type Builder } from './built.ts';
import type { Found } from './found.ts';
import { cpuMsMax, cpuMsOf } from './measured.ts';
import { keyOf, written, type Pattern, type Verdict, type Verdicts } from './verdicts.ts';

/** A pattern and a place that uses it. */
export interface Use extends Pattern {
  readonly file: string;
  readonly at: string;
}

export interface Lists {
  readonly builders: readonly Builder[];
  readonly accepted: readonly Accepted[];
  readonly verdicts: Verdicts;
}

export function usesOf({ literals }: Found, builders: readonly Builder[]): Use[] {
  return [
    ...literals.map(({ file, line, source, flags }) => ({ file, at: `${file}:${line}`, source, flags })),
    ...builders.flatMap(({ file, name, samples }) =>
      samples.map(({ source, flags }) => ({ file, at: `${file} (${name})`, source, flags })),
    ),
  ];
}

/** Everything that is wrong, a line each. */
export function complaintsOf(found: Found, lists: Lists): string[] {
  const uses = usesOf(found, lists.builders);
  return [
    ...ofBuilders(found, lists.builders),
    ...ofVerdicts(uses, lists.verdicts),
    ...uses.flatMap((use) => ofUse(use, lists)),
    ...ofAccepted(uses, lists),
  ];
}

function ofBuilders({ built }: Found, builders: readonly Builder[]): string[] {
  const isAt = (place: { file: string; name: string }) => (other: { file: string; name: string }) =>
    other.file === place.file && other.name === place.name;
  return [
    ...built
      .filter((place) => !builders.some(isAt(place)))
      .map(({ file, line, name }) => `Unknown builder "${name}" at ${file}:${line}: expected an entry. Add it with samples to compile/patterns/built.ts, or write a literal.`), // prettier-ignore
    ...builders
      .filter((builder) => !built.some(isAt(builder)))
      .map(({ file, name }) => `Invalid builder "${name}" of ${file}: expected a call of RegExp there. Remove it from compile/patterns/built.ts.`), // prettier-ignore
    ...builders
      .filter((builder) => built.some((place) => isAt(builder)(place) && !place.isConstant))
      .filter(({ samples }) => new Set(samples.map(String)).size < samplesMin)
      .map(({ file, name }) => `Missing samples of "${name}" of ${file}: expected ${samplesMin} different ones. Add them to compile/patterns/built.ts.`), // prettier-ignore
  ];
}

function ofVerdicts(uses: readonly Use[], verdicts: Verdicts): string[] {
  const keys = new Set(uses.map(keyOf));
  const staleCount = Object.keys(verdicts).filter((key) => !keys.has(key)).length;
  return staleCount === 0 ? [] : [`Invalid verdicts "${staleCount}": expected none of patterns that are gone. Run npm run patterns -- --update.`]; // prettier-ignore
}

function ofUse(use: Use, { verdicts, accepted }: Lists): string[] {
  const verdict = verdicts[keyOf(use)];
  if (verdict === undefined) return [`Missing verdict of "${written(use)}" at ${use.at}: expected one. Run npm run patterns -- --update.`]; // prettier-ignore
  if (verdict === 'safe' || accepted.some((one) => isOf(one, use))) return [];
  const why = verdict.status === 'vulnerable' ? verdict.complexity : `undecided, ${verdict.reason}`;
  return [`Invalid pattern "${written(use)}" at ${use.at}: expected one whose time grows with the text only (${why}). Rewrite it.`]; // prettier-ignore
}

function ofAccepted(uses: readonly Use[], { accepted, verdicts }: Lists): string[] {
  return accepted.flatMap((one) => {
    const use = uses.find((other) => isOf(one, other));
    const verdict = use === undefined ? undefined : verdicts[keyOf(use)];
    const name = `accepted pattern "${one.pattern}" of ${one.file}`;
    if (use === undefined || verdict === undefined || verdict === 'safe') {
      return [`Invalid ${name}: expected one that is there and not safe. Remove it from compile/patterns/accepted.ts.`]; // prettier-ignore
    }
    const attack = one.attack ?? attackOf(verdict);
    if (attack === undefined) return [`Missing attack of ${name}: expected one, since the checker gave none. Add it.`]; // prettier-ignore
    const cpuMs = cpuMsOf(use, attack, one.charsMax);
    if (cpuMs <= cpuMsMax) return [];
    return [`Invalid ${name}: expected at most ${cpuMsMax} ms for ${one.charsMax} characters, not ${cpuMs}. Rewrite it or lower its bound.`]; // prettier-ignore
  });
}

const isOf = ({ file, pattern }: Accepted, use: Use) => file === use.file && pattern === written(use);

const attackOf = (verdict: Exclude<Verdict, 'safe'>) =>
  verdict.status === 'vulnerable' ? verdict.attack : undefined;

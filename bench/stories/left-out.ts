import { tell, type Hit, type Told } from './alerts.ts';

const likenesses = Array.from({ length: 13 }, (_, at) => 0.14 + at * 0.02);

export interface LeftOut {
  readonly likenessMin: number;
  readonly told: Told;
}

/** Each set with the likeness that tells least on the others and leaves no event of theirs untold. */
export function leaveOneOut(sets: readonly (readonly Hit[])[]): LeftOut[] {
  return sets.map((hits) => {
    const others = sets.filter((set) => set !== hits);
    const tried = likenesses.map((likenessMin) => ({
      likenessMin,
      tolds: others.map((set) => tell(set, likenessMin)),
    }));
    const whole = tried.filter(({ tolds }) => tolds.every(({ missed }) => missed.length === 0));
    const least = whole.reduce((best, one) => (alertsOf(one.tolds) <= alertsOf(best.tolds) ? one : best));
    return { likenessMin: least.likenessMin, told: tell(hits, least.likenessMin) };
  });
}

const alertsOf = (tolds: readonly Told[]) =>
  tolds.reduce((sum, { beginningCount, storyCount }) => sum + beginningCount / storyCount, 0);

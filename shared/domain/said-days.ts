import { monthOf } from './dates.ts';
import type { Analysis } from './text.ts';

/** A day as a text says it: `2-12` for "12 فبراير", "Feb. 12" and "le 12 février"; the year is mostly left out. */
export interface SaidDay {
  readonly day: string;
  /** Index of its first token. */
  readonly first: number;
}

const tokensMax = 400;

/** Days among an analysis's first tokens: a month's name beside a number that can be its day, in either order. */
export function saidDaysOf({ tokens }: Analysis): SaidDay[] {
  return tokens.slice(0, tokensMax).flatMap(({ folded }, at) => {
    const month = /^\d/u.test(folded) ? undefined : monthOf(folded);
    if (month === undefined) return [];
    const before = dayOf(tokens[at - 1]?.folded);
    const day = before ?? dayOf(tokens[at + 1]?.folded);
    if (day === undefined) return [];
    return [{ day: `${month + 1}-${day}`, first: before === undefined ? at : at - 1 }];
  });
}

function dayOf(folded = ''): number | undefined {
  const day = /^\d{1,2}$/u.test(folded) ? Number(folded) : 0;
  return day >= 1 && day <= 31 ? day : undefined;
}

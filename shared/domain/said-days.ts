import { monthOf } from './dates.ts';
import type { Analysis } from './text.ts';

/** A day as a text says it: `2-12` for "12 فبراير", "Feb. 12" and "le 12 février"; the year is mostly left out. */
export interface SaidDay {
  readonly day: string;
  /** Index of the number's token. */
  readonly first: number;
}

const tokensMax = 400;

/** Days among an analysis's first tokens: a number that can be one beside a month's name, in either order. */
export function saidDaysOf({ tokens }: Analysis): SaidDay[] {
  return tokens.slice(0, tokensMax).flatMap(({ folded }, at) => {
    if (!/^(?:[12]?\d|3[01])$/u.test(folded) || folded === '0') return [];
    const after = monthOf(tokens[at + 1]?.folded ?? '');
    const month = after ?? monthOf(tokens[at - 1]?.folded ?? '');
    return month === undefined ? [] : [{ day: `${month + 1}-${folded}`, first: at }];
  });
}

import { describe, expect, it } from 'vitest';
import { joinedIn } from '../../shared/text/identify/arabic-script.ts';
import { isKurmanji } from '../../shared/text/identify/kurmanji.ts';
import { kurmanji } from '../../shared/text/languages/ku.ts';
import { turkish } from '../../shared/text/languages/tr.ts';
import { cpuMsOf } from '../cpu-ms.ts';

/** As long as an article's text may be. */
const charsMax = 200_000;
/** A second of the processor; each of these took four to sixteen, or the pattern would be refused today. */
const cpuMsMax = 1_000;

const pumped = (pump: string, end: string) => pump.repeat(charsMax / pump.length) + end;

describe('words as long as a text', () => {
  it.each([
    ['a Turkish word of apostrophes', () => turkish.fold(pumped("'", '\n'))],
    ['a Turkish word of endings', () => turkish.term('', pumped('istanlar', '1'))],
    ['a Kurmanji word of apostrophes', () => kurmanji.fold(pumped("'", '\n'))],
    ['a Kurmanji word without its letters', () => isKurmanji(pumped('êa', ' a b'))],
    ['an Arabic word without a joiner', () => joinedIn(pumped('ا', ' ا\u200Cب'))],
  ])('takes time by the length only: %s', (_, work) => {
    expect(cpuMsOf(work)).toBeLessThan(cpuMsMax);
  });

  it('finds the words that a non-joiner is in, and what is joined', () => {
    expect(joinedIn('او می\u200Cرود و ک\u200Cت\u200Cب \u200Cا')).toEqual(['می\u200Cرود', 'ک\u200Cت']);
  });
});

import { describe, expect, it } from 'vitest';
import { countsOf } from '../../shared/domain/counts.ts';
import { skeleton } from '../../shared/domain/skeleton.ts';
import { plainAnalyse } from '../match/plain-analyse.ts';

const valuesOf = (text: string) => countsOf(plainAnalyse(text), 1_000).map(({ value }) => value);

describe('countsOf', () => {
  it.each([
    ['about 6,000 detainees', [6000]],
    ['six thousand detainees and 150 guards', [6000, 150]],
    ['one hundred fifty men', [150]],
    ['3 million people', [3_000_000]],
    ['نحو 6 الاف معتقل', [6000]],
    ['سته الاف معتقل', [6000]],
    ['ستة آلاف معتقل', [6000]],
    ['مئة وخمسين معتقلا', [150]],
    ['الفي معتقل', [2000]],
    ['ألفي معتقل', [2000]],
    ['six mille détenus', [6000]],
    ['altı bin tutuklu', [6000]],
    ['شش هزار زندانی', [6000]],
    ['in 2019 and 1987', []],
    ['thousands of people, two of them', []],
    ['150, 200', [150, 200]],
    ['4 500 dockers, 22 navires', [4500, 22]],
    ['environ 6\u00A0000 détenus', [6000]],
    ['ثلاثمئة جندي', [300]],
    ['مئتي سجين', [200]],
    ['حدود 22 هزار نفر', [22_000]],
    ['', []],
  ])('%s', (text, values) => {
    expect(valuesOf(text)).toEqual(values);
  });

  it('names what is counted by the next words', () => {
    expect(countsOf(plainAnalyse('Some 2,000 of the moved detainees left'), 50)).toMatchObject([
      { value: 2000, things: ['moved', 'detainee'] },
    ]);
  });

  it('survives a text of nothing but numbers', () => {
    expect(valuesOf('million '.repeat(5_000)).length).toBeLessThanOrEqual(1_000);
    expect(valuesOf('9999999999 '.repeat(2_000))).toHaveLength(1_000);
  });
});

describe('skeleton', () => {
  it.each([
    ['الحسكة', 'Hasakah', 'Hassaké', 'Haseke', 'حسکه'],
    ['الخرطوم', 'Khartoum', 'Hartum', 'خارطوم'],
    ['بغداد', 'Baghdad', 'Bagdad'],
    ['كادقلي', 'Kadugli', 'Kadouqli'],
    ['أربعات', 'Arbaat'],
    ['سنتكوم', 'Sentcom'],
  ])('is one for %s', (first, ...others) => {
    expect(skeleton(first)).toBeDefined();
    for (const other of others) expect(skeleton(other)).toBe(skeleton(first));
  });

  it.each([
    ['دمشق', 'Baghdad'],
    ['الموصل', 'Moscow'],
    ['حلب', 'Halifax'],
  ])('%s is not %s', (left, right) => {
    expect(skeleton(left)).not.toBe(skeleton(right));
  });

  it('is undefined where fewer than 3 consonants are left, and bounded', () => {
    for (const word of ['Iran', 'علي', 'ae', '', '123', '😀😀😀']) expect(skeleton(word)).toBeUndefined();
    expect(skeleton('Krasnoyarsk'.repeat(1_000))!.length).toBeLessThanOrEqual(8);
  });
});

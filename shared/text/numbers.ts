import { foldDigits } from './letters.ts';

/** Languages that write 6.000 for six thousand and 17,4 for seventeen and a bit. */
const commaIsDecimal: ReadonlySet<string> = new Set(
  'tr fr es de it pt nl id ru pl ro sv da no nb fi uk'.split(' '),
);

/**
 * A number in one form: 6000 for 6,000, ٦٬٠٠٠, 6 000 and (in Turkish) 6.000; 17.4 for 17,4 and ١٧٫٤. Where a
 * separator may be either, the language decides.
 */
export function normaliseNumber(surface: string, lang: string): string {
  const plain = foldDigits(surface)
    .replace(/[٬\u00A0\u202F'’ ]/gu, '')
    .replace(/٫/gu, '.')
    .replace(/،/gu, ',');
  if (/^\d+$/u.test(plain)) return plain;
  const [decimal, thousands] = commaIsDecimal.has(lang) ? [',', '.'] : ['.', ','];
  const groups = plain.split(thousands);
  const isGrouped = groups.length > 1 && groups.slice(1).every((group) => /^\d{3}(?:\D|$)/u.test(group));
  const whole = isGrouped ? groups.join('') : plain.replaceAll(thousands, '.');
  return whole.replace(decimal, '.');
}

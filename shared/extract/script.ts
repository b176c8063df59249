/** Letters that only some of the languages in the Arabic script have. */
const kurdish = /[ێۆڵڕە]/gu;
const persian = /[پچژگ]/gu;
const arabicOnly = /[ةىإ]/gu;
const arabicScript = /[\u0620-\u06ff]/gu;
const letters = /\p{L}/gu;

const lettersMax = 4_000;
/** A script with less of the letters is there for names and quotations. */
const scriptShareMin = 0.5;
const letterShareMin = 0.01;

const arabicScripted = new Set('ar fa ur ckb ps sd ug ku arz'.split(' '));

/** The language that a page says it is in, unless its own letters say otherwise: themes are sold with a label. */
export function plausibleLang(lang: string | undefined, text: string): string | undefined {
  if (lang === undefined) return undefined;
  const sample = text.slice(0, lettersMax);
  const count = (pattern: RegExp) => sample.match(pattern)?.length ?? 0;
  const all = count(letters);
  const inArabicScript = count(arabicScript) / Math.max(1, all);
  if (inArabicScript >= scriptShareMin !== arabicScripted.has(lang)) return lang === 'ku' ? lang : undefined;
  const has = (pattern: RegExp) => count(pattern) / Math.max(1, all) >= letterShareMin;
  if (lang === 'ar' && (has(kurdish) || (has(persian) && !has(arabicOnly)))) return undefined;
  if (lang === 'fa' && (has(kurdish) || (has(arabicOnly) && !has(persian)))) return undefined;
  return lang;
}

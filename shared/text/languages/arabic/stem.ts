import { foldSeats, plainLetters } from '../../letters.ts';
import { closedWords, groupNouns, wholeWords } from './lexicon.ts';
import { closedNames } from './names.ts';
import { irregularForms } from './plurals.ts';

/**
 * The term of one Arabic word: attached particles off, endings off, a broken plural as its singular. A light stemmer
 * (Larkey, Ballesteros & Connell 2007, "Light stemming for Arabic information retrieval") that cuts by evidence: the
 * lexicon knows words that only look cut, and what is left of a word must be long enough, or known, to be one.
 *
 * A word and its definite form go the same way, so a wrong cut is at least the same cut everywhere.
 */
export function arabicTerm(surface: string): string {
  let word = plainLetters(surface);
  // Tanwin on alef is an ending; without the mark the alef may belong to the word.
  if (/(?:\u064B\u0627|\u0627\u064B)$/u.test(surface)) word = word.slice(0, -1);
  const bare = withoutParticles(word);
  // Broken plurals begin with أ, never with إ: أبعاد are dimensions, إبعاد is a deportation.
  return withoutEndings(foldSeats(bare), !bare.startsWith('إ')).replace(/ة$/u, 'ه');
}

/** How many UTF-16 units at the beginning of a word are particles that leave it whole: 2 for وبالعراق, where العراق is left. */
export function particleUnits(surface: string): number {
  let word = plainLetters(surface);
  let letterCount = 0;
  for (let cut = 0; cut < cutsMax && !/^(?:ال|لل)/u.test(word); cut += 1) {
    const next = cutOnce(word);
    if (next === undefined) break;
    letterCount += word.length - next.length;
    word = next;
  }
  if (letterCount === 0) return 0;
  const letters = surface.match(letterWithMarks)?.slice(0, letterCount) ?? [];
  const units = letters.length < letterCount ? 0 : letters.join('').length;
  return units < surface.length ? units : 0;
}

/** A letter with what is written on it and the stroke that lengthens it. */
const letterWithMarks = /[^\p{M}\u0640][\p{M}\u0640]*/guy;
const cutsMax = 5;

/** Letters that a cut must leave where nothing else speaks for it. */
const restMin = { conjunction: 3, preposition: 4, rareConjunction: 5 } as const;

function withoutParticles(plain: string): string {
  let word = plain;
  for (let cut = 0; cut < cutsMax; cut += 1) {
    const next = cutOnce(word);
    if (next === undefined) break;
    word = next;
  }
  return word;
}

function cutOnce(word: string): string | undefined {
  const first = word[0] ?? '';
  const rest = word.slice(1);
  // بآبل is "at Apple", not Babel: a seated alef is seldom the second letter of a word.
  const isSeated = /^[وفبلك][أإآ]../u.test(word) && isWhole(rest);
  if (word.length < 3 || (isWhole(word) && !isSeated)) return undefined;
  // وليون is "and Lyon" sooner than a plural of ولي: a word as it stands is better evidence than a stem.
  if (isKnown(word) && !isWhole(rest)) return undefined;
  if (word.startsWith('ال')) return word.length > 3 ? articleOff(word.slice(2)) : undefined;
  // An article with a madda is none; before a word that we know it is one in disguise, and no آلاف (thousands).
  if (word.startsWith('آل') && word.length > 4 && isKnown(word.slice(2))) return word.slice(2);
  if (word.startsWith('لل')) return word.length > 3 ? afterDoubleLam(word.slice(2)) : undefined;
  if (first === 'و' && mayFollow(rest, restMin.conjunction)) return rest;
  if (first === 'ف' && mayFollow(rest, restMin.rareConjunction)) return rest;
  if ((first === 'ب' || first === 'ل' || first === 'ك') && mayFollow(rest, restMin.preposition)) return rest;
  if (first === 'س' && /^[يتنأ].{3}/u.test(rest)) return rest;
  return undefined;
}

/** "ال" before a lone letter or a hamza that is no article stays. */
const articleOff = (rest: string) => (rest.length >= 2 ? rest : undefined);

/** للعراق is ل and العراق; للجنة is ل and اللجنة, whose own lam is written once less. */
function afterDoubleLam(rest: string): string {
  return isKnown(`ل${rest}`) && !isKnown(rest) ? `ل${rest}` : rest;
}

function mayFollow(rest: string, lettersMin: number): boolean {
  if (/^(?:ال|لل).{2}/u.test(rest) || isKnown(rest)) return true;
  // A word seldom has a seated hamza second; a word behind a particle often has it first.
  if (/^[أإآ]../u.test(rest)) return true;
  if (/^[وفبلك]/u.test(rest) && isKnown(rest.slice(1))) return true;
  // Foreign names are spelled with a long vowel after their first letter (بانكوك, كيغالي, لوهانسك); words seldom begin so.
  if (lettersMin !== restMin.conjunction && /^[اوي]/u.test(rest))
    return masdar.test(rest) || imperfect.test(rest);
  return withoutEndings(foldSeats(rest)).length >= lettersMin;
}

/** Verbal nouns that begin with a joining alef: اتفاق, انفجار, استخدام. */
const masdar = /^ا(?:ست.{1,2}ا.|ن..ا.|..[اي].|ت.ا.|..ا)(?:ات|ة|ه|ها|هم)?$/u;

/** ليكون: so that it may be. */
const imperfect = /^ي.{3,4}$/u;

function isWhole(plain: string): boolean {
  const folded = foldSeats(plain);
  return wholeWords.has(folded) || irregularForms.has(folded);
}

function isKnown(plain: string): boolean {
  if (isWhole(plain)) return true;
  const folded = foldSeats(plain);
  const stem = withoutEndings(folded);
  return stem !== folded && (knownStems.has(stem) || wholeWords.has(stem));
}

/** Endings of a folded word: pronouns, then number and gender. */
function withoutEndings(word: string, mayBeIrregular = true): string {
  const irregularEnd = (form: string) => (mayBeIrregular ? irregularForms.get(form) : undefined);
  const whole = irregularEnd(word);
  if (whole !== undefined) return genderOff(whole);
  if (closedNames.has(word)) return genderOff(word.replace(/(?<=..)يا$/u, 'ي'));
  if (closedWords.has(word)) return word;
  const owned = pronounOff(word);
  const known = owned === word ? undefined : irregularEnd(owned);
  if (known !== undefined) return genderOff(known);
  if (closedWords.has(owned)) return owned;
  const stem = numberOff(owned);
  return genderOff(irregularEnd(stem) ?? stem);
}

function pronounOff(word: string): string {
  for (const ending of ['هما', 'كما', 'ها', 'هم', 'هن', 'كم', 'نا']) {
    if (!word.endsWith(ending)) continue;
    const rest = word.slice(0, -ending.length);
    const min = ending === 'ها' || ending === 'هم' || ending === 'هما' ? 3 : 4;
    if (rest.length >= min || wholeWords.has(rest)) return boundForm(rest);
  }
  if (word.endsWith('ه') && word.length > 4) {
    const rest = word.slice(0, -1);
    if (/[تءي]$/u.test(rest) || irregularForms.has(rest) || wholeWords.has(rest)) return boundForm(rest);
  }
  return word;
}

/** A ta marbuta is written as ta before a pronoun: سيارته of سيارة. */
function boundForm(rest: string): string {
  return /[^ا]ت$/u.test(rest) && rest.length >= 4 && !closedWords.has(rest) ? `${rest.slice(0, -1)}ة` : rest;
}

/** Sound plurals, duals, the accusative alef. */
function numberOff(word: string): string {
  const cut = (count: number) => word.slice(0, -count);
  if (word.endsWith('ات') && word.length >= 5) return closedWords.has(`${cut(2)}ة`) ? `${cut(2)}ة` : cut(2);
  if (/(?:[^س]تان|تين)$/u.test(word) && word.length >= 6) return cut(3);
  if (/(?:ون|ين)$/u.test(word) && word.length >= 5 && mayBePlural(cut(2))) return cut(2);
  if (/^م...+ان$/u.test(word)) return cut(2);
  if (word.endsWith('وا') && word.length >= 5) return cut(2);
  if (word.endsWith('ي') && isGroup(cut(1))) return cut(1);
  if (word.endsWith('و') && isGroup(cut(1))) return cut(1);
  if (word.endsWith('يا') && word.length >= 5) return cut(1);
  if (word.endsWith('ا') && word.length >= 5) return cut(1);
  if (/[^ا]ت$/u.test(word) && word.length >= 5) return cut(1);
  return word;
}

/** What people, and words like them, are called: nisba, participle, trade (عراقي, مسافر, عامل, فنان); or a word we know. */
function mayBePlural(word: string): boolean {
  return /ي$|^م..|^.ا..$|^..ا.$/u.test(word) || wholeWords.has(word) || irregularForms.has(word);
}

/** Participles of the derived verbs name people more than anything else. */
function isGroup(word: string): boolean {
  return groupNouns.has(word) || /^م(?:ست..|ت.ا.|.ا..|ن..).?.$/u.test(word);
}

/** سورية, سوريا and سوري are one; قوة keeps its ta marbuta, since two letters are no word. */
function genderOff(word: string): string {
  if (/[ةه]$/u.test(word) && word.length >= 4 && !closedWords.has(word)) return word.slice(0, -1);
  return word;
}

const knownStems: ReadonlySet<string> = new Set([
  ...[...wholeWords].map((word) => withoutEndings(word)),
  ...[...irregularForms.values()].map(genderOff),
]);

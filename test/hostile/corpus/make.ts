/** Small pieces that the hostile inputs are made of. */

export type Stage =
  | 'feed' | 'page' | 'text' | 'date' | 'address' | 'header' | 'robots' | 'opml' | 'discover'
  | 'rasid-yaml' | 'topic-yaml' | 'words-yaml' | 'fetch' | 'refused-address' | 'hang' | 'feast' | 'busy'; // prettier-ignore

/** One input, made when it is needed: a process may have made the ones before it. */
export interface Hostile {
  readonly stage: Stage;
  readonly name: string;
  readonly make: () => string | Uint8Array;
}

export type Inputs = Readonly<Record<string, () => string | Uint8Array>>;

export const hostile = (stage: Stage, inputs: Inputs): Hostile[] =>
  Object.entries(inputs).map(([name, make]) => ({ stage, name, make }));

/** A family of inputs: one for each value of a parameter. */
export const family = <T>(
  values: Readonly<Record<string, T>>,
  name: (key: string) => string,
  make: (value: T) => string | Uint8Array,
): Inputs => Object.fromEntries(Object.entries(values).map(([key, value]) => [name(key), () => make(value)]));

export const many = (text: string, count: number) => text.repeat(count);
export const list = (count: number, one: (index: number) => string, between = '') =>
  Array.from({ length: count }, (_, index) => one(index)).join(between);

/** A word of its own for each number, of letters only. */
export const wordOf = (index: number, letters = 'bcdfghklmnprstvz') => {
  let word = '';
  for (let rest = index + letters.length ** 2; rest > 0; rest = Math.floor(rest / letters.length)) {
    word = `${letters[rest % letters.length] ?? ''}a${word}`;
  }
  return word;
};

export const sentence = 'Some words of a text that goes on for a while, as texts do. ';
export const arabicSentence =
  'أعلنت السلطات في بغداد وصول الدفعة الأولى من المعتقلين وقال المتحدث إن العدد يبلغ ستة آلاف. ';

export const utf16 = (text: string, order: 'le' | 'be'): Uint8Array => {
  const bytes = Buffer.from(text, 'utf16le');
  return order === 'le' ? bytes : bytes.swap16();
};
export const utf32le = (text: string): Uint8Array => {
  const points = Uint32Array.from(Array.from(text, (letter) => letter.codePointAt(0) ?? 0));
  return new Uint8Array(points.buffer);
};

/** What a request may take in all. */
export const fetchMsMax = 1_000;

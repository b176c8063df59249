/**
 * MinHash (Broder 1997) over three-word shingles: the share of equal places of two signatures estimates how
 * many shingles their texts have in common, of all that either has.
 */
export const minhashSettings = {
  places: 128,
  shingleWords: 3,
  /** Fewer say too little: two notices of one line may be equal by chance. */
  shinglesMin: 8,
  wordsMax: 5_000,
} as const;

const seeds = makeSeeds(minhashSettings.places);

/** Signature of 32-bit numbers; empty for a text too short to be told from others. */
export function minhash(words: readonly string[]): number[] {
  const { shingleWords, shinglesMin, wordsMax, places } = minhashSettings;
  const used = words.slice(0, wordsMax);
  const shingles = new Set<number>();
  for (let at = 0; at + shingleWords <= used.length; at += 1)
    shingles.add(hash(used.slice(at, at + shingleWords).join(' ')));
  if (shingles.size < shinglesMin) return [];
  const signature = new Array<number>(places).fill(0xffffffff);
  for (const shingle of shingles) {
    for (let place = 0; place < places; place += 1) {
      const mixed = mix(shingle ^ seeds[place]!);
      if (mixed < signature[place]!) signature[place] = mixed;
    }
  }
  return signature;
}

/** In [0, 1]; 0 when either text was too short. */
export function resemblance(left: readonly number[], right: readonly number[]): number {
  if (left.length === 0 || left.length !== right.length) return 0;
  let equal = 0;
  for (let place = 0; place < left.length; place += 1) if (left[place] === right[place]) equal += 1;
  return equal / left.length;
}

/** FNV-1a over UTF-16 units. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return value >>> 0;
}

/** The finaliser of MurmurHash3. */
function mix(source: number): number {
  let value = source;
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}

function makeSeeds(count: number): number[] {
  return Array.from({ length: count }, (_, at) => mix((at + 1) * 0x9e3779b9));
}

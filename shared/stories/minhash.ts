import type { Signature } from '../domain/story.ts';

/**
 * MinHash (Broder 1997) over three-word shingles: the share of equal places of two signatures estimates how many
 * shingles their texts have in common, of all that either has. Six bits a place are enough (b-bit minwise hashing,
 * Li and König 2010): what is equal by chance is known and taken off.
 */
export const minhashSettings = {
  places: 128,
  shingleWords: 3,
  /** Fewer say too little: two notices of one line may be equal by chance. */
  shinglesMin: 8,
  wordsMax: 5_000,
  /** Less in common cannot be told from chance, however short one of the texts is. */
  resemblanceMin: 0.08,
} as const;

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const chance = 1 / letters.length;
const seeds = makeSeeds(minhashSettings.places);

/** One letter a place; no letters for a text too short to be told from others. */
export function minhash(words: readonly string[]): Signature {
  const { shingleWords, shinglesMin, wordsMax, places } = minhashSettings;
  const used = words.slice(0, wordsMax);
  const shingles = new Set<number>();
  for (let at = 0; at + shingleWords <= used.length; at += 1)
    shingles.add(hash(used.slice(at, at + shingleWords).join(' ')));
  if (shingles.size < shinglesMin) return { places: '', shingleCount: shingles.size };
  const least = new Array<number>(places).fill(0xffffffff);
  for (const shingle of shingles) {
    for (let place = 0; place < places; place += 1) {
      const mixed = mix(shingle ^ seeds[place]!);
      if (mixed < least[place]!) least[place] = mixed;
    }
  }
  // The lowest bits: of the least of many numbers the highest are nearly always 0.
  return { places: least.map((value) => letters[value & 63]).join(''), shingleCount: shingles.size };
}

/** In [0, 1]: of all shingles of two texts, the share that both have; 0 when either was too short. */
export function resemblance(left: Signature, right: Signature): number {
  const { length } = left.places;
  if (length === 0 || length !== right.places.length) return 0;
  let equalCount = 0;
  for (let place = 0; place < length; place += 1)
    if (left.places.charCodeAt(place) === right.places.charCodeAt(place)) equalCount += 1;
  return Math.max(0, (equalCount / length - chance) / (1 - chance));
}

/**
 * In [0, 1]: of the shingles of the shorter text, the share that the longer has too. A text that was cut, or that
 * stands in a longer one, is a copy however much there is beside it.
 */
export function containment(left: Signature, right: Signature): number {
  const alike = resemblance(left, right);
  if (alike < minhashSettings.resemblanceMin) return 0;
  const { shingleCount: ofLeft } = left;
  const { shingleCount: ofRight } = right;
  const common = (alike * (ofLeft + ofRight)) / (1 + alike);
  return Math.min(1, common / Math.min(ofLeft, ofRight));
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

/** What others do, in their plainest form and on plain words: beside these our figures are printed. */
const wordsOf = (text: string) => text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];

/** A hash of the whole text: nothing but white space and punctuation may differ. */
export const isSameText = (left: string, right: string) =>
  wordsOf(left).join(' ') === wordsOf(right).join(' ');

const bits = 64;
const distanceMax = 3;

/** SimHash (Charikar 2002) of 64 bits over pairs of words, copies within 3 bits (Manku, Jain and Das Sarma 2007). */
export function isNearSimhash(left: string, right: string): boolean {
  const [a, b] = [simhash(left), simhash(right)];
  return a.filter((bit, at) => bit !== b[at]).length <= distanceMax;
}

function simhash(text: string): boolean[] {
  const words = wordsOf(text);
  const sums = new Array<number>(bits).fill(0);
  for (let at = 0; at + 1 < words.length; at += 1) {
    const pair = `${words[at]} ${words[at + 1]}`;
    const [low, high] = [hash(pair, 0x811c9dc5), hash(pair, 0x01234567)];
    for (let bit = 0; bit < bits; bit += 1)
      sums[bit]! += ((bit < 32 ? low : high) >>> (bit % 32)) & 1 ? 1 : -1;
  }
  return sums.map((sum) => sum > 0);
}

/** FNV-1a with the finaliser of MurmurHash3. */
function hash(text: string, seed: number): number {
  let value = seed;
  for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}

/**
 * TF-IDF clustering: each text joins the cluster whose centroid is nearest, from a cosine on. Rarities are those of the
 * whole set, which no stream knows, and the cosine is the caller's to tune: a peer at its best.
 */
export function tfIdfClusters(texts: readonly string[], cosineMin: number): number[] {
  const counted = texts.map((text) => {
    const counts = new Map<string, number>();
    for (const word of wordsOf(text)) counts.set(word, (counts.get(word) ?? 0) + 1);
    return counts;
  });
  const documents = new Map<string, number>();
  for (const counts of counted)
    for (const word of counts.keys()) documents.set(word, (documents.get(word) ?? 0) + 1);
  const clusters: Map<string, number>[] = [];
  return counted.map((counts) => {
    const vector = unit(
      [...counts].map(([word, count]) => [
        word,
        (1 + Math.log(count)) * Math.log(texts.length / documents.get(word)!),
      ]),
    );
    const cosines = clusters.map((cluster) => {
      let [dot, square] = [0, 0];
      for (const [word, weight] of vector) dot += weight * (cluster.get(word) ?? 0);
      for (const weight of cluster.values()) square += weight * weight;
      return dot / Math.sqrt(square);
    });
    const best = cosines.reduce((at, cosine, other) => (cosine > (cosines[at] ?? -1) ? other : at), -1);
    const joined = best >= 0 && cosines[best]! >= cosineMin ? best : clusters.push(new Map()) - 1;
    const cluster = clusters[joined]!;
    for (const [word, weight] of vector) cluster.set(word, (cluster.get(word) ?? 0) + weight);
    return joined;
  });
}

function unit(entries: readonly (readonly [string, number])[]): Map<string, number> {
  const length = Math.hypot(...entries.map(([, weight]) => weight)) || 1;
  return new Map(entries.map(([word, weight]) => [word, weight / length]));
}

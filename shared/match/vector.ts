import type { Vector } from './plan.ts';

export function unit(vector: Vector): Vector {
  const length = lengthOf(vector);
  return new Map([...vector].map(([key, weight]) => [key, weight / length]));
}

export function dot(left: Vector, right: Vector): number {
  let sum = 0;
  for (const [key, weight] of left) sum += weight * (right.get(key) ?? 0);
  return sum;
}

/** Their mean direction, at unit length. */
export function centroid(vectors: readonly Vector[]): Vector {
  const sum = new Map<string, number>();
  for (const vector of vectors)
    for (const [key, weight] of vector) sum.set(key, (sum.get(key) ?? 0) + weight);
  return unit(sum);
}

export function heaviest(vector: Vector, termsMax: number): Vector {
  return new Map([...vector].sort((a, b) => b[1] - a[1]).slice(0, termsMax));
}

function lengthOf(vector: Vector): number {
  let square = 0;
  for (const weight of vector.values()) square += weight * weight;
  return Math.sqrt(square) || 1;
}

/** Euclidean length. */
export function vectorLength(vector: ArrayLike<number>): number {
  let squares = 0;
  for (let i = 0; i < vector.length; i++) squares += (vector[i] as number) ** 2;
  return Math.sqrt(squares);
}

/** The vector scaled to length 1; undefined for one that has no direction (all zeros, or values that are no numbers). */
export function normalise(vector: ArrayLike<number>): Float32Array | undefined {
  const length = vectorLength(vector);
  if (!(length > 0) || !Number.isFinite(length)) return undefined;
  return Float32Array.from(vector, (value) => value / length);
}

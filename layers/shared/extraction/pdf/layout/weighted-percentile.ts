/** Parts that the range of the values is cut into: only the values of one of them are put in order. */
const PARTS = 128;

/**
 * The least of `values` that together with all smaller ones has `share` of the weights; undefined without values.
 * Linear in values that are spread; O(n log n) where most are much alike.
 */
export function weightedPercentile(
  values: readonly number[],
  weights: readonly number[],
  share: number,
): number | undefined {
  let total = 0;
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < values.length; at++) {
    const value = values[at] as number;
    total += weights[at] as number;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  const wanted = total * share;
  const scale = PARTS / (most - least);
  // All are alike, or too far apart to be counted in parts.
  if (!Number.isFinite(scale) || scale === 0) return walk([...values.keys()], values, weights, wanted);
  const partOf = (value: number): number => Math.min(PARTS - 1, Math.floor((value - least) * scale));

  const sums = new Float64Array(PARTS);
  for (let at = 0; at < values.length; at++)
    sums[partOf(values[at] as number)] =
      (sums[partOf(values[at] as number)] as number) + (weights[at] as number);
  let part = 0;
  let before = 0;
  while (part < PARTS - 1 && before + (sums[part] as number) < wanted) before += sums[part++] as number;
  const within: number[] = [];
  for (let at = 0; at < values.length; at++) if (partOf(values[at] as number) === part) within.push(at);
  return walk(within, values, weights, wanted - before);
}

/** The same for those of the values that `indexes` names, and a sum of weights. */
function walk(
  indexes: number[],
  values: readonly number[],
  weights: readonly number[],
  wanted: number,
): number | undefined {
  const valueAt = (index: number): number => values[index] as number;
  let sum = 0;
  for (const index of indexes.sort((a, b) => valueAt(a) - valueAt(b))) {
    sum += weights[index] as number;
    if (sum >= wanted) return valueAt(index);
  }
  return undefined;
}

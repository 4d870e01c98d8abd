import { describe, expect, it } from 'vitest';
import { weightedPercentile } from '#shared/extraction/pdf/layout/weighted-percentile.ts';

/** As the definition says: put in order, then counted up. */
function byDefinition(values: readonly number[], weights: readonly number[], share: number) {
  const wanted = weights.reduce((sum, weight) => sum + weight, 0) * share;
  let sum = 0;
  return values
    .map((value, index) => ({ value, weight: weights[index] ?? 0 }))
    .sort((a, b) => a.value - b.value)
    .find(({ weight }) => {
      sum += weight;
      return sum >= wanted;
    })?.value;
}

const agrees = (values: readonly number[], weights: readonly number[]) => {
  for (const share of [0, 0.1, 0.4, 0.5, 0.99, 1])
    expect(weightedPercentile(values, weights, share)).toBe(byDefinition(values, weights, share));
};

describe('the weighted percentile', () => {
  it('is what ordering all values gives, however they are spread', () => {
    const steps = Array.from({ length: 500 }, (_none, index) => index);
    const weights = steps.map((step) => 1 + (step % 7));
    agrees(
      steps.map((step) => ((step * 7919) % 503) / 17),
      weights,
    );
    agrees(
      steps.map((step) => (step === 250 ? 1e9 : ((step * 31) % 11) + 0.5)),
      weights,
    );
    agrees(
      steps.map((step) => 2 ** (((step * 37) % 200) - 100)),
      weights,
    );
  });

  it('knows one value, equal ones, endless ones and none', () => {
    agrees([3.5], [4]);
    agrees([2, 2, 2], [1, 2, 3]);
    agrees([1, Number.POSITIVE_INFINITY, 2], [3, 0, 1]);
    agrees([5, 5 + Number.EPSILON * 8, Number.MIN_VALUE], [1, 1, 1]);
    expect(weightedPercentile([], [], 0.4)).toBeUndefined();
  });
});

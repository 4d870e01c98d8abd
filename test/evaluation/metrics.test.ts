import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bestAssignment } from '#shared/evaluation/metrics/assignment.ts';
import { editDistance } from '#shared/evaluation/metrics/edit-distance.ts';
import { anls, exactMatch, normalizeText, tokenF1 } from '#shared/evaluation/metrics/text.ts';
import { scoreLists, similarity } from '#shared/evaluation/metrics/values.ts';

describe('texts', () => {
  it.each([
    ['kitten', 'sitting', 3],
    ['', 'abc', 3],
    ['flaw', 'lawn', 2],
    ['intention', 'execution', 5],
    ['Müller', 'Muller', 1],
    ['a😀b', 'ab', 1],
    ['same', 'same', 0],
  ])('edit distance of "%s" and "%s" is %d', (a, b, distance) => {
    expect(editDistance(a, b)).toBe(distance);
    expect(editDistance(b, a)).toBe(distance);
  });

  it.each([
    // Worked by hand after the definition: 1 - distance / longest, 0 below a half.
    ['Apple Inc', 'apple inc', 1],
    ['INV-2026-0O1', 'INV-2026-001', 1 - 1 / 12],
    ['kitten', 'sitting', 1 - 3 / 7],
    ['abcd', 'abxy', 0.5],
    ['abc', 'xyz', 0],
    ['12', '1234567', 0],
    ['', '', 1],
    ['', 'x', 0],
  ])('ANLS of "%s" and "%s" is %d', (a, b, score) => {
    expect(anls(a, b)).toBeCloseTo(score, 10);
  });

  it('does not spend minutes on two books', () => {
    expect(anls('ab'.repeat(5000), 'ba'.repeat(5000))).toBeUndefined();
    expect(anls('ab'.repeat(50_000), 'ab'.repeat(50_000))).toBe(1);
    expect(anls('a', 'ab'.repeat(50_000))).toBe(0);
  });

  it.each([
    // As the SQuAD 1.1 script counts them.
    ['the cat sat', 'A cat sat down', 0.8],
    ['Paris', 'paris.', 1],
    ['Paris, France', 'Paris', 2 / 3],
    ['to be or not to be', 'to be', 0.5],
    ['London', 'Paris', 0],
    ['the', 'a', 1],
    ['the', 'Paris', 0],
    ['Straße 12', 'Straße 12 Berlin', 0.8],
  ])('token F1 of "%s" and "%s" is %d', (a, b, score) => {
    expect(tokenF1(a, b)).toBeCloseTo(score, 10);
  });

  it.each([
    [' ACME\n  Ltd. ', 'acme ltd', 1],
    ['“Yes”', 'yes', 1],
    ['ﬁne', 'fine', 1],
    ['1.5', '15', 0],
    ['-5', '5', 0],
    ['ACME', 'ACME 2', 0],
  ])('exact match of "%s" and "%s" is %d', (a, b, score) => {
    expect(exactMatch(a, b)).toBe(score);
  });

  it('normalises what is normal already to itself', () => {
    fc.assert(
      fc.property(fc.string(), (text) => normalizeText(normalizeText(text)) === normalizeText(text)),
      {
        seed: 7,
      },
    );
  });
});

/** All pairings, one by one. */
function bestTotal(weights: number[][], row = 0, used = new Set<number>()): number {
  const current = weights[row];
  if (!current) return 0;
  let best = bestTotal(weights, row + 1, used);
  for (const [column, weight] of current.entries()) {
    if (used.has(column)) continue;
    best = Math.max(best, weight + bestTotal(weights, row + 1, new Set([...used, column])));
  }
  return best;
}

describe('assignment', () => {
  it('does better than taking the best pair first', () => {
    const weights = [
      [0.9, 0.8],
      [0.8, 0.1],
    ];
    expect(bestAssignment(weights)).toEqual([
      [0, 1],
      [1, 0],
    ]);
    expect(bestAssignment([])).toEqual([]);
    expect(bestAssignment([[0.2], [0.7], [0.1]])).toEqual([[1, 0]]);
  });

  it('finds what trying all pairings finds', () => {
    const matrix = fc
      .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }))
      .chain(([rows, columns]) => {
        const row = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), {
          minLength: columns,
          maxLength: columns,
        });
        return fc.array(row, { minLength: rows, maxLength: rows });
      });
    fc.assert(
      fc.property(matrix, (weights) => {
        const pairs = bestAssignment(weights);
        expect(pairs).toHaveLength(Math.min(weights.length, weights[0]?.length ?? 0));
        expect(new Set(pairs.map(([row]) => row)).size).toBe(pairs.length);
        expect(new Set(pairs.map(([, column]) => column)).size).toBe(pairs.length);
        const total = pairs.reduce((sum, [row, column]) => sum + (weights[row]?.[column] ?? 0), 0);
        expect(total).toBeCloseTo(bestTotal(weights), 8);
      }),
      { numRuns: 150, seed: 11 },
    );
  });

  it.each([
    ['lists within lists', (i: number) => Array.from({ length: 300 }, (_, j) => `${i * j}`)],
    ['long texts', (i: number) => String.fromCharCode(97 + (i % 26)).repeat(4000 + i)],
  ])('gives up on %s that would take minutes', (_, item) => {
    const list = (start: number) => Array.from({ length: 300 }, (_unused, i) => item(i + start));
    expect(scoreLists(list(0), list(1))).toBeUndefined();
  });

  it('pairs 400 with 400 in moderate time', () => {
    const weights = Array.from({ length: 400 }, (_, i) =>
      Array.from({ length: 400 }, (_unused, j) => ((i * 31 + j * 17) % 97) / 97),
    );
    const start = performance.now();
    expect(bestAssignment(weights)).toHaveLength(400);
    expect(performance.now() - start).toBeLessThan(5000);
  });
});

describe('lists and objects', () => {
  it.each([
    // Order does not matter; each item counts once.
    [['b', 'a'], ['a', 'b'], 1, 1],
    [['a', 'a'], ['a', 'b'], 0.5, 0.5],
    [['a'], ['a', 'b'], 1, 0.5],
    [['a', 'b', 'c', 'd'], ['a', 'b'], 0.5, 1],
    [[], ['a'], 0, 0],
    [[], [], 1, 1],
    [[1, 2.5], [2.5, 3], 0.5, 0.5],
  ])('%j for %j: precision %d, recall %d', (given, wanted, precision, recall) => {
    expect(scoreLists(given, wanted)).toMatchObject({ precision, recall });
  });

  it('pairs rows of a table by likeness of their fields', () => {
    const wanted = [
      { item: 'Screws', price: 4.5 },
      { item: 'Nails', price: 2 },
    ];
    const given = [
      { item: 'Nails', price: 2 },
      { item: 'Screws', price: 5.4 },
    ];
    expect(scoreLists(given, wanted)).toEqual({ precision: 0.75, recall: 0.75, f1: 0.75 });
  });

  it.each([
    [{ a: 1, b: 'x' }, { a: 1, b: 'x' }, 1],
    [{ a: 1 }, { a: 1, b: 'x' }, 0.5],
    [{ a: 1, extra: 'y' }, { a: 1 }, 0.5],
    [{ a: null }, { a: null }, 1],
    [{ a: null }, {}, 1],
    ['1,234.50 EUR', 1234.5, 1],
    [0, null, 0],
    [false, null, 0],
    [true, 'true', 1],
    [{ a: [1, 2] }, { a: [2, 1] }, 1],
    [{}, [], 0],
    ['x', { a: 1 }, 0],
  ])('likeness of %j and %j is %d', (given, wanted, score) => {
    expect(similarity(given, wanted)).toBe(score);
  });

  it('does not try to pair thousands', () => {
    expect(scoreLists(new Array(401).fill('a'), ['a'])).toBeUndefined();
    expect(similarity({ rows: new Array(401).fill('a') }, { rows: ['a'] })).toBeUndefined();
  });
});

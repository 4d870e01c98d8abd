import { expect, it } from 'vitest';
import { clusterEdges } from '#shared/extraction/pdf/layout/edges.ts';

it('gives each x the edge of its column, from left to right and however they are ordered', () => {
  const { edges, edgeOf } = clusterEdges([100.5, 20, 300, 100, 101.1, 20.4]);
  expect(edges).toEqual([
    { x: 20, members: 2, index: 0 },
    { x: 100, members: 3, index: 1 },
    { x: 300, members: 1, index: 2 },
  ]);
  expect(edgeOf.map(({ index }) => index)).toEqual([1, 0, 2, 1, 1, 0]);
});

it('ends a column that grows on and on', () => {
  const { edges } = clusterEdges([10, 10.5, 11, 11.5, 12, 12.5]);
  expect(edges.map(({ x, members }) => [x, members])).toEqual([
    [10, 4],
    [12, 2],
  ]);
});

it('knows no edges where there is nothing', () => {
  expect(clusterEdges([])).toEqual({ edges: [], edgeOf: [] });
});

/**
 * The pairing of rows with columns that has the greatest total weight; each row and column is used at most once.
 * Hungarian method with potentials, O(rows² × columns) for the shorter side (Kuhn 1955, Munkres 1957).
 *
 * @param weights A row of weights for each row, 0 to 1, all of one length.
 * @returns Pairs [row, column], in order of rows.
 */
export function bestAssignment(weights: readonly (readonly number[])[]): [number, number][] {
  const columns = weights[0]?.length ?? 0;
  if (weights.length === 0 || columns === 0) return [];
  if (weights.length <= columns) return assignRows(weights);
  const turned = Array.from({ length: columns }, (_, column) => weights.map((row) => row[column] ?? 0));
  return assignRows(turned)
    .map(([column, row]): [number, number] => [row, column])
    .sort(([a], [b]) => a - b);
}

/** For at most as many rows as columns. Row and column 0 are the sentinels of the usual formulation. */
function assignRows(weights: readonly (readonly number[])[]): [number, number][] {
  const rows = weights.length;
  const columns = weights[0]?.length ?? 0;
  const rowPotential = new Float64Array(rows + 1);
  const columnPotential = new Float64Array(columns + 1);
  const rowOf = new Int32Array(columns + 1);
  const cameFrom = new Int32Array(columns + 1);
  const at = (array: Float64Array | Int32Array, index: number) => array[index] ?? 0;

  for (let row = 1; row <= rows; row++) {
    rowOf[0] = row;
    let column = 0;
    const slack = new Float64Array(columns + 1).fill(Number.POSITIVE_INFINITY);
    const visited = new Uint8Array(columns + 1);
    do {
      visited[column] = 1;
      const current = at(rowOf, column);
      let smallest = Number.POSITIVE_INFINITY;
      let nearest = 0;
      for (let next = 1; next <= columns; next++) {
        if (visited[next]) continue;
        const cost = 1 - (weights[current - 1]?.[next - 1] ?? 0);
        const reduced = cost - at(rowPotential, current) - at(columnPotential, next);
        if (reduced < at(slack, next)) {
          slack[next] = reduced;
          cameFrom[next] = column;
        }
        if (at(slack, next) < smallest) {
          smallest = at(slack, next);
          nearest = next;
        }
      }
      for (let index = 0; index <= columns; index++) {
        if (visited[index]) {
          const owner = at(rowOf, index);
          rowPotential[owner] = at(rowPotential, owner) + smallest;
          columnPotential[index] = at(columnPotential, index) - smallest;
        } else {
          slack[index] = at(slack, index) - smallest;
        }
      }
      column = nearest;
    } while (at(rowOf, column) !== 0);
    for (; column !== 0; column = at(cameFrom, column)) rowOf[column] = at(rowOf, at(cameFrom, column));
  }
  const pairs: [number, number][] = [];
  for (let column = 1; column <= columns; column++) {
    if (at(rowOf, column) > 0) pairs.push([at(rowOf, column) - 1, column - 1]);
  }
  return pairs.sort(([a], [b]) => a - b);
}

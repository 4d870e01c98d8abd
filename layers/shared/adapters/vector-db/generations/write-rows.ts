import type { VectorRow } from '../types.ts';
import type { RowScope, RowStore } from './row-store.ts';

/** Bytes a number takes in JSON at most, with its comma (`-1.23456789e-38,`), and a row's keys and fields. */
const BYTES_PER_NUMBER = 17;
const BYTES_PER_ROW = 2048;

/**
 * Writes rows in parts that fit the store's limits, several at once. `done` is told how many rows, counted from the
 * first, are written without a gap, also when a part fails; then no further part is begun, and its error is thrown.
 */
export async function writeRows(
  store: RowStore,
  scope: RowScope,
  rows: readonly VectorRow[],
  done: (count: number) => void,
  signal?: AbortSignal,
): Promise<void> {
  const size = rowsPerPart(store, scope);
  const parts = Array.from({ length: Math.ceil(rows.length / size) }, (_, i) =>
    rows.slice(i * size, (i + 1) * size),
  );
  const written = new Set<number>();
  let next = 0;
  let failure: { error: unknown } | undefined;
  const work = async () => {
    while (!failure) {
      const at = next++;
      const part = parts[at];
      if (!part) return;
      try {
        signal?.throwIfAborted();
        await store.write(scope, part, signal);
        written.add(at);
      } catch (error) {
        failure ??= { error };
      }
    }
  };
  await Promise.all(Array.from({ length: store.limits.concurrency }, work));
  let whole = 0;
  while (written.has(whole)) whole++;
  done(Math.min(whole * size, rows.length));
  if (failure) throw failure.error;
}

function rowsPerPart({ limits }: RowStore, { dimensions }: RowScope): number {
  const fit = Math.floor(limits.bytes / (dimensions * BYTES_PER_NUMBER + BYTES_PER_ROW));
  return Math.max(1, Math.min(limits.rows, fit));
}

/** Numbers for JSON: nine digits are enough to give back every float32 exactly, and a third shorter. */
export const jsonNumbers = (vector: Float32Array): number[] =>
  Array.from(vector, (value) => Number(value.toPrecision(9)));

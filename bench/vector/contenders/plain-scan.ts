import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MakeContender } from '../contender.ts';
import { DOCUMENTS, documentOf, exactNearest } from '../vectors.ts';

/** The floor: one array in one file, and a loop. */
export const plainScan: MakeContender = async () => ({
  insert: (folder, _, { data }) => writeFile(join(folder, 'rows.f32'), data),
  async open(folder, { rows }) {
    const file = await readFile(join(folder, 'rows.f32'));
    const data = new Float32Array(file.buffer, file.byteOffset, file.byteLength / 4);
    const starts = Array.from({ length: DOCUMENTS + 1 }, (_, document) => firstRow(document, rows));
    return {
      query: async (vector, most) => exactNearest(data, vector, most),
      queryDocument: async (document, vector, most) =>
        exactNearest(data, vector, most, starts[document], starts[document + 1]),
      close: async () => {},
    };
  },
});

function firstRow(document: number, rows: number): number {
  let row = Math.floor((document * rows) / DOCUMENTS);
  while (row < rows && documentOf(row, rows) < document) row++;
  return row;
}

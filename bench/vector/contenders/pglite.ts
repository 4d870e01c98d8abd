import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { vector as pgvector } from '@electric-sql/pglite-pgvector';
import type { MakeContender } from '../contender.ts';
import { documentOf } from '../vectors.ts';

const ROWS_PER_INSERT = 500;

/** PostgreSQL with pgvector in the process (WebAssembly), on disk, exact: no HNSW index, as this project uses it. */
export const pglite: MakeContender = async () => {
  const start = (folder: string) =>
    PGlite.create({ dataDir: join(folder, 'pg'), extensions: { vector: pgvector } });
  const literal = (vector: Float32Array) => `[${vector.join(',')}]`;
  return {
    async insert(folder, { rows, dimensions }, { data }) {
      const db = await start(folder);
      await db.exec(
        `CREATE EXTENSION vector; CREATE TABLE rows (document int, id int, embedding vector(${dimensions}),
          PRIMARY KEY (document, id)); BEGIN`,
      );
      for (let at = 0; at < rows; at += ROWS_PER_INSERT) {
        const part = Array.from({ length: Math.min(ROWS_PER_INSERT, rows - at) }, (_, i) => at + i);
        await db.query(
          `INSERT INTO rows SELECT document, id, embedding::vector
            FROM unnest($1::int[], $2::int[], $3::text[]) AS row(document, id, embedding)`,
          [
            part.map((row) => documentOf(row, rows)),
            part,
            part.map((row) => literal(data.subarray(row * dimensions, (row + 1) * dimensions))),
          ],
        );
      }
      await db.exec('COMMIT');
      await db.close();
    },
    async open(folder) {
      const db = await start(folder);
      const ask = async (where: string, values: unknown[]) => {
        const text = `SELECT id FROM rows ${where} ORDER BY embedding <=> $1::vector LIMIT $2`;
        const { rows } = await db.query<{ id: number }>(text, values);
        return rows.map(({ id }) => id);
      };
      return {
        query: (vector, most) => ask('', [literal(vector), most]),
        queryDocument: (document, vector, most) =>
          ask('WHERE document = $3', [literal(vector), most, document]),
        close: () => db.close(),
      };
    },
  };
};

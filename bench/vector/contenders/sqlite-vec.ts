import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { MakeContender } from '../contender.ts';
import { documentOf } from '../vectors.ts';

type SqliteVec = { getLoadablePath(): string };

/** sqlite-vec's vec0 table, float32, in Node's SQLite; the document is a metadata column that it filters by. */
export const sqliteVec: MakeContender = async (load) => {
  const { getLoadablePath } = await load<SqliteVec>('sqlite-vec');
  const start = (folder: string) => {
    const db = new DatabaseSync(join(folder, 'rows.db'), { allowExtension: true });
    db.loadExtension(getLoadablePath());
    return db;
  };
  const bytes = (vector: Float32Array) => new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength);
  return {
    async insert(folder, { rows, dimensions }, { data }) {
      const db = start(folder);
      db.exec(
        `CREATE VIRTUAL TABLE rows USING vec0(id integer primary key, document integer,
          embedding float[${dimensions}] distance_metric=cosine); BEGIN`,
      );
      const insert = db.prepare('INSERT INTO rows (id, document, embedding) VALUES (?, ?, ?)');
      for (let row = 0; row < rows; row++) {
        const vector = data.subarray(row * dimensions, (row + 1) * dimensions);
        insert.run(BigInt(row), BigInt(documentOf(row, rows)), bytes(vector));
      }
      db.exec('COMMIT');
      db.close();
    },
    async open(folder) {
      const db = start(folder);
      const all = db.prepare('SELECT id FROM rows WHERE embedding MATCH ? AND k = ? ORDER BY distance');
      const one = db.prepare(
        'SELECT id FROM rows WHERE embedding MATCH ? AND k = ? AND document = ? ORDER BY distance',
      );
      const ids = (rows: unknown[]) => rows.map((row) => Number((row as { id: number }).id));
      return {
        query: async (vector, most) => ids(all.all(bytes(vector), BigInt(most))),
        queryDocument: async (document, vector, most) =>
          ids(one.all(bytes(vector), BigInt(most), BigInt(document))),
        close: async () => db.close(),
      };
    },
  };
};

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MakeContender } from '../contender.ts';
import { documentOf } from '../vectors.ts';

type Orama = {
  create(options: object): unknown;
  insertMultiple(db: unknown, rows: object[], batch?: number): Promise<unknown>;
  search(db: unknown, query: object): Promise<{ hits: { id: string }[] }>;
  save(db: unknown): unknown;
  load(db: unknown, raw: unknown): void;
};

/** Orama's vector search, saved as JSON, which is the only form it has; above a few ten thousand rows that is too long. */
export const orama: MakeContender = async (load) => {
  const api = await load<Orama>('@orama/orama');
  const make = (dimensions: number) =>
    api.create({ schema: { document: 'enum', embedding: `vector[${dimensions}]` } });
  return {
    async insert(folder, { rows, dimensions }, { data }) {
      const db = make(dimensions);
      const all = Array.from({ length: rows }, (_, row) => ({
        id: String(row),
        document: documentOf(row, rows),
        embedding: [...data.subarray(row * dimensions, (row + 1) * dimensions)],
      }));
      await api.insertMultiple(db, all, 500);
      await writeFile(join(folder, 'rows.json'), JSON.stringify(api.save(db)));
    },
    async open(folder, { dimensions }) {
      const db = make(dimensions);
      api.load(db, JSON.parse(await readFile(join(folder, 'rows.json'), 'utf8')));
      const ask = async (vector: Float32Array, limit: number, where: object) => {
        const query = {
          mode: 'vector',
          vector: { value: [...vector], property: 'embedding' },
          similarity: -1,
        };
        const { hits } = await api.search(db, { ...query, limit, ...where });
        return hits.map(({ id }) => Number(id));
      };
      return {
        query: (vector, most) => ask(vector, most, {}),
        queryDocument: (document, vector, most) =>
          ask(vector, most, { where: { document: { eq: document } } }),
        close: async () => {},
      };
    },
  };
};

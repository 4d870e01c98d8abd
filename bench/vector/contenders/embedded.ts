import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { embeddedVectorDb } from '../../../layers/shared/adapters/vector-db/embedded.ts';
import type { VectorDbAdapter } from '../../../layers/shared/adapters/vector-db/types.ts';
import type { ObjectStore } from '../../../layers/shared/store/objects.ts';
import type { MakeContender } from '../contender.ts';
import { DOCUMENTS, documentOf } from '../vectors.ts';

const ALL = 'all';

/**
 * This project's store, over a folder in the bucket's place. It searches one document at a time, so the unfiltered query
 * is a document that holds all rows, and the filtered one a document of its hundredth part.
 */
export const embedded: MakeContender = async () => {
  const open = (folder: string) => embeddedVectorDb('bench', folderObjects(folder));
  const scopeOf = (docId: string, dimensions: number) => ({ organization: 'bench', docId, dimensions });
  const ask = async (db: VectorDbAdapter, docId: string, vector: Float32Array, most: number) => {
    const hits = await db.query(scopeOf(docId, vector.length), vector, most);
    return hits.map(({ id }) => Number(id));
  };
  return {
    async insert(folder, { rows, dimensions }, { data }) {
      const db = open(folder);
      const row = (i: number) => ({
        id: String(i),
        vector: data.subarray(i * dimensions, (i + 1) * dimensions),
      });
      const all = Array.from({ length: rows }, (_, i) => row(i));
      await db.replace(scopeOf(ALL, dimensions), all);
      for (let document = 0; document < DOCUMENTS; document++) {
        const own = all.filter((_, i) => documentOf(i, rows) === document);
        await db.replace(scopeOf(`d${document}`, dimensions), own);
      }
    },
    async open(folder) {
      const db = open(folder);
      return {
        query: (vector, most) => ask(db, ALL, vector, most),
        queryDocument: (document, vector, most) => ask(db, `d${document}`, vector, most),
        close: () => db.close(),
      };
    },
  };
};

/** An object store of files. Every read and every question for a version goes to the disk, as S3's go to S3. */
function folderObjects(folder: string): ObjectStore {
  const pathOf = (key: string) => join(folder, key);
  const etagOf = (text: string) => createHash('md5').update(text).digest('hex');
  const head: ObjectStore['head'] = async (key) => {
    const found = await stat(pathOf(key)).catch(() => undefined);
    return found && { size: found.size, etag: etagOf(`${found.mtimeMs} ${found.size}`) };
  };
  const put: ObjectStore['put'] = async (key, body) => {
    await mkdir(dirname(pathOf(key)), { recursive: true });
    await writeFile(pathOf(key), body);
    return { etag: (await head(key))?.etag ?? '' };
  };
  return {
    bucket: folder,
    head,
    put,
    async get(key) {
      const found = await head(key);
      return found && { body: await readFile(pathOf(key)), etag: found.etag };
    },
    create: put,
    replace: put,
    delete: (key) => rm(pathOf(key), { force: true }),
    list: (prefix) => readdir(pathOf(prefix)),
  };
}

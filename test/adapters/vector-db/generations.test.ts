import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { VectorDbAdapter } from '#shared/adapters/vector-db/types.ts';
import type { ObjectStore } from '#shared/store/objects.ts';
import { memoryObjects } from '../support/memory-objects.ts';
import { testRegistry } from '../support/registry.ts';
import { type QdrantServer, startQdrantServer } from './servers/qdrant-server.ts';
import { KEY } from './stores.ts';

const SCOPE = { organization: 'org', docId: 'doc', dimensions: 2 };
const COLLECTION = 'psw_vectors_2';
const query = Float32Array.from([1, 0]);
const rows = (name: string, count: number) =>
  Array.from({ length: count }, (_, i) => ({ id: `${name}${i}`, vector: Float32Array.from([1, i / 100]) }));

let server: QdrantServer;
let objects: ObjectStore & { keys(): string[] };
let db: VectorDbAdapter;
let logged: () => string;

const open = async (place: ObjectStore, settings: object = {}) => {
  process.env.TEST_STORE_KEY = KEY;
  const instance = {
    kind: 'vector-db',
    provider: 'qdrant',
    settings: { url: server.url, ...settings },
    secrets: { api_key: 'env:TEST_STORE_KEY' },
  };
  const made = await testRegistry({ v: instance }, { objects: place });
  logged = made.logged;
  return made.registry.vectorDb('v');
};
const writes = () =>
  server.requests.filter(({ method, path }) => method === 'PUT' && path.includes('/points'));
const ids = async (most = 10_000) => (await db.query(SCOPE, query, most)).map(({ id }) => id);

beforeEach(async () => {
  server = await startQdrantServer(KEY);
  objects = memoryObjects();
  db = await open(objects);
});
afterEach(() => server.close());

describe('writing', () => {
  test('goes on where a failed try stopped, and readers see the old version meanwhile', async () => {
    await db.replace(SCOPE, rows('old', 3));
    const next = rows('new', 4200);
    const before = writes().length;
    server.fail({ on: 'PUT /collections/psw_vectors_2/points', status: 400, after: 6 });
    await expect(db.replace(SCOPE, next)).rejects.toMatchObject({ code: 'vector_db_refused' });
    expect(await ids()).toEqual(['old0', 'old1', 'old2']);
    const failed = writes().length - before;
    await db.replace(SCOPE, next);
    // Nine parts in all: what was written in front of the one that failed is not sent again.
    expect(writes().length - before - failed).toBeLessThan(6);
    expect(await ids()).toHaveLength(4200);
    expect(server.points(COLLECTION)).toHaveLength(4200);
  });

  test('writes nothing when the very rows are there', async () => {
    await db.replace(SCOPE, rows('a', 3));
    const before = writes().length;
    await db.replace(SCOPE, rows('a', 3));
    expect(writes().length).toBe(before);
  });

  test('writes all again when the store has lost them', async () => {
    await db.replace(SCOPE, rows('a', 3));
    server.collections.get(COLLECTION)?.points.clear();
    expect(await db.count(SCOPE)).toBe(0);
    await db.replace(SCOPE, rows('a', 3));
    expect(await ids()).toHaveLength(3);
    server.collections.clear();
    expect(await db.count(SCOPE)).toBe(0);
    const fresh = await open(objects);
    await fresh.replace(SCOPE, rows('a', 3));
    expect(await ids()).toHaveLength(3);
  });

  test('leaves no rows of versions that were given up half-way', async () => {
    for (const name of ['first', 'second']) {
      server.fail({ on: 'PUT /collections/psw_vectors_2/points', status: 400, after: 1 });
      await expect(db.replace(SCOPE, rows(name, 1200))).rejects.toThrow();
    }
    await db.replace(SCOPE, rows('third', 2));
    expect(server.points(COLLECTION).map(({ payload }) => payload.chunk_id)).toEqual(['third0', 'third1']);
  });

  test('puts organisation, document and version into every row and every filter', async () => {
    await db.replace(SCOPE, rows('a', 1));
    await ids();
    const mine = { organization: 'org', doc_id: 'doc', generation: expect.stringMatching(/^[0-9a-f]{16}$/) };
    expect(server.points(COLLECTION).map(({ payload }) => payload)).toEqual([{ ...mine, chunk_id: 'a0' }]);
    const asked = server.requests.find(({ path }) => path.endsWith('/points/query'));
    const must = ['organization', 'doc_id', 'generation'].map((key) => expect.objectContaining({ key }));
    expect(JSON.parse(asked?.body ?? '')).toMatchObject({ filter: { must } });
    const indexed = Object.keys(server.collections.get(COLLECTION)?.indexes ?? {});
    expect(indexed).toEqual(['organization', 'doc_id', 'generation']);
  });

  test('two stores of one kind do not share what is written', async () => {
    await db.replace(SCOPE, rows('a', 1));
    const other = await open(objects, { collection_prefix: 'other' });
    expect(await other.count(SCOPE)).toBe(0);
    await other.replace(SCOPE, rows('b', 1));
    expect(await ids()).toEqual(['a0']);
  });
});

describe('reading', () => {
  test('asks again when the version it asked for was replaced meanwhile', async () => {
    await db.replace(SCOPE, rows('old', 5));
    const writer = await open(objects);
    const { get } = objects;
    objects.get = async (key) => {
      const read = await get(key);
      objects.get = get;
      await writer.replace(SCOPE, rows('new', 5));
      return read;
    };
    expect(await ids()).toEqual(['new0', 'new1', 'new2', 'new3', 'new4']);
  });

  test('never sees two versions while one is written after the other', async () => {
    await db.replace(SCOPE, rows('v0-', 700));
    const writer = await open(objects);
    let writing = true;
    const write = async () => {
      for (let version = 1; version <= 6; version++) await writer.replace(SCOPE, rows(`v${version}-`, 700));
      writing = false;
    };
    const read = async () => {
      while (writing) {
        const found = await ids().catch((error) => {
          expect(error).toMatchObject({ code: 'vector_db_conflict', retryable: true });
          return undefined;
        });
        if (!found) continue;
        expect(found).toHaveLength(700);
        expect(new Set(found.map((id) => id.split('-')[0])).size).toBe(1);
      }
    };
    await Promise.all([write(), read()]);
  });

  test('waits for rows that are not shown yet, and says so when they never come', async () => {
    await db.replace(SCOPE, rows('a', 3));
    const [first] = server.points(COLLECTION);
    server.collections.get(COLLECTION)?.points.delete(first?.id ?? '');
    setTimeout(() => first && server.collections.get(COLLECTION)?.points.set(first.id, first), 100);
    expect(await ids()).toHaveLength(3);
    expect(logged()).not.toContain('fewer hits');
    server.collections.get(COLLECTION)?.points.delete(first?.id ?? '');
    expect(await ids()).toHaveLength(2);
    expect(logged()).toContain('"expected":3,"found":2');
  });

  test('uses nothing of an answer that holds a row of another document', async () => {
    await db.replace(SCOPE, rows('a', 1));
    await db.replace({ ...SCOPE, docId: 'other' }, rows('b', 1));
    const points = server.collections.get(COLLECTION)?.points;
    for (const point of points?.values() ?? []) point.payload.doc_id = 'doc';
    const [mine, other] = server.points(COLLECTION);
    if (mine && other) other.payload.generation = mine.payload.generation ?? '';
    await expect(db.query(SCOPE, query, 10)).rejects.toMatchObject({
      code: 'vector_db_foreign_rows',
      retryable: false,
    });
  });

  test('a manifest that is no longer readable is told, not guessed', async () => {
    await db.replace(SCOPE, rows('a', 1));
    const key = objects.keys().find((name) => name.includes('qdrant')) ?? '';
    await objects.put(key, '{"current":');
    await expect(db.query(SCOPE, query, 10)).rejects.toMatchObject({ code: 'corrupt_vector_file' });
  });
});

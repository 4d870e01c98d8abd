import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { VectorDbAdapter, VectorScope } from '#shared/adapters/vector-db/types.ts';
import { type OpenStore, openStore, STORES } from './stores.ts';

/** The embedded store is the one that runs everywhere, so it gets the whole trial. */
const SIZES: Record<string, { organizations: number; documents: number; queries: number }> = {
  embedded: { organizations: 50, documents: 20, queries: 1000 },
};
const SMALLER = { organizations: 6, documents: 5, queries: 60 };
const CHUNKS = 3;
const DIMENSIONS = 8;

/** Ids that a filter, a prefix or a path could take for each other, and some that programs stumble over. */
const ALIKE: [organization: string, docId: string][] = [
  ['acme', 'doc'],
  ['acme', 'doc1'],
  ['acme', 'doc.1'],
  ['acme', 'doc:1'],
  ['acme:doc', '1'],
  ['ACME', 'doc'],
  ['acme-', 'doc'],
  ['acme_', 'doc'],
  ['acm', 'e-doc'],
  ['_', '_'],
  ['-', '-'],
  ['__default__', '__proto__'],
  ['constructor', 'toString'],
  ['null', 'undefined'],
  ['0', '1'],
  ['1', '0'],
  ['a..b', 'c..d'],
];

/** Ids that carry filter syntax, wildcards or paths: no call may get as far as the store with them. */
const HOSTILE = [
  '%',
  '_%',
  '*',
  '..',
  '.',
  '../acme',
  'acme/doc',
  "acme' OR '1'='1",
  '"',
  '\\',
  'a" or "1" == "1',
];
const HOSTILE_MORE = ['{"$ne":""}', '$ne', 'acme\u0000', 'acme\n', '', ' acme', 'ａcme', 'a'.repeat(129)];

const scopeOf = (organization: string, docId: string): VectorScope => ({
  organization,
  docId,
  dimensions: DIMENSIONS,
});

/** Vectors that depend on the seed only, so that any document's can be asked for in any other. */
function vectorOf(seed: number): Float32Array {
  let state = (seed * 2_654_435_761) >>> 0;
  return Float32Array.from({ length: DIMENSIONS }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 31 - 1;
  });
}

describe.each(STORES)('%s', (name, start) => {
  const { organizations, documents, queries } = SIZES[name] ?? SMALLER;
  let store: OpenStore;
  let db: VectorDbAdapter;

  beforeAll(async () => {
    store = await openStore(start);
    db = store.db;
  });
  afterAll(() => store.close());

  test(`${queries} queries over ${organizations} organisations of ${documents} documents stay in theirs`, async () => {
    const scopes = Array.from({ length: organizations * documents }, (_, i) =>
      scopeOf(`org-${i % organizations}`, `doc-${Math.floor(i / organizations)}`),
    );
    const rowsOf = (i: number) =>
      Array.from({ length: CHUNKS }, (_, chunk) => ({
        id: `${scopes[i]?.organization}|${scopes[i]?.docId}|${chunk}`,
        vector: vectorOf(i * CHUNKS + chunk),
      }));
    for (let from = 0; from < scopes.length; from += 10)
      await Promise.all(scopes.slice(from, from + 10).map((scope, i) => db.replace(scope, rowsOf(from + i))));
    let foreign = 0;
    for (let query = 0; query < queries; query++) {
      const asker = (query * 7) % scopes.length;
      const scope = scopes[asker] as VectorScope;
      // The very vector of a chunk of another document: there is no better hit, if it can be had.
      const other = (asker + 1 + (query % (scopes.length - 1))) % scopes.length;
      const hits = await db.query(scope, vectorOf(other * CHUNKS), 50);
      expect(hits).toHaveLength(CHUNKS);
      foreign += hits.filter(({ id }) => !id.startsWith(`${scope.organization}|${scope.docId}|`)).length;
    }
    expect(foreign).toBe(0);
  }, 120_000);

  test('ids that look alike are not taken for each other, by deletes neither', async () => {
    const scopes = ALIKE.map(([organization, docId]) => scopeOf(organization, docId));
    for (const [i, scope] of scopes.entries())
      await db.replace(scope, [{ id: `mine-${i}`, vector: vectorOf(i) }]);
    const check = async (alive: (i: number) => boolean) => {
      for (const [i, scope] of scopes.entries()) {
        const hits = await db.query(scope, vectorOf(i), 50);
        expect(hits.map(({ id }) => id)).toEqual(alive(i) ? [`mine-${i}`] : []);
      }
    };
    await check(() => true);
    for (const [i, scope] of scopes.entries()) if (i % 2 === 0) await db.delete(scope);
    await check((i) => i % 2 === 1);
  }, 60_000);

  test('ids with syntax in them are refused before anything is asked of the store', async () => {
    const refused = { code: 'invalid_vector_scope', retryable: false };
    for (const id of [...HOSTILE, ...HOSTILE_MORE]) {
      for (const scope of [scopeOf(id, 'doc'), scopeOf('acme', id)]) {
        await expect(db.query(scope, vectorOf(1), 10), id).rejects.toMatchObject(refused);
        await expect(db.replace(scope, [{ id: 'a', vector: vectorOf(1) }])).rejects.toMatchObject(refused);
        await expect(db.count(scope)).rejects.toMatchObject(refused);
        await expect(db.delete(scope)).rejects.toMatchObject(refused);
      }
    }
  });
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { VectorDbAdapter, VectorScope } from '#shared/adapters/vector-db/types.ts';
import { type OpenStore, openStore, STORES } from './stores.ts';

const scopeOf = (organization: string, docId: string, dimensions = 3): VectorScope => ({
  organization,
  docId,
  dimensions,
});
const row = (id: string, ...values: number[]) => ({ id, vector: Float32Array.from(values) });
const query = (...values: number[]) => Float32Array.from(values);

describe.each(STORES)('a vector store: %s', (_, start) => {
  let store: OpenStore;
  let db: VectorDbAdapter;

  beforeAll(async () => {
    store = await openStore(start);
    db = store.db;
  });
  afterAll(() => store.close());

  test('gives the best first, by cosine, ties by id', async () => {
    const scope = scopeOf('org', 'ranking');
    const rows = [
      row('far', -1, 0, 0),
      row('c', 1, 1, 0),
      row('b', 5, 5, 0),
      row('near', 0.9, 0.1, 0),
      row('across', 0, 0, 7),
    ];
    await db.replace(scope, rows);
    const hits = await db.query(scope, query(2, 0, 0), 5);
    expect(hits.map(({ id }) => id)).toEqual(['near', 'b', 'c', 'across', 'far']);
    const scores = [0.9 / Math.hypot(0.9, 0.1), Math.SQRT1_2, Math.SQRT1_2, 0, -1];
    for (const [i, hit] of hits.entries()) expect(hit.score).toBeCloseTo(scores[i] as number, 5);
    expect(await db.query(scope, query(2, 0, 0), 3)).toEqual(hits.slice(0, 3));
    expect(await db.count(scope)).toBe(5);
  });

  test('replaces the whole document', async () => {
    const scope = scopeOf('org', 'replaced');
    await db.replace(scope, [row('old', 1, 0, 0), row('both', 0, 1, 0)]);
    await db.replace(scope, [row('both', 1, 0, 0), row('new', 0, 0, 1)]);
    const hits = await db.query(scope, query(1, 0, 0), 10);
    expect(hits.map(({ id }) => id)).toEqual(['both', 'new']);
    expect(hits[0]?.score).toBeCloseTo(1, 5);
    await db.replace(scope, []);
    expect(await db.query(scope, query(1, 0, 0), 10)).toEqual([]);
    expect(await db.count(scope)).toBe(0);
  });

  test('keeps the same rows with other vectors apart from what they were', async () => {
    const scope = scopeOf('org', 'revised');
    await db.replace(scope, [row('a', 1, 0, 0), row('b', 0, 1, 0)]);
    await db.replace(scope, [row('a', 0, 1, 0), row('b', 1, 0, 0)]);
    const hits = await db.query(scope, query(1, 0, 0), 10);
    expect(hits.map(({ id, score }) => [id, Math.round(score)])).toEqual([
      ['b', 1],
      ['a', 0],
    ]);
    expect(await db.count(scope)).toBe(2);
  });

  test('forgets a document that is deleted, and takes it again', async () => {
    const scope = scopeOf('org', 'deleted');
    await db.replace(scope, [row('a', 1, 0, 0)]);
    await db.delete(scope);
    await db.delete(scope);
    expect(await db.query(scope, query(1, 0, 0), 10)).toEqual([]);
    expect(await db.count(scope)).toBe(0);
    await db.replace(scope, [row('b', 1, 0, 0)]);
    expect((await db.query(scope, query(1, 0, 0), 10)).map(({ id }) => id)).toEqual(['b']);
  });

  test('counts a vector without direction as similar to nothing', async () => {
    const scope = scopeOf('org', 'empty-chunk');
    await db.replace(scope, [row('none', 0, 0, 0), row('like', 1, 0, 0), row('unlike', -1, 0, 0)]);
    expect(await db.count(scope)).toBe(3);
    const hits = await db.query(scope, query(1, 0, 0), 10);
    expect(hits.map(({ id, score }) => [id, Math.round(score)])).toEqual([
      ['like', 1],
      ['none', 0],
      ['unlike', -1],
    ]);
    const all = await db.query(scope, query(0, 0, 0), 2);
    expect(all.map(({ id, score }) => [id, score])).toEqual([
      ['like', 0],
      ['none', 0],
    ]);
    await db.replace(scope, [row('none', 0, 0, 0)]);
    expect(await db.query(scope, query(1, 0, 0), 10)).toEqual([{ id: 'none', score: 0 }]);
  });

  test('gives every float32 back as it was', async () => {
    const scope = scopeOf('org', 'precision');
    const values = [0.1, -1e-7, 1 / 3, 123456.789].map(Math.fround);
    await db.replace({ ...scope, dimensions: 4 }, [row('a', ...values), row('b', 1, 2, 3, 4)]);
    const [best] = await db.query({ ...scope, dimensions: 4 }, query(...values), 1);
    expect(best?.id).toBe('a');
    expect(best?.score).toBeCloseTo(1, 6);
  });

  test('may be written twice with the same rows', async () => {
    const scope = scopeOf('org', 'twice');
    for (let i = 0; i < 2; i++) await db.replace(scope, [row('a', 1, 0, 0)]);
    expect(await db.count(scope)).toBe(1);
    expect(await db.query(scope, query(1, 0, 0), 10)).toHaveLength(1);
  });

  test('keeps organisations, documents and dimensions apart', async () => {
    const mine = scopeOf('org-a', 'doc');
    await db.replace(mine, [row('mine', 1, 0, 0)]);
    // Once with ids of their own, once with the same: neither may show.
    for (const id of ['theirs', 'mine']) {
      await db.replace(scopeOf('org-b', 'doc'), [row(id, 0, 1, 0)]);
      await db.replace(scopeOf('org-a', 'doc2'), [row(id, 0, 1, 0)]);
      const hits = await db.query(mine, query(1, 0, 0), 50);
      expect(hits.map((hit) => [hit.id, Math.round(hit.score)])).toEqual([['mine', 1]]);
    }
    await db.replace(scopeOf('org-a', 'doc', 4), [row('other-dimension', 1, 0, 0, 0)]);
    expect((await db.query(mine, query(1, 0, 0), 50)).map(({ id }) => id)).toEqual(['mine']);
    expect(await db.count(mine)).toBe(1);
    await db.delete(scopeOf('org-a', 'doc2'));
    await db.replace(scopeOf('org-b', 'doc'), []);
    expect((await db.query(mine, query(1, 0, 0), 50)).map(({ id }) => id)).toEqual(['mine']);
    expect(await db.query(scopeOf('org-a', 'doc', 4), query(1, 0, 0, 0), 50)).toHaveLength(1);
  });

  test.each([
    ['a path upwards', 'org-a/../org-b', 'doc'],
    ['a path in the document id', 'org-b', '../org-a/doc'],
    ['SQL', "org-a' OR '1'='1", 'doc'],
    ['a filter', '{"$ne":""}', 'doc'],
    ['nothing', '', ''],
  ])('cannot be talked into another scope: %s', async (_, organization, docId) => {
    await db.replace(scopeOf('org-a', 'doc'), [row('mine', 1, 0, 0)]);
    const scope = scopeOf(organization, docId);
    const refused = { code: 'invalid_vector_scope', retryable: false };
    await expect(db.query(scope, query(1, 0, 0), 10)).rejects.toMatchObject(refused);
    await expect(db.count(scope)).rejects.toMatchObject(refused);
    await expect(db.delete(scope)).rejects.toMatchObject(refused);
    await expect(db.replace(scope, [])).rejects.toMatchObject(refused);
    expect(await db.count(scopeOf('org-a', 'doc'))).toBe(1);
  });

  test('takes ids with quotes, slashes and letters of all kinds as they are', async () => {
    const scope = scopeOf('org', 'ids');
    const ids = ["it's", 'a/b/../c', '漢字', '{"a":1}', ' ', '%_'];
    await db.replace(
      scope,
      ids.map((id, i) => row(id, 1, i, 0)),
    );
    expect((await db.query(scope, query(1, 0, 0), 10)).map(({ id }) => id)).toEqual(ids);
  });

  test('refuses vectors that do not fit', async () => {
    const scope = scopeOf('org', 'unfit');
    const refused = { code: 'invalid_vectors', retryable: false };
    await expect(db.replace(scope, [row('a', 1, 0)])).rejects.toMatchObject(refused);
    await expect(db.replace(scope, [row('a', 1, 0, Number.NaN)])).rejects.toMatchObject(refused);
    await expect(db.replace(scope, [row('a', 1, 0, 0), row('a', 0, 1, 0)])).rejects.toMatchObject(refused);
    await expect(db.query(scope, query(1, 0), 10)).rejects.toMatchObject(refused);
    expect(await db.count(scope)).toBe(0);
  });

  test('a document that was never written has no vectors', async () => {
    const scope = scopeOf('org', 'never');
    expect(await db.query(scope, query(1, 0, 0), 10)).toEqual([]);
    expect(await db.count(scope)).toBe(0);
    await db.delete(scope);
  });

  test('writes more rows than one request holds', async () => {
    const scope = scopeOf('org', 'many');
    const rows = Array.from({ length: 1203 }, (_, i) =>
      row(`c${i}`, Math.cos(i / 1000), Math.sin(i / 1000), 0),
    );
    await db.replace(scope, rows);
    expect(await db.count(scope)).toBe(1203);
    const hits = await db.query(scope, query(Math.cos(0.7), Math.sin(0.7), 0), 3);
    expect(hits[0]?.id).toBe('c700');
    await db.replace(scope, rows.slice(0, 2));
    expect(await db.query(scope, query(1, 0, 0), 50)).toHaveLength(2);
  });

  test('two writers at once leave one whole version', async () => {
    const scope = scopeOf('org', 'race');
    const versions = ['x', 'y'].map((name) =>
      Array.from({ length: 30 }, (_, i) => row(`${name}${i}`, 1, i, 0)),
    );
    const outcomes = await Promise.allSettled(versions.map((rows) => db.replace(scope, rows)));
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ retryable: true });
    }
    expect(outcomes.some(({ status }) => status === 'fulfilled')).toBe(true);
    const ids = (await db.query(scope, query(1, 0, 0), 60)).map(({ id }) => id[0]);
    expect(ids).toHaveLength(30);
    expect(new Set(ids).size).toBe(1);
  });

  test("ends at the caller's signal with its reason", async () => {
    const reason = new Error('deadline');
    const signal = AbortSignal.abort(reason);
    await expect(db.replace(scopeOf('org', 'late'), [row('a', 1, 0, 0)], signal)).rejects.toBe(reason);
    expect(await db.count(scopeOf('org', 'late'))).toBe(0);
  });
});

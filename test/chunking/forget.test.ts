import { afterAll, beforeAll, expect, test } from 'vitest';
import { chunkSetKey, readChunkSet } from '#shared/chunking/chunk-set.ts';
import { forgetDocument, indexedBefore, indexedOrganizations } from '#shared/chunking/forget-document.ts';
import type { Output } from '#shared/contract/outputs.ts';
import { type Running, STORES } from '../adapters/vector-db/stores.ts';
import { type Bench, openBench } from './support.ts';

let bench: Bench;
let postgres: Running;
beforeAll(async () => {
  bench = await openBench();
  postgres = await (STORES.find(([name]) => name === 'postgres') ?? expect.fail())[1]();
});
afterAll(async () => {
  await postgres?.stop();
  await bench?.close();
});

const text = (name: string) =>
  Array.from({ length: 30 }, (_, i) => `Paragraph ${i} of ${name} says something about item ${i}.`).join(
    '\n\n',
  );
const output = (name: string, more: Partial<Output> = {}): Output => ({
  name,
  prompt: 'What?',
  'chunk-size': 20,
  'chunk-overlap': 0,
  embedding: 'semantic',
  ...more,
});
const inPostgres = (name: string, organization: string) =>
  bench.chunk({
    text: text(name),
    organization,
    outputs: [output('a', { 'vector-db': 'pg' })],
    adapters: { pg: { kind: 'vector-db', ...postgres.instance } },
  });
const everything = async (organization: string) => [
  ...(await bench.objects.list(`indexes/${organization}/`)),
  ...(await bench.objects.list(`embeddings/${organization}/`)),
];

test('deletes chunks, vectors in PostgreSQL and cached vectors of one document only', async () => {
  const gone = await inPostgres('gone', 'pg-org');
  const kept = await inPostgres('kept', 'pg-org');
  const other = await inPostgres('gone', 'pg-other');
  const { adapters } = gone.ctx;
  const store = await adapters.vectorDb('pg');
  const count = (organization: string, docId: string) =>
    store.count({ organization, docId, dimensions: 512 });
  const docId = gone.result.doc_id;
  expect(await count('pg-org', docId)).toBe(gone.result.chunk_count);
  const set = await readChunkSet(bench.objects, 'pg-org', docId);
  expect(set?.vectors).toMatchObject({ stores: ['pg'], cache_keys: expect.any(Array) });

  const means = { objects: bench.objects, adapters };
  expect(await forgetDocument('pg-org', docId, means)).toEqual({
    doc_id: docId,
    stores: ['pg'],
    // The chunk set, one pack, eight signs.
    objects: 10,
  });
  expect(await count('pg-org', docId)).toBe(0);
  expect((await everything('pg-org')).filter((key) => key.includes(docId))).toEqual([]);
  for (const key of set?.vectors?.cache_keys ?? []) expect(await bench.objects.head(key)).toBeUndefined();
  // Nothing else is touched.
  expect(await count('pg-org', kept.result.doc_id)).toBe(kept.result.chunk_count);
  expect(await readChunkSet(bench.objects, 'pg-org', kept.result.doc_id)).toBeDefined();
  expect(await count('pg-other', docId)).toBe(other.result.chunk_count);
  expect(await everything('pg-other')).not.toEqual([]);
  expect(await forgetDocument('pg-org', docId, means)).toBeUndefined();
});

test('deletes the file of the embedded store with the chunks', async () => {
  const { result, ctx } = await bench.chunk({
    text: text('embedded'),
    outputs: [output('a')],
    organization: 'emb',
  });
  await forgetDocument('emb', result.doc_id, { objects: bench.objects, adapters: ctx.adapters });
  expect(await everything('emb')).toEqual([]);
});

test('a store that fails leaves a note: readers find nothing, and the same call goes on later', async () => {
  const { result, ctx } = await inPostgres('twice', 'twice');
  const docId = result.doc_id;
  const failing = { vectorDb: () => Promise.reject(new Error('no connection')) };
  await expect(forgetDocument('twice', docId, { objects: bench.objects, adapters: failing })).rejects.toThrow(
    'no connection',
  );
  expect(await readChunkSet(bench.objects, 'twice', docId)).toBeUndefined();
  const done = await forgetDocument('twice', docId, { objects: bench.objects, adapters: ctx.adapters });
  expect(done?.stores).toEqual(['pg']);
  expect(await everything('twice')).toEqual([]);
});

test('a document that was deleted is indexed anew when it comes again', async () => {
  const first = await inPostgres('again', 'again');
  const means = { objects: bench.objects, adapters: first.ctx.adapters };
  await forgetDocument('again', first.result.doc_id, means);
  bench.models.reset();
  const second = await inPostgres('again', 'again');
  expect(second.result.doc_id).toBe(first.result.doc_id);
  expect(bench.models.embedded.flat()).toHaveLength(second.result.chunk_count);
});

test('a chunk set that cannot be read is not deleted: nobody would know where its vectors are', async () => {
  const { result, ctx } = await inPostgres('corrupt', 'corrupt');
  await bench.objects.put(chunkSetKey('corrupt', result.doc_id), '{');
  await expect(
    forgetDocument('corrupt', result.doc_id, { objects: bench.objects, adapters: ctx.adapters }),
  ).rejects.toMatchObject({ code: 'index_corrupt' });
});

test('finds what is older than a time, by organisation', async () => {
  const { result } = await bench.chunk({ text: text('old'), outputs: [output('a')], organization: 'aged' });
  const from = (milliseconds: number) => new Date(Date.now() + milliseconds);
  expect(await indexedBefore('aged', from(60_000), bench.objects)).toEqual([result.doc_id]);
  expect(await indexedBefore('aged', from(-60_000), bench.objects)).toEqual([]);
  expect(await indexedOrganizations(bench.objects)).toContain('aged');
});

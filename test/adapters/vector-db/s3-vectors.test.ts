import { afterEach, beforeEach, expect, test } from 'vitest';
import type { VectorDbAdapter } from '#shared/adapters/vector-db/types.ts';
import { memoryObjects } from '../support/memory-objects.ts';
import { testRegistry } from '../support/registry.ts';
import { type S3VectorsServer, startS3VectorsServer } from './servers/s3-vectors-server.ts';

const SCOPE = { organization: 'org', docId: 'doc', dimensions: 2 };
const INDEX = 'documents-2-cosine';
const rows = (name: string) => [0, 1].map((i) => ({ id: `${name}${i}`, vector: Float32Array.from([1, i]) }));
const query = Float32Array.from([1, 0]);

let server: S3VectorsServer;
let objects: ReturnType<typeof memoryObjects>;
let db: VectorDbAdapter;

beforeEach(async () => {
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret-1' });
  server = await startS3VectorsServer('secret-1');
  objects = memoryObjects();
  const settings = { vector_bucket_name: 'vectors', region_name: 'us-east-1', endpoint_url: server.url };
  const { registry } = await testRegistry(
    { v: { kind: 'vector-db', provider: 's3vectors', settings } },
    { objects },
  );
  db = await registry.vectorDb('v');
});
afterEach(async () => {
  await db.close();
  await server.close();
});
const ids = async () => (await db.query(SCOPE, query, 10)).map(({ id }) => id).sort();

test('the index is made when it is missing; every vector carries its organisation and document', async () => {
  await db.replace(SCOPE, rows('a'));
  expect(server.vectors(INDEX).map(({ metadata }) => metadata)).toEqual([
    { organization: 'org', doc_id: 'doc', generation: expect.any(String) },
    { organization: 'org', doc_id: 'doc', generation: expect.any(String) },
  ]);
  const sent = server.requests
    .filter(({ path }) => path === '/CreateIndex')
    .map(({ body }) => JSON.parse(body));
  expect(sent).toEqual([
    {
      vectorBucketName: 'vectors',
      indexName: INDEX,
      dataType: 'float32',
      dimension: 2,
      distanceMetric: 'cosine',
    },
  ]);
});

test('a crash while writing leaves the old version whole, and the next try leaves nothing behind', async () => {
  await db.replace(SCOPE, rows('old'));
  server.failNext('PutVectors', 400, 'ValidationException');
  await expect(db.replace(SCOPE, rows('new'))).rejects.toMatchObject({
    code: 'vector_db_refused',
    retryable: false,
  });
  expect(await ids()).toEqual(['old0', 'old1']);
  server.failNext('DeleteVectors', 400, 'ValidationException');
  await expect(db.replace(SCOPE, rows('new'))).rejects.toThrow();
  expect(await ids()).toEqual(['new0', 'new1']);
  await db.replace(SCOPE, rows('third'));
  expect(server.vectors(INDEX).map(({ key }) => key.split('/').at(-1))).toEqual(['third0', 'third1']);
});

test('deleting leaves neither vectors nor manifest', async () => {
  await db.replace(SCOPE, rows('a'));
  await db.delete(SCOPE);
  expect(server.vectors(INDEX)).toEqual([]);
  expect(objects.keys().filter((key) => key.startsWith('indexes/'))).toEqual([]);
});

test('a writer that is overtaken says so and changes nothing', async () => {
  await db.replace(SCOPE, rows('a'));
  const { get } = objects;
  objects.get = async (key) => {
    const read = await get(key);
    objects.get = get;
    await db.replace(SCOPE, rows('b'));
    return read;
  };
  await expect(db.replace(SCOPE, rows('c'))).rejects.toMatchObject({
    code: 'vector_db_conflict',
    retryable: true,
  });
  expect(await ids()).toEqual(['b0', 'b1']);
});

test.each([
  [403, 'AccessDeniedException', { code: 'vector_db_denied', retryable: false }],
  [404, 'NotFoundException', { code: 'vector_db_not_found', retryable: false }],
])('HTTP %i %s', async (status, code, expected) => {
  await db.replace(SCOPE, rows('a'));
  server.failNext('QueryVectors', status, code);
  await expect(db.query(SCOPE, query, 1)).rejects.toMatchObject(expected);
});

test('more hits than the service gives are refused, not cut', async () => {
  const many = Array.from({ length: 101 }, (_, i) => ({ id: `c${i}`, vector: Float32Array.from([1, i]) }));
  await db.replace(SCOPE, many);
  await expect(db.query(SCOPE, query, 101)).rejects.toMatchObject({ code: 'vector_db_refused' });
});

import { afterEach, expect, test } from 'vitest';
import type { VectorDbAdapter } from '#shared/adapters/vector-db/types.ts';
import { testRegistry } from '../support/registry.ts';
import { startMilvusServer } from './servers/milvus-server.ts';
import { startPineconeServer } from './servers/pinecone-server.ts';
import { startQdrantServer } from './servers/qdrant-server.ts';
import { startWeaviateServer } from './servers/weaviate-server.ts';
import { KEY } from './stores.ts';

const SCOPE = { organization: 'org', docId: 'doc', dimensions: 2 };
const rows = (count: number, name = 'c') =>
  Array.from({ length: count }, (_, i) => ({ id: `${name}${i}`, vector: Float32Array.from([1, i / 100]) }));
const query = Float32Array.from([1, 0]);

let closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(closing.map((close) => close()));
  closing = [];
});

async function open(provider: string, settings: object, secret = 'api_key'): Promise<VectorDbAdapter> {
  process.env.TEST_STORE_KEY = KEY;
  const secrets = { [secret]: 'env:TEST_STORE_KEY' };
  const { registry } = await testRegistry({ v: { kind: 'vector-db', provider, settings, secrets } });
  return registry.vectorDb('v');
}
async function started<S extends { close(): Promise<void> }>(server: Promise<S>): Promise<S> {
  const running = await server;
  closing.push(running.close);
  return running;
}
const refused = (message: RegExp) => ({
  code: 'vector_db_refused',
  retryable: false,
  message: expect.stringMatching(message),
});

test('Qdrant: a collection of other dimensions, or measured otherwise, is refused by name', async () => {
  const server = await started(startQdrantServer(KEY));
  const db = await open('qdrant', { url: server.url });
  for (const [size, distance] of [
    [3, 'Cosine'],
    [2, 'Dot'],
  ] as const) {
    server.collections.set('psw_vectors_2', { size, distance, indexes: {}, points: new Map() });
    const said = refused(/"psw_vectors_2" exists with .* where Cosine vectors of 2 dimensions is needed/);
    await expect(db.replace(SCOPE, rows(1))).rejects.toMatchObject(said);
  }
});

test('Qdrant: an address without port means 6333, as with its own clients', async () => {
  const db = await open('qdrant', { url: 'http://127.0.0.1', timeout: '1' });
  await expect(db.replace(SCOPE, rows(1))).rejects.toMatchObject({ code: 'vector_db_unavailable' });
});

test('Milvus: every failure comes with HTTP 200; rate limits are waited for, others are told', async () => {
  const server = await started(startMilvusServer(KEY));
  const db = await open('milvus', { uri: server.url }, 'token');
  server.fail({ on: '/entities/upsert', status: 200, body: { code: 8, message: 'rate limit exceeded' } });
  await db.replace(SCOPE, rows(3));
  const fail = (code: number, message = '') =>
    server.fail({ on: '/entities/search', status: 200, body: { code, message } });
  fail(101);
  await expect(db.query(SCOPE, query, 1)).rejects.toMatchObject(refused(/not loaded.*code 101/));
  fail(1100, 'vector dimension mismatch');
  await expect(db.query(SCOPE, query, 1)).rejects.toMatchObject(refused(/other dimensions/));
  fail(1401);
  await expect(db.query(SCOPE, query, 1)).rejects.toMatchObject({ code: 'vector_db_auth_failed' });
});

test('Milvus: a collection of other dimensions is refused by name', async () => {
  const server = await started(startMilvusServer(KEY));
  await (await open('milvus', { uri: server.url }, 'token')).replace(SCOPE, rows(1));
  const body = { data: { fields: [{ name: 'vector', params: [{ key: 'dim', value: '768' }] }] }, code: 0 };
  server.fail({ on: '/collections/describe', status: 200, body });
  const fresh = await open('milvus', { uri: server.url }, 'token');
  await expect(fresh.replace(SCOPE, rows(2))).rejects.toMatchObject(refused(/vectors of 768 dimensions/));
});

test('Weaviate: of a batch that partly failed, the failed objects alone are sent again', async () => {
  const server = await started(startWeaviateServer(KEY));
  const db = await open('weaviate', { url: server.url });
  await db.replace(SCOPE, rows(1));
  server.requests.length = 0;
  server.failObjects(3);
  await db.replace(SCOPE, rows(10));
  const sent = server.requests
    .filter(({ method, path }) => method === 'POST' && path.startsWith('/v1/batch/objects'))
    .map(({ body }) => JSON.parse(body).objects.length);
  expect(sent).toEqual([10, 3]);
  expect(await db.query(SCOPE, query, 20)).toHaveLength(10);
  server.failObjects(1000);
  await expect(db.replace(SCOPE, rows(5, 'd'))).rejects.toMatchObject({
    code: 'vector_db_unavailable',
    retryable: true,
  });
});

test('Weaviate: vectors of another length in the class, and another distance, are told', async () => {
  const server = await started(startWeaviateServer(KEY));
  const db = await open('weaviate', { url: server.url });
  await db.replace(SCOPE, rows(1));
  for (const object of server.objects('Psw_vectors_2')) object.vector = [1, 2, 3];
  await expect(db.replace(SCOPE, rows(2))).rejects.toMatchObject(refused(/other dimensions/));
  const fresh = await open('weaviate', { url: server.url });
  const stored = server.classes.get('Psw_vectors_2');
  if (stored) stored.schema.vectorIndexConfig.distance = 'dot';
  await expect(fresh.replace(SCOPE, rows(2))).rejects.toMatchObject(refused(/exists with dot/));
});

test.each([
  ['serverless', { region: 'eu-west-1' }],
  ['pod', { environment: 'us-west1-gcp' }],
])(
  'Pinecone %s: a document is written when queries see it, and deleted without remains',
  async (spec, more) => {
    const server = await started(startPineconeServer(KEY, 150));
    const db = await open('pinecone', { api_base: server.url, spec, ...more });
    await db.replace(SCOPE, rows(250));
    expect(await db.query(SCOPE, query, 300)).toHaveLength(250);
    await db.replace(SCOPE, rows(150, 'new'));
    const found = await db.query(SCOPE, query, 300);
    expect(found).toHaveLength(150);
    expect(found.every(({ id }) => id.startsWith('new'))).toBe(true);
    await db.replace({ ...SCOPE, docId: 'doc2' }, rows(1));
    await db.delete(SCOPE);
    expect(server.records('psw-vectors-2')).toHaveLength(1);
  },
);

test('Pinecone: parts keep to two megabytes, whatever the dimensions', async () => {
  const server = await started(startPineconeServer(KEY, 0));
  const db = await open('pinecone', { api_base: server.url, region: 'eu-west-1' });
  const dimensions = 3072;
  const vector = Float32Array.from({ length: dimensions }, (_, i) => -Math.sin(i + 1) * 1e-7);
  const many = Array.from({ length: 120 }, (_, i) => ({ id: `c${i}`, vector }));
  await db.replace({ ...SCOPE, dimensions }, many);
  const sent = server.dataRequests('psw-vectors-3072').filter(({ path }) => path === '/vectors/upsert');
  expect(sent.length).toBeGreaterThan(1);
  expect(Math.max(...sent.map(({ body }) => Buffer.byteLength(body)))).toBeLessThanOrEqual(2_000_000);
  expect(await db.count({ ...SCOPE, dimensions })).toBe(120);
});

test('Pinecone: the key goes to no host but its own', async () => {
  const server = await started(startPineconeServer(KEY));
  const db = await open('pinecone', { api_base: server.url, region: 'eu-west-1' });
  const index = { name: 'psw-vectors-2', dimension: 2, metric: 'cosine', status: { ready: true } };
  server.fail({ on: 'GET /indexes', status: 200, body: { ...index, host: 'evil.example' }, times: 9 });
  await expect(db.replace(SCOPE, rows(1))).rejects.toMatchObject(refused(/outside its own domain/));
});

test('Pinecone: an index of other dimensions is refused; region and environment are asked for', async () => {
  const server = await started(startPineconeServer(KEY));
  const db = await open('pinecone', { api_base: server.url, region: 'eu-west-1' });
  const body = { dimension: 2, metric: 'euclidean', host: '127.0.0.1', status: { ready: true } };
  server.fail({ on: 'GET /indexes', status: 200, body });
  await expect(db.replace(SCOPE, rows(1))).rejects.toMatchObject(
    refused(/euclidean vectors of 2 dimensions/),
  );
  const wrong = {
    code: 'invalid_adapter_configuration',
    message: expect.stringContaining('settings.region'),
  };
  await expect(open('pinecone', { api_base: server.url })).rejects.toMatchObject(wrong);
  await expect(open('pinecone', { spec: 'pod' })).rejects.toMatchObject({
    message: expect.stringContaining('settings.environment'),
  });
});

import { S3Client } from '@aws-sdk/client-s3';
import { PGlite } from '@electric-sql/pglite';
import { vector as pgvector } from '@electric-sql/pglite-pgvector';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import type { VectorDbAdapter } from '#shared/adapters/vector-db/types.ts';
import type { ObjectStore } from '#shared/store/objects.ts';
import { s3ObjectStore } from '#shared/store/s3-objects.ts';
import { startEmbeddedAws } from '../../../local/embedded-aws.ts';
import { endpointSettings } from '../../../local/endpoint-settings.ts';
import { provision } from '../../../local/provision.ts';
import { memoryObjects } from '../support/memory-objects.ts';
import { testRegistry } from '../support/registry.ts';
import { startMilvusServer } from './servers/milvus-server.ts';
import { startPineconeServer } from './servers/pinecone-server.ts';
import { startQdrantServer } from './servers/qdrant-server.ts';
import { startS3VectorsServer } from './servers/s3-vectors-server.ts';
import { startWeaviateServer } from './servers/weaviate-server.ts';

/** A store, how an adapter instance reaches it, and the bucket beside it. */
export type Running = { instance: object; objects: ObjectStore; stop(): Promise<void> };

/** The embedded store over real S3 requests (the embedded S3 server). */
async function embedded(): Promise<Running> {
  const aws = await startEmbeddedAws();
  const { bucket } = await provision(aws.endpoint);
  const client = new S3Client(endpointSettings(aws.endpoint));
  const stop = async () => {
    client.destroy();
    await aws.close();
  };
  return { instance: { provider: 'embedded' }, objects: s3ObjectStore({ client, bucket }), stop };
}

/** A real PostgreSQL with pgvector (PGlite), over its wire protocol. */
async function postgres(): Promise<Running> {
  const db = await PGlite.create({ extensions: { vector: pgvector } });
  const server = new PGLiteSocketServer({ db, port: 0, host: '127.0.0.1', maxConnections: 10 });
  const listening = new Promise<number>((resolve) => {
    server.addEventListener('listening', (event) => resolve((event as CustomEvent).detail.port));
  });
  await server.start();
  process.env.TEST_PASSWORD = 'password-1';
  const instance = {
    provider: 'postgres|70ab6cc2-e86a-4e5a-896f-498a95022d34',
    settings: {
      host: '127.0.0.1',
      port: await listening,
      database: 'postgres',
      user: 'postgres',
      enable_ssl: false,
    },
    secrets: { password: 'env:TEST_PASSWORD' },
  };
  const stop = async () => {
    await server.stop();
    await db.close();
  };
  return { instance, objects: memoryObjects(), stop };
}

/** A server that speaks S3 Vectors' protocol; the service itself has no emulator on npm. */
async function s3Vectors(): Promise<Running> {
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret-1' });
  const server = await startS3VectorsServer('secret-1');
  const settings = { vector_bucket_name: 'vectors', region_name: 'us-east-1', endpoint_url: server.url };
  return { instance: { provider: 's3-vectors', settings }, objects: memoryObjects(), stop: server.close };
}

/** The key that every HTTP server of the tests asks for. */
export const KEY = 'key-of-the-store';

/** Servers that speak a vendor's protocol and keep its limits; none of these vendors' servers can start here. */
export async function qdrant(): Promise<Running> {
  const server = await startQdrantServer(KEY);
  return hosted('qdrant|41f64fda-2e4c-4365-89fd-9ce91bee74d0', { url: server.url }, server.close);
}

async function milvus(): Promise<Running> {
  const server = await startMilvusServer(KEY);
  const settings = { uri: server.url };
  return hosted('milvus|3f42f6f9-4b8e-4546-95f3-22ecc9aca442', settings, server.close, 'token');
}

const pinecone = (spec: object) => async (): Promise<Running> => {
  const server = await startPineconeServer(KEY);
  const settings = { ...spec, api_base: server.url };
  return hosted('pinecone|83881133-485d-4ecc-b1f7-0009f96dc74a', settings, server.close);
};

async function weaviate(): Promise<Running> {
  // A server that gives fewer at once than a document has rows here, so that deletes take several calls.
  const server = await startWeaviateServer(KEY, 500);
  return hosted('weaviate|294e08df-4e4a-40f2-8f0d-9e4940180ccc', { url: server.url }, server.close);
}

function hosted(provider: string, settings: object, stop: () => Promise<void>, secret = 'api_key'): Running {
  process.env.TEST_STORE_KEY = KEY;
  const instance = { provider, settings, secrets: { [secret]: 'env:TEST_STORE_KEY' } };
  return { instance, objects: memoryObjects(), stop };
}

/** Every store the suites run over, by name. */
export const STORES: [name: string, start: () => Promise<Running>][] = [
  ['embedded', embedded],
  ['postgres', postgres],
  ['s3-vectors', s3Vectors],
  ['qdrant', qdrant],
  ['milvus', milvus],
  ['pinecone serverless', pinecone({ spec: 'serverless', cloud: 'aws', region: 'eu-west-1' })],
  ['pinecone pod', pinecone({ spec: 'pod', environment: 'us-west1-gcp', pods: '1' })],
  ['weaviate', weaviate],
];

export type OpenStore = { db: VectorDbAdapter; logged(): string; close(): Promise<void> };

/** Starts a store and opens an adapter to it, as a worker would. */
export async function openStore(start: () => Promise<Running>): Promise<OpenStore> {
  const running = await start();
  const document = { v: { kind: 'vector-db', ...running.instance } };
  const { registry, logged } = await testRegistry(document, { objects: running.objects });
  const db = await registry.vectorDb('v');
  const close = async () => {
    await db.close();
    await running.stop();
  };
  return { db, logged, close };
}

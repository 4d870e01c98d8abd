import * as z from 'zod';
import { type AdapterInstance, parseSettings } from '../configuration.ts';
import type { AdapterContext } from '../context.ts';
import { instanceSecrets } from '../instance-secrets.ts';
import { generationalVectorDb } from './generations/generational.ts';
import { uuidKey } from './generations/row-key.ts';
import type { RowScope, RowStore } from './generations/row-store.ts';
import { jsonNumbers } from './generations/write-rows.ts';
import { parseReply, type RestRequest, type RestService, restCall } from './rest/call.ts';
import { wrongCollection } from './rest/reply-errors.ts';
import { oncePerDimension, restService, restSettings, serverAddress } from './rest/settings.ts';
import type { VectorDbAdapter, VectorScope } from './types.ts';

const SHAPE = {
  settings: z.object({ url: serverAddress, ...restSettings }),
  secrets: ['api_key'],
};

/** Qdrant takes 32 MiB a request; small ones are retried sooner. A collection has no limit of hits that matters. */
const LIMITS = { rows: 500, bytes: 8 * 1024 * 1024, concurrency: 3, hits: 10_000 };

const Collection = z.object({
  result: z.object({
    config: z.object({ params: z.object({ vectors: z.unknown() }) }),
    payload_schema: z.record(z.string(), z.unknown()).default({}),
  }),
});
const Vectors = z.object({ size: z.number(), distance: z.string() });
const Points = z.object({
  result: z.object({
    points: z.array(
      z.object({ id: z.string(), score: z.number(), payload: z.object({ chunk_id: z.string() }) }),
    ),
  }),
});
const Count = z.object({ result: z.object({ count: z.number() }) });

/**
 * Qdrant 1.10 or newer, over its REST API: one collection for each number of dimensions, whose payload indexes on
 * organisation, document and generation make a document's exact search quick. `wait=true` returns when a write is
 * seen by queries.
 */
export function qdrantVectorDb(instance: AdapterInstance, context: AdapterContext): VectorDbAdapter {
  const settings = parseSettings(instance, SHAPE);
  const secrets = instanceSecrets(instance, context);
  const key = ({ api_key }: Record<string, string>): Record<string, string> =>
    api_key ? { 'api-key': api_key } : {};
  const service = restService(instance, settings.timeout, secrets, key);
  return generationalVectorDb(instance, context, qdrantRows(service, withPort(settings.url), settings));
}

function qdrantRows(
  service: RestService,
  url: string,
  { collection_prefix: prefix }: { collection_prefix: string },
): RowStore {
  const nameOf = (dimensions: number) => `${prefix}_${dimensions}`;
  const call = ({ dimensions }: { dimensions: number }, path: string, request: Omit<RestRequest, 'url'>) =>
    restCall(service, { ...request, url: `${url}/collections/${nameOf(dimensions)}${path}` });
  const missing = [404];
  const prepared = oncePerDimension((dimensions, signal) =>
    prepareCollection(
      service,
      nameOf(dimensions),
      (path, request) => call({ dimensions }, path, { ...request, signal }),
      dimensions,
    ),
  );
  const deletePoints = async (scope: VectorScope, filter: unknown) => {
    await call(scope, '/points/delete?wait=true', { method: 'POST', body: { filter }, accept: missing });
  };
  return {
    place: `${url} ${prefix}`,
    limits: LIMITS,
    keyOf: uuidKey,
    prepare: ({ dimensions }, signal) => prepared(dimensions, signal),
    async write(scope, rows, signal) {
      const { organization, docId, generation } = scope;
      const points = rows.map(({ id, vector }) => ({
        id: uuidKey(scope, id),
        vector: jsonNumbers(vector),
        payload: { organization, doc_id: docId, generation, chunk_id: id },
      }));
      await call(scope, '/points?wait=true', { method: 'PUT', body: { points }, signal });
    },
    async query(scope, vector, topK, signal) {
      const body = {
        query: jsonNumbers(vector),
        filter: filterOf(scope),
        limit: topK,
        with_payload: ['chunk_id'],
        params: { exact: true },
      };
      const reply = await call(scope, '/points/query', { method: 'POST', body, signal });
      const { points } = parseReply(service, reply, Points).result;
      return points.map(({ id, score, payload }) => ({ key: id.toLowerCase(), id: payload.chunk_id, score }));
    },
    async visible(scope, _expected, signal) {
      const body = { filter: filterOf(scope), exact: true };
      const reply = await call(scope, '/points/count', { method: 'POST', body, signal, accept: missing });
      return reply.status === 404 ? 0 : parseReply(service, reply, Count).result.count;
    },
    remove: (scope) => deletePoints(scope, filterOf(scope)),
    removeAll: (scope) => deletePoints(scope, filterOf(scope)),
    close: async () => {},
  };
}

/** Makes collection and payload indexes where they are missing; throws when the collection is another than ours. */
async function prepareCollection(
  service: RestService,
  name: string,
  call: (path: string, request: Omit<RestRequest, 'url' | 'signal'>) => ReturnType<typeof restCall>,
  size: number,
): Promise<void> {
  const found = await call('', { method: 'GET', accept: [404] });
  let indexed: object = {};
  if (found.status === 404) {
    // 409: another function made it in the meantime.
    await call('', { method: 'PUT', body: { vectors: { size, distance: 'Cosine' } }, accept: [409] });
  } else {
    const { config, payload_schema } = parseReply(service, found, Collection).result;
    checkVectors(service, name, size, config.params.vectors);
    indexed = payload_schema;
  }
  for (const field_name of ['organization', 'doc_id', 'generation']) {
    if (Object.hasOwn(indexed, field_name)) continue;
    const field_schema = { type: 'keyword', ...(field_name === 'organization' && { is_tenant: true }) };
    await call('/index?wait=true', { method: 'PUT', body: { field_name, field_schema } });
  }
}

function checkVectors({ who }: RestService, name: string, size: number, vectors: unknown): void {
  const plain = Vectors.safeParse(vectors);
  if (plain.success && plain.data.size === size && plain.data.distance === 'Cosine') return;
  const other = plain.success
    ? `${plain.data.distance} vectors of ${plain.data.size} dimensions`
    : 'named vectors';
  throw wrongCollection(who, name, `Cosine vectors of ${size} dimensions`, other);
}

/** Without a generation, all of the document. */
function filterOf({ organization, docId, ...rest }: VectorScope | RowScope) {
  const match = (key: string, value: string) => ({ key, match: { value } });
  const generation = 'generation' in rest ? [match('generation', rest.generation)] : [];
  return { must: [match('organization', organization), match('doc_id', docId), ...generation] };
}

/** Qdrant's own clients take an address without a port for port 6333, so addresses are written that way. */
function withPort(url: string): string {
  const [, scheme = '', host = '', path = ''] = /^(https?:\/\/)([^/]+)(.*)$/i.exec(url) ?? [];
  return /:\d+$/.test(host) ? url : `${scheme}${host}:6333${path}`;
}

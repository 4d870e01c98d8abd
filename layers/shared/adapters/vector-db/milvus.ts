import * as z from 'zod';
import { type AdapterInstance, parseSettings } from '../configuration.ts';
import type { AdapterContext } from '../context.ts';
import { instanceSecrets } from '../instance-secrets.ts';
import { generationalVectorDb } from './generations/generational.ts';
import { hexKey } from './generations/row-key.ts';
import type { RowScope, RowStore } from './generations/row-store.ts';
import { jsonNumbers } from './generations/write-rows.ts';
import { parseReply, type RestReply, type RestService, restCall } from './rest/call.ts';
import { type Refusal, wrongCollection } from './rest/reply-errors.ts';
import { oncePerDimension, restService, restSettings, serverAddress } from './rest/settings.ts';
import type { VectorDbAdapter, VectorScope } from './types.ts';

const SHAPE = {
  settings: z.object({
    uri: serverAddress.default('http://localhost:19530'),
    /** A database other than `default`; not of upstream. */
    db_name: z.string().min(1).optional(),
    ...restSettings,
  }),
  secrets: ['token'],
};

/** A request may have 64 MiB, and a search give 16,384 hits. */
const LIMITS = { rows: 1000, bytes: 8 * 1024 * 1024, concurrency: 3, hits: 16_384 };

const Hits = z.object({
  data: z.array(z.object({ id: z.string(), chunk_id: z.string(), distance: z.number() })),
});
const Counts = z.object({
  data: z.array(z.object({ 'count(*)': z.union([z.number(), z.string().transform(Number)]) })).min(1),
});
const Collection = z.object({
  data: z.object({
    fields: z.array(
      z.object({
        name: z.string(),
        params: z.array(z.object({ key: z.string(), value: z.coerce.string() })).nullish(),
      }),
    ),
  }),
});

/**
 * Milvus 2.4 or newer (or Zilliz Cloud), over its REST API: one collection for each number of dimensions, partitioned by
 * organisation. Strong consistency: a search waits until it sees what was written before it.
 */
export function milvusVectorDb(instance: AdapterInstance, context: AdapterContext): VectorDbAdapter {
  const { uri, timeout, collection_prefix, db_name } = parseSettings(instance, SHAPE);
  const secrets = instanceSecrets(instance, context);
  const authorization = ({ token }: Record<string, string>): Record<string, string> =>
    token ? { authorization: `Bearer ${token}` } : {};
  const service = restService(instance, timeout, secrets, authorization, understand);
  const database = db_name === undefined ? {} : { dbName: db_name };
  return generationalVectorDb(instance, context, milvusRows(service, uri, collection_prefix, database));
}

function milvusRows(
  service: RestService,
  uri: string,
  prefix: string,
  database: { dbName?: string },
): RowStore {
  const collectionOf = (dimensions: number) => `${prefix}_${dimensions}`;
  const post: Post = (path, dimensions, body, more = {}) =>
    restCall(service, {
      method: 'POST',
      url: `${uri}/v2/vectordb/${path}`,
      body: { ...database, collectionName: collectionOf(dimensions), ...body },
      ...more,
    });
  const prepared = oncePerDimension((dimensions, signal) =>
    prepareCollection(service, collectionOf(dimensions), post, dimensions, signal),
  );
  const strong = { consistencyLevel: 'Strong' };
  const missing = { accept: [404] };
  const remove = async (scope: VectorScope) => {
    await post('entities/delete', scope.dimensions, { filter: filterOf(scope) }, missing);
  };
  return {
    place: [uri, database.dbName ?? '', prefix].join(' '),
    limits: LIMITS,
    keyOf: hexKey,
    prepare: ({ dimensions }, signal) => prepared(dimensions, signal),
    async write(scope, rows, signal) {
      const { organization, docId, generation, dimensions } = scope;
      const data = rows.map(({ id, vector }) => ({
        id: hexKey(scope, id),
        organization,
        doc_id: docId,
        generation,
        chunk_id: id,
        vector: jsonNumbers(vector),
      }));
      await post('entities/upsert', dimensions, { data }, { signal });
    },
    async query(scope, vector, topK, signal) {
      const body = {
        data: [jsonNumbers(vector)],
        annsField: 'vector',
        filter: filterOf(scope),
        limit: topK,
        outputFields: ['id', 'chunk_id'],
        ...strong,
      };
      const reply = await post('entities/search', scope.dimensions, body, { signal });
      const { data } = parseReply(service, reply, Hits);
      return data.map(({ id, chunk_id, distance }) => ({ key: id, id: chunk_id, score: distance }));
    },
    async visible(scope, _expected, signal) {
      const body = { filter: filterOf(scope), outputFields: ['count(*)'], ...strong };
      const reply = await post('entities/query', scope.dimensions, body, { ...missing, signal });
      if (reply.status === 404) return 0;
      const [row] = parseReply(service, reply, Counts).data;
      return row?.['count(*)'] ?? 0;
    },
    remove,
    removeAll: remove,
    close: async () => {},
  };
}

type Post = (
  path: string,
  dimensions: number,
  body: object,
  more?: { signal?: AbortSignal | undefined; accept?: readonly number[] },
) => Promise<RestReply>;

async function prepareCollection(
  service: RestService,
  name: string,
  post: Post,
  dimensions: number,
  signal?: AbortSignal,
): Promise<void> {
  const found = await post('collections/describe', dimensions, {}, { accept: [404], signal });
  if (found.status !== 404) {
    const { fields } = parseReply(service, found, Collection).data;
    const vector = fields.find((field) => field.name === 'vector');
    const dim = vector?.params?.find(({ key }) => key === 'dim')?.value;
    if (!vector || (dim !== undefined && Number(dim) !== dimensions)) {
      const other = vector ? `vectors of ${dim} dimensions` : 'no field "vector"';
      throw wrongCollection(service.who, name, `a field "vector" of ${dimensions} dimensions`, other);
    }
    return;
  }
  const text = (fieldName: string, max_length: number, more = {}) => ({
    fieldName,
    dataType: 'VarChar',
    elementTypeParams: { max_length: String(max_length) },
    ...more,
  });
  const fields = [
    text('id', 64, { isPrimary: true }),
    text('organization', 128, { isPartitionKey: true }),
    text('doc_id', 128),
    text('generation', 16),
    text('chunk_id', 1024),
    { fieldName: 'vector', dataType: 'FloatVector', elementTypeParams: { dim: String(dimensions) } },
  ];
  const index = { fieldName: 'vector', indexName: 'vector', metricType: 'COSINE', indexType: 'AUTOINDEX' };
  const body = {
    schema: { autoId: false, enableDynamicField: false, fields },
    // The index type stands in both places that versions look for it.
    indexParams: [{ ...index, params: { index_type: 'AUTOINDEX' } }],
    params: { consistencyLevel: 'Strong' },
  };
  await post('collections/create', dimensions, body, { signal });
}

/** Ids hold no quotes (checkScope), and are written as string literals all the same. */
function filterOf({ organization, docId, ...rest }: VectorScope | RowScope): string {
  const equals = (field: string, value: string) => `${field} == ${JSON.stringify(value)}`;
  const generation = 'generation' in rest ? [equals('generation', rest.generation)] : [];
  return [equals('organization', organization), equals('doc_id', docId), ...generation].join(' and ');
}

/** Milvus answers HTTP 200 and tells a failure by `code`, of its table of errors (pkg/util/merr). */
const STATUS_OF_CODE: Record<number, number> = {
  0: 200,
  200: 200,
  1: 503,
  2: 503,
  4: 429,
  8: 429,
  11: 503,
  12: 503,
  100: 404,
  103: 503,
  106: 503,
  1400: 401,
  1401: 403,
  1800: 401,
  1807: 429,
};
const HINTS: Record<number, string> = {
  3: 'the server is out of memory',
  7: 'the server is out of disk space',
  9: 'the quota of the server is used up',
  101: 'the collection is not loaded; load it (collections/load)',
  800: 'there is no such database; check db_name',
};

function understand({ status, text }: RestReply): Partial<Refusal> | undefined {
  if (status >= 300) return undefined;
  const [, digits] = /^\s*\{[\s\S]{0,200}?"code"\s*:\s*(\d+)/.exec(text) ?? [];
  if (digits === undefined) return undefined;
  const code = Number(digits);
  const hint = HINTS[code] ?? (/dimension/i.test(text.slice(0, 2000)) ? WRONG_DIMENSION : undefined);
  const known = STATUS_OF_CODE[code] ?? 400;
  return known < 300 ? undefined : { status: known, told: `code ${code}`, hint };
}

const WRONG_DIMENSION =
  'the collection has vectors of other dimensions; delete it, or configure another collection_prefix';

import * as z from 'zod';
import { retryableError } from '../../contract/errors.ts';
import { type AdapterInstance, parseSettings } from '../configuration.ts';
import type { AdapterContext } from '../context.ts';
import { instanceSecrets } from '../instance-secrets.ts';
import { generationalVectorDb } from './generations/generational.ts';
import { uuidKey } from './generations/row-key.ts';
import type { RowScope, RowStore } from './generations/row-store.ts';
import { jsonNumbers } from './generations/write-rows.ts';
import { parseReply, type RestReply, type RestService, restCall } from './rest/call.ts';
import { type Refusal, replyError, wrongCollection } from './rest/reply-errors.ts';
import { oncePerDimension, restService, restSettings, serverAddress } from './rest/settings.ts';
import type { VectorDbAdapter, VectorRow, VectorScope } from './types.ts';

const CONSISTENCY = ['ONE', 'QUORUM', 'ALL'] as const;

const SHAPE = {
  settings: z.object({
    url: serverAddress,
    /** How many replicas must have a write before it counts; not of upstream. */
    consistency_level: z.enum(CONSISTENCY).default('ALL'),
    ...restSettings,
  }),
  secrets: ['api_key'],
};

/** QUERY_MAXIMUM_RESULTS is 10,000 unless the server is told otherwise, and counts for deletes, too. */
const LIMITS = { rows: 200, bytes: 8 * 1024 * 1024, concurrency: 3, hits: 10_000 };
/** Times the objects of a batch that failed are sent again. */
const MOST_RESENDS = 2;
const FIELDS = ['organization', 'doc_id', 'generation', 'chunk_id'];

const Class = z.object({ vectorIndexConfig: z.object({ distance: z.string() }).partial().nullish() });
const Written = z.array(
  z.object({
    id: z.string(),
    result: z
      .object({ errors: z.object({ error: z.array(z.object({ message: z.string() })) }).nullish() })
      .nullish(),
  }),
);
const Found = z.object({
  data: z.object({
    Get: z.record(
      z.string(),
      z.array(
        z.object({ chunk_id: z.string(), _additional: z.object({ id: z.string(), distance: z.number() }) }),
      ),
    ),
  }),
});
const Counted = z.object({
  data: z.object({
    Aggregate: z.record(z.string(), z.array(z.object({ meta: z.object({ count: z.number() }) }))),
  }),
});
const Deleted = z.object({
  results: z.object({
    matches: z.number(),
    limit: z.number(),
    successful: z.number(),
    failed: z.number().default(0),
  }),
});

/**
 * Weaviate, over REST and GraphQL: one class for each number of dimensions, whose properties are matched as a whole
 * (`tokenization: field`). Writes go to all replicas by default, as a search asks only one.
 */
export function weaviateVectorDb(instance: AdapterInstance, context: AdapterContext): VectorDbAdapter {
  const { url, timeout, collection_prefix, consistency_level } = parseSettings(instance, SHAPE);
  const secrets = instanceSecrets(instance, context);
  const authorization = ({ api_key }: Record<string, string>): Record<string, string> =>
    api_key ? { authorization: `Bearer ${api_key}` } : {};
  const service = restService(instance, timeout, secrets, authorization, understand);
  return generationalVectorDb(
    instance,
    context,
    weaviateRows(service, url, collection_prefix, consistency_level),
  );
}

function weaviateRows(service: RestService, url: string, prefix: string, consistency: string): RowStore {
  const classOf = ({ dimensions }: { dimensions: number }) =>
    `${prefix.charAt(0).toUpperCase()}${prefix.slice(1)}_${dimensions}`;
  const batch = `${url}/v1/batch/objects?consistency_level=${consistency}`;
  const graphql = (query: string, signal?: AbortSignal, accept: number[] = []) =>
    restCall(service, { method: 'POST', url: `${url}/v1/graphql`, body: { query }, signal, accept });
  const prepared = oncePerDimension((dimensions, signal) =>
    prepareClass(service, `${url}/v1/schema`, classOf({ dimensions }), signal),
  );
  const remove = (scope: VectorScope) => deleteObjects(service, batch, classOf(scope), scope);
  return {
    place: `${url} ${prefix}`,
    limits: LIMITS,
    keyOf: uuidKey,
    prepare: ({ dimensions }, signal) => prepared(dimensions, signal),
    write: (scope, rows, signal) => writeObjects(service, batch, classOf(scope), scope, rows, signal),
    async query(scope, vector, topK, signal) {
      const near = `nearVector: {vector: [${jsonNumbers(vector).join(',')}]}`;
      const query = `{Get {${classOf(scope)}(limit: ${topK}, ${near}, where: ${whereInGraphql(scope)})
        {chunk_id _additional {id distance}}}}`;
      const reply = parseReply(service, await graphql(query, signal), Found);
      return (reply.data.Get[classOf(scope)] ?? []).map(({ chunk_id, _additional: { id, distance } }) => ({
        key: id.toLowerCase(),
        id: chunk_id,
        score: 1 - distance,
      }));
    },
    async visible(scope, _expected, signal) {
      const query = `{Aggregate {${classOf(scope)}(where: ${whereInGraphql(scope)}) {meta {count}}}}`;
      const reply = await graphql(query, signal, [404]);
      if (reply.status === 404) return 0;
      return parseReply(service, reply, Counted).data.Aggregate[classOf(scope)]?.[0]?.meta.count ?? 0;
    },
    remove,
    removeAll: remove,
    close: async () => {},
  };
}

async function prepareClass(
  service: RestService,
  schema: string,
  name: string,
  signal?: AbortSignal,
): Promise<void> {
  const found = await restCall(service, { method: 'GET', url: `${schema}/${name}`, signal, accept: [404] });
  if (found.status !== 404) {
    const distance = parseReply(service, found, Class).vectorIndexConfig?.distance ?? 'cosine';
    if (distance !== 'cosine') throw wrongCollection(service.who, name, 'cosine distance', distance);
    return;
  }
  const properties = FIELDS.map((field) => ({
    name: field,
    dataType: ['text'],
    tokenization: 'field',
    indexFilterable: true,
    indexSearchable: false,
  }));
  const vectorIndexConfig = { distance: 'cosine' };
  const body = { class: name, vectorizer: 'none', vectorIndexType: 'hnsw', vectorIndexConfig, properties };
  try {
    await restCall(service, { method: 'POST', url: schema, body, signal });
  } catch (error) {
    // 422, as for any wrong schema, when another function made it in the meantime.
    const again = await restCall(service, { method: 'GET', url: `${schema}/${name}`, signal, accept: [404] });
    if (again.status === 404) throw error;
  }
}

/** Objects fail one by one inside a batch that succeeds: those, and no others, are sent again. */
async function writeObjects(
  service: RestService,
  url: string,
  name: string,
  scope: RowScope,
  rows: readonly VectorRow[],
  signal?: AbortSignal,
): Promise<void> {
  const { organization, docId, generation } = scope;
  let objects = rows.map(({ id, vector }) => ({
    class: name,
    id: uuidKey(scope, id),
    vector: jsonNumbers(vector),
    properties: { organization, doc_id: docId, generation, chunk_id: id },
  }));
  for (let resends = 0; ; resends++) {
    const reply = await restCall(service, { method: 'POST', url, body: { objects }, signal });
    const failed = new Map<string, string>();
    for (const { id, result } of parseReply(service, reply, Written)) {
      const [error] = result?.errors?.error ?? [];
      if (error) failed.set(id.toLowerCase(), error.message);
    }
    if (failed.size === 0) return;
    const said = [...failed.values()].join('\n');
    if (resends === MOST_RESENDS || WRONG_LENGTH.test(said)) throw objectsFailed(service, failed.size, said);
    objects = objects.filter(({ id }) => failed.has(id));
  }
}

function objectsFailed({ who }: RestService, count: number, said: string) {
  if (WRONG_LENGTH.test(said)) return replyError(who, { status: 422, headers: {}, hint: WRONG_LENGTH_HINT });
  return retryableError('vector_db_unavailable', `${who}: ${count} objects of a batch were not written.`);
}

/** A delete takes at most so many objects as a query may give, so it is repeated until none is left. */
async function deleteObjects(
  service: RestService,
  url: string,
  name: string,
  scope: VectorScope,
): Promise<void> {
  const body = { match: { class: name, where: whereOf(scope) }, output: 'minimal' };
  for (;;) {
    const reply = await restCall(service, { method: 'DELETE', url, body, accept: [404] });
    if (reply.status === 404) return;
    const { matches, limit, successful, failed } = parseReply(service, reply, Deleted).results;
    if (failed > 0 || (matches > 0 && successful === 0)) {
      const what = `${failed} of ${matches} objects were not deleted`;
      throw retryableError('vector_db_unavailable', `${service.who}: ${what}.`);
    }
    if (matches < limit) return;
  }
}

type Where = { operator: string; operands?: Where[]; path?: string[]; valueText?: string };

/** Without a generation, all of the document. */
function whereOf({ organization, docId, ...rest }: VectorScope | RowScope): Where {
  const equals = (field: string, valueText: string) => ({ operator: 'Equal', path: [field], valueText });
  const generation = 'generation' in rest ? [equals('generation', rest.generation)] : [];
  const operands = [equals('organization', organization), equals('doc_id', docId), ...generation];
  return { operator: 'And', operands };
}

/** The same in GraphQL's notation, whose strings are written as JSON's and whose operators are bare words. */
function whereInGraphql(scope: VectorScope | RowScope): string {
  const operands = (whereOf(scope).operands ?? []).map(
    ({ operator, path, valueText }) =>
      `{operator: ${operator}, path: ${JSON.stringify(path)}, valueText: ${JSON.stringify(valueText)}}`,
  );
  return `{operator: And, operands: [${operands.join(', ')}]}`;
}

const WRONG_LENGTH = /vector with length|vector lengths don't match|dimensions do not match/i;
const WRONG_LENGTH_HINT =
  'the class has vectors of other dimensions; delete it, or configure another collection_prefix';
const NO_CLASS =
  /cannot query field|class[^\n]{0,200}(doesn't exist|does not exist|not found)|could not find class/i;

/** GraphQL says what failed with HTTP 200, and REST says 422 for a class that is not there. */
function understand({ status, text }: RestReply): Partial<Refusal> | undefined {
  const said = text.slice(0, 4000);
  const failed = status === 422 || (status < 300 && /^\s*\{[\s\S]{0,4000}?"errors"\s*:\s*\[/.test(said));
  if (!failed) return undefined;
  if (NO_CLASS.test(said)) return { status: 404 };
  if (WRONG_LENGTH.test(said)) return { status: 422, hint: WRONG_LENGTH_HINT };
  return status === 422 ? undefined : { status: 500, told: 'GraphQL errors' };
}

import * as z from 'zod';
import { wholeNumber } from '../common-settings.ts';
import { type AdapterInstance, parseSettings, wrongConfiguration } from '../configuration.ts';
import type { AdapterContext } from '../context.ts';
import { instanceSecrets } from '../instance-secrets.ts';
import { generationalVectorDb } from './generations/generational.ts';
import { hexKey } from './generations/row-key.ts';
import type { RowScope, RowStore } from './generations/row-store.ts';
import { jsonNumbers } from './generations/write-rows.ts';
import { type IndexSpec, type PineconeIndexes, pineconeIndexes } from './pinecone-index.ts';
import { parseReply, type RestReply, type RestService, restCall } from './rest/call.ts';
import { replyError } from './rest/reply-errors.ts';
import { restService, restSettings, serverAddress } from './rest/settings.ts';
import type { VectorDbAdapter, VectorScope } from './types.ts';

const SHAPE = {
  settings: z.object({
    spec: z.enum(['serverless', 'pod']).default('serverless'),
    cloud: z.string().min(1).default('aws'),
    /** Of a serverless index. */
    region: z.string().min(1).optional(),
    /** Of a pod index. */
    environment: z.string().min(1).optional(),
    pod_type: z.string().min(1).default('p1.x1'),
    pods: wholeNumber(1).default(1),
    replicas: wholeNumber(1).default(1),
    shards: wholeNumber(1).default(1),
    /** The control plane; not of upstream. */
    api_base: serverAddress.default('https://api.pinecone.io'),
    ...restSettings,
  }),
  secrets: ['api_key'],
};
type Settings = z.output<typeof SHAPE.settings>;

const API_VERSION = '2025-04';
/** Limits of the service: 1,000 records and 2 MB a write, 1,000 ids a delete, 100 ids a page, 10,000 hits. */
const LIMITS = { rows: 1000, bytes: 2_000_000, concurrency: 3, hits: 10_000 };
const IDS_PER_DELETE = 1000;
const IDS_PER_PAGE = 100;

const Matches = z.object({
  matches: z.array(
    z.object({
      id: z.string(),
      score: z.number().default(0),
      metadata: z.object({ chunk_id: z.string() }).partial().nullish(),
    }),
  ),
});
const Page = z.object({
  vectors: z.array(z.object({ id: z.string() })).default([]),
  pagination: z.object({ next: z.string() }).partial().nullish(),
});

/**
 * Pinecone, over its REST API: one index for each number of dimensions, one namespace for each organisation. Writes are
 * seen some time later: a version counts only after the index says, by log sequence number or by its answers, that
 * queries see all of it.
 */
export function pineconeVectorDb(instance: AdapterInstance, context: AdapterContext): VectorDbAdapter {
  const settings = parseSettings(instance, SHAPE);
  const secrets = instanceSecrets(instance, context, ['api_key']);
  const key = ({ api_key = '' }: Record<string, string>) => ({
    'api-key': api_key,
    'x-pinecone-api-version': API_VERSION,
  });
  const service = restService(instance, settings.timeout, secrets, key, understand);
  const prefix = settings.collection_prefix.toLowerCase().replaceAll('_', '-');
  const nameOf = (dimensions: number) => `${prefix}-${dimensions}`;
  const indexes = pineconeIndexes(service, settings.api_base, nameOf, specOf(instance, settings));
  const rows = pineconeRows(service, indexes, settings.spec, `${settings.api_base} ${prefix}`);
  return generationalVectorDb(instance, context, rows);
}

function specOf({ id }: AdapterInstance, settings: Settings): IndexSpec {
  const { spec, cloud, region, environment, pod_type, pods, replicas, shards } = settings;
  const missing = spec === 'serverless' ? !region && 'region' : !environment && 'environment';
  if (missing)
    throw wrongConfiguration(`Adapter "${id}": settings.${missing} is missing; spec "${spec}" needs it.`);
  if (spec === 'serverless') return { serverless: { cloud, region: region ?? '' } };
  return { pod: { environment: environment ?? '', pod_type, pods, replicas, shards } };
}

function pineconeRows(
  service: RestService,
  indexes: PineconeIndexes,
  spec: Settings['spec'],
  place: string,
): RowStore {
  /** Log sequence numbers of this process's last writes, by namespace and generation. */
  const writes = new Map<string, number>();
  const post = (host: string, path: string, body: unknown, signal?: AbortSignal, accept: number[] = []) =>
    restCall(service, { method: 'POST', url: `${host}${path}`, body, signal, accept });

  const search = async (scope: RowScope, vector: number[], topK: number, signal?: AbortSignal) => {
    const host = await indexes.find(scope.dimensions, signal);
    if (host === undefined) return undefined;
    const filter = filterOf(scope);
    const body = { namespace: namespaceOf(scope), vector, topK, filter, includeMetadata: true };
    const reply = await post(host, '/query', body, signal);
    return { reply, matches: parseReply(service, reply, Matches).matches };
  };
  const deleteIds = async (host: string, scope: VectorScope, ids: readonly string[]) => {
    const namespace = namespaceOf(scope);
    for (let at = 0; at < ids.length; at += IDS_PER_DELETE) {
      const body = { namespace, ids: ids.slice(at, at + IDS_PER_DELETE) };
      await post(host, '/vectors/delete', body, undefined, NO_NAMESPACE);
    }
  };
  const idsOf = (scope: VectorScope, { name, ids }: { name: string; ids: readonly string[] }) =>
    ids.map((id) => keyOf({ ...scope, generation: name }, id));

  return {
    place,
    limits: LIMITS,
    keyOf,
    prepare: async ({ dimensions }, signal) => void (await indexes.make(dimensions, signal)),
    async write(scope, rows, signal) {
      const { organization, docId, generation } = scope;
      const host = await indexes.make(scope.dimensions, signal);
      const vectors = rows.map(({ id, vector }) => ({
        id: keyOf(scope, id),
        values: jsonNumbers(vector),
        metadata: { organization, doc_id: docId, generation, chunk_id: id },
      }));
      const body = { namespace: namespaceOf(scope), vectors };
      const { headers } = await post(host, '/vectors/upsert', body, signal);
      const lsn = numberOf(headers['x-pinecone-request-lsn']);
      if (lsn !== undefined) writes.set(nameOf(scope), Math.max(lsn, writes.get(nameOf(scope)) ?? 0));
    },
    async query(scope, vector, topK, signal) {
      const found = await search(scope, jsonNumbers(vector), topK, signal);
      if (!found) throw replyError(service.who, { status: 404, headers: {} });
      return found.matches.map(({ id, score, metadata }) => ({
        key: id,
        id: metadata?.chunk_id ?? '',
        score,
      }));
    },
    async visible(scope, expected, signal) {
      const anywhere = Array.from({ length: scope.dimensions }, (_, i) => (i === 0 ? 1 : 0));
      const found = await search(scope, anywhere, Math.min(Math.max(expected, 1), LIMITS.hits), signal);
      if (!found) return 0;
      const written = writes.get(nameOf(scope));
      const indexed = numberOf(found.reply.headers['x-pinecone-max-indexed-lsn']);
      // Where the index tells how far it is, only that counts: rows of before a delete may still be shown. Otherwise as
      // many hits as a query gives are taken for all.
      const knows = written !== undefined && indexed !== undefined;
      const most = Math.min(expected, LIMITS.hits);
      if (knows ? indexed < written : found.matches.length < most)
        return Math.min(found.matches.length, expected - 1);
      writes.delete(nameOf(scope));
      return expected;
    },
    async remove(scope, generation) {
      const host = await indexes.find(scope.dimensions);
      if (host !== undefined) await deleteIds(host, scope, idsOf(scope, generation));
    },
    async removeAll(scope, known) {
      const host = await indexes.find(scope.dimensions);
      if (host === undefined) return;
      await deleteIds(
        host,
        scope,
        known.flatMap((generation) => idsOf(scope, generation)),
      );
      // What no manifest knows any more: pods delete by filter, serverless indexes list by prefix.
      if (spec === 'serverless') return deleteIds(host, scope, await listIds(service, host, scope));
      await post(host, '/vectors/delete', { namespace: namespaceOf(scope), filter: filterOf(scope) });
    },
    close: async () => {},
  };
}

async function listIds(service: RestService, host: string, scope: VectorScope): Promise<string[]> {
  const ids: string[] = [];
  let token: string | undefined;
  do {
    const query = new URLSearchParams({
      namespace: namespaceOf(scope),
      prefix: `${scope.docId}/`,
      limit: String(IDS_PER_PAGE),
      ...(token !== undefined && { paginationToken: token }),
    });
    const url = `${host}/vectors/list?${query}`;
    const reply = await restCall(service, { method: 'GET', url, accept: NO_NAMESPACE });
    if (reply.status === 404) break;
    const page = parseReply(service, reply, Page);
    ids.push(...page.vectors.map(({ id }) => id));
    token = page.pagination?.next;
  } while (token);
  return ids;
}

/** A namespace that never held a record, or holds none any more, is not found. */
const NO_NAMESPACE = [404];

const namespaceOf = ({ organization }: VectorScope) => `org-${organization}`;
const nameOf = ({ organization, docId, generation, dimensions }: RowScope) =>
  [organization, docId, generation, dimensions].join('/');

/** ASCII only; document ids hold no slash, so that one is no beginning of another. */
const keyOf = (scope: RowScope, id: string) => `${scope.docId}/${scope.generation}/${hexKey(scope, id)}`;

/** Without a generation, all of the document. */
function filterOf({ organization, docId, ...rest }: VectorScope | RowScope) {
  const generation = 'generation' in rest ? [{ generation: { $eq: rest.generation } }] : [];
  return { $and: [{ organization: { $eq: organization } }, { doc_id: { $eq: docId } }, ...generation] };
}

function numberOf(header: string | undefined): number | undefined {
  return header !== undefined && /^\d+$/.test(header) ? Number(header) : undefined;
}

function understand({ status, text }: RestReply) {
  if (status === 402)
    return { hint: 'the account has no plan or no funds for this; see the Pinecone console' };
  if (status === 403 && /quota/i.test(text.slice(0, 2000)))
    return { status: 400, hint: "the account's quota of indexes is used up; see the Pinecone console" };
  if (status === 400 && /dimension/i.test(text.slice(0, 2000)))
    return {
      hint: 'the index has vectors of other dimensions; delete it, or configure another collection_prefix',
    };
  return undefined;
}

import type { ServerResponse } from 'node:http';
import { sendJson, type WireRequest } from '../../support/wire-server.ts';
import { type Fault, type FaultyServer, nearest, startFaultyServer } from './faulty-server.ts';

type Metadata = Record<string, string>;
type PineconeRecord = { id: string; values: number[]; metadata: Metadata };
type Filter = { $and: Filter[] } | Record<string, { $eq: string }>;
type Body = {
  name?: string;
  dimension?: number;
  metric?: string;
  spec?: object;
  namespace?: string;
  vectors?: PineconeRecord[];
  vector?: number[];
  topK?: number;
  filter?: Filter;
  includeMetadata?: boolean;
  ids?: string[];
};
type Change = {
  lsn: number;
  at: number;
  namespace: string;
  apply(records: Map<string, PineconeRecord>): void;
};
type Index = {
  name: string;
  dimension: number;
  metric: string;
  spec: object;
  described: number;
  namespaces: Map<string, Map<string, PineconeRecord>>;
  pending: Change[];
  lsn: number;
  indexed: number;
  server: FaultyServer;
};

export type PineconeServer = FaultyServer & {
  /** All records of an index, seen by queries or not yet. */
  records(index: string): PineconeRecord[];
  dataRequests(index: string): WireRequest[];
  failData(index: string, fault: Fault): void;
};

/**
 * Pinecone's protocol over a scan in memory: the control plane, and for each index a data plane at a host of its own,
 * which is ready only after a while. Writes are seen `lag` milliseconds later, in their order, with log sequence numbers
 * on serverless indexes; limits and errors as in its documentation.
 */
export async function startPineconeServer(apiKey: string, lag = 60): Promise<PineconeServer> {
  const indexes = new Map<string, Index>();
  const authorised = (request: WireRequest, response: ServerResponse) => {
    const known = request.headers['api-key'] === apiKey;
    if (known && /^20\d\d-\d\d$/.test(String(request.headers['x-pinecone-api-version']))) return true;
    const error = { code: 'UNAUTHENTICATED', message: 'Invalid API Key' };
    sendJson(response, known ? 400 : 401, { error, status: known ? 400 : 401 });
    return false;
  };
  const control = await startFaultyServer(async (request, json, response) => {
    if (!authorised(request, response)) return;
    const body = (json ?? {}) as Body;
    const fail = (status: number, code: string) =>
      sendJson(response, status, { error: { code, message: code }, status });
    if (request.method === 'POST' && request.path === '/indexes') {
      const { name = '', dimension = 0, metric = '', spec = {} } = body;
      if (!/^[a-z0-9][a-z0-9-]{0,44}$/.test(name)) return fail(400, 'INVALID_ARGUMENT');
      if (indexes.has(name)) return fail(409, 'ALREADY_EXISTS');
      const fresh = { name, dimension, metric, spec, described: 0, pending: [], lsn: 0, indexed: 0 };
      const index: Index = { ...fresh, namespaces: new Map(), server: undefined as unknown as FaultyServer };
      indexes.set(name, index);
      index.server = await startFaultyServer((data, dataJson, reply) => {
        if (authorised(data, reply)) dataPlane(index, lag, data, (dataJson ?? {}) as Body, reply);
      });
      return sendJson(response, 201, describe(index));
    }
    const index = indexes.get(request.path.replace('/indexes/', ''));
    if (!index) return fail(404, 'NOT_FOUND');
    index.described++;
    sendJson(response, 200, describe(index));
  });
  return {
    ...control,
    records: (name) => {
      const index = indexes.get(name);
      if (!index) return [];
      settle(index, Number.POSITIVE_INFINITY);
      return [...index.namespaces.values()].flatMap((records) => [...records.values()]);
    },
    dataRequests: (name) => indexes.get(name)?.server.requests ?? [],
    failData: (name, fault) => indexes.get(name)?.server.fail(fault),
    close: async () => {
      await Promise.all([...indexes.values()].map(({ server }) => server.close()));
      await control.close();
    },
  };
}

/** Not ready when described for the first time after its making. */
const describe = ({ name, dimension, metric, spec, described, server }: Index) => ({
  name,
  dimension,
  metric,
  spec,
  host: server ? server.url.replace('http://', '') : 'pending.invalid',
  status: { ready: described > 1, state: described > 1 ? 'Ready' : 'Initializing' },
  vector_type: 'dense',
});

function dataPlane(index: Index, lag: number, request: WireRequest, body: Body, response: ServerResponse) {
  settle(index, Date.now());
  const serverless = 'serverless' in index.spec;
  const fail = (message: string, status = 400, code = 3) =>
    sendJson(response, status, { code, message, details: [] });
  const url = new URL(request.path, 'http://server');
  const namespace = body.namespace ?? url.searchParams.get('namespace') ?? '';
  const records = index.namespaces.get(namespace);
  const lsnHeader = (name: string, lsn: number): Record<string, string> =>
    serverless ? { [name]: String(lsn) } : {};
  const change = (apply: Change['apply'], reply: object) => {
    index.pending.push({ lsn: ++index.lsn, at: Date.now() + lag, namespace, apply });
    sendJson(response, 200, reply, lsnHeader('x-pinecone-request-lsn', index.lsn));
  };
  switch (`${request.method} ${url.pathname}`) {
    case 'POST /vectors/upsert': {
      const { vectors = [] } = body;
      if (Buffer.byteLength(request.body) > 2 * 1024 * 1024) return fail('Request size exceeds 2MB', 413);
      if (vectors.length < 1 || vectors.length > 1000) return fail('At most 1000 vectors can be upserted');
      for (const { id, values } of vectors) {
        if (!/^[\x20-\x7e]{1,512}$/.test(id)) return fail('Vector ID must be ASCII, at most 512 long');
        if (values.length !== index.dimension)
          return fail(
            `Vector dimension ${values.length} does not match the dimension of the index ${index.dimension}`,
          );
        if (!values.some((value) => value !== 0))
          return fail('Dense vectors must contain at least one non-zero value');
      }
      return change(
        (all) => {
          for (const vector of vectors) all.set(vector.id, vector);
        },
        { upsertedCount: vectors.length },
      );
    }
    case 'POST /vectors/delete': {
      const { ids, filter } = body;
      const known = records !== undefined || index.pending.some((one) => one.namespace === namespace);
      if (serverless && !known) return fail('Namespace not found', 404, 5);
      if (ids && ids.length > 1000) return fail('At most 1000 ids can be deleted');
      if (filter && serverless)
        return fail('Serverless and Starter indexes do not support deleting with metadata filtering');
      return change((all) => {
        for (const { id, metadata } of [...all.values()])
          if (filter ? matches(filter, metadata) : ids?.includes(id)) all.delete(id);
      }, {});
    }
    case 'POST /query': {
      const { vector = [], topK = 0, filter, includeMetadata } = body;
      if (vector.length !== index.dimension)
        return fail(
          `Vector dimension ${vector.length} does not match the dimension of the index ${index.dimension}`,
        );
      if (topK < 1 || topK > 10_000) return fail('topK must be between 1 and 10000');
      const rows = [...(records?.values() ?? [])]
        .filter(({ metadata }) => !filter || matches(filter, metadata))
        .map(({ id, values, metadata }) => ({ id, vector: values, metadata }));
      const hits = nearest(rows, vector, topK).map(({ id, score, metadata }) => ({
        id,
        score,
        values: [],
        ...(includeMetadata && { metadata }),
      }));
      const reply = { matches: hits, namespace, usage: { readUnits: 1 } };
      return sendJson(response, 200, reply, lsnHeader('x-pinecone-max-indexed-lsn', index.indexed));
    }
    case 'GET /vectors/list': {
      if (!serverless) return fail('List is not supported for pod-based indexes', 501, 12);
      const limit = Number(url.searchParams.get('limit') ?? 100);
      if (limit > 100) return fail('limit must be at most 100');
      const prefix = url.searchParams.get('prefix') ?? '';
      const from = url.searchParams.get('paginationToken') ?? '';
      const ids = [...(records?.keys() ?? [])].filter((id) => id.startsWith(prefix) && id > from).sort();
      const page = ids.slice(0, limit);
      const next = ids.length > limit ? { pagination: { next: page.at(-1) } } : {};
      return sendJson(response, 200, { vectors: page.map((id) => ({ id })), ...next, namespace });
    }
    default:
      return fail('Not found', 404, 5);
  }
}

/** Applies the changes that are due by `now`, in their order. */
function settle(index: Index, now: number): void {
  while (index.pending[0] && index.pending[0].at <= now) {
    const [change] = index.pending.splice(0, 1);
    if (!change) return;
    const records = index.namespaces.get(change.namespace) ?? new Map();
    change.apply(records);
    index.namespaces.set(change.namespace, records);
    if (records.size === 0) index.namespaces.delete(change.namespace);
    index.indexed = change.lsn;
  }
}

function matches(filter: Filter, metadata: Metadata): boolean {
  if (Array.isArray(filter.$and)) return filter.$and.every((part) => matches(part, metadata));
  return Object.entries(filter).every(
    ([key, condition]) => '$eq' in condition && metadata[key] === condition.$eq,
  );
}

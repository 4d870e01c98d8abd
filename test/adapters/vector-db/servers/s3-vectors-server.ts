import type { ServerResponse } from 'node:http';
import { hasValidSignature } from '../../support/sigv4.ts';
import { sendJson, startWireServer, type WireRequest, type WireServer } from '../../support/wire-server.ts';

type Metadata = Record<string, string>;
type Vector = { key: string; data: { float32: number[] }; metadata: Metadata };
type Filter = { $and: Filter[] } | Record<string, { $eq: string }>;
type Body = {
  vectorBucketName: string;
  indexName: string;
  dimension?: number;
  vectors?: Vector[];
  keys?: string[];
  topK?: number;
  queryVector?: { float32: number[] };
  filter?: Filter;
};

export type S3VectorsServer = WireServer & {
  vectors(indexName: string): Vector[];
  /** Makes the next call of an operation fail with this error. */
  failNext(operation: string, status: number, code: string): void;
};

/**
 * Amazon S3 Vectors' protocol over a scan in memory: POST JSON, signed; operations, limits and errors as in the
 * service's API reference. It is no emulator: what it does not need is not there, and no recall is approximated.
 */
export async function startS3VectorsServer(secretAccessKey: string): Promise<S3VectorsServer> {
  const indexes = new Map<string, { dimension: number; vectors: Map<string, Vector> }>();
  const failures = new Map<string, { status: number; code: string }>();

  const answer = (request: WireRequest, response: ServerResponse) => {
    const operation = request.path.slice(1);
    const fail = (status: number, code: string) =>
      sendJson(
        response,
        status,
        { message: `${code} for ${request.body.slice(0, 40)}` },
        { 'x-amzn-errortype': code },
      );
    const failure = failures.get(operation);
    failures.delete(operation);
    if (failure) return fail(failure.status, failure.code);
    if (!hasValidSignature(request, secretAccessKey)) return fail(403, 'AccessDeniedException');
    const body = JSON.parse(request.body) as Body;
    if (body.vectorBucketName !== 'vectors') return fail(404, 'NotFoundException');
    const index = indexes.get(body.indexName);
    if (operation === 'CreateIndex') {
      if (index) return fail(409, 'ConflictException');
      indexes.set(body.indexName, { dimension: Number(body.dimension), vectors: new Map() });
      return sendJson(response, 200, {});
    }
    if (!index) return fail(404, 'NotFoundException');
    if (operation === 'PutVectors') {
      const { vectors = [] } = body;
      const wrong = vectors.some(
        ({ key, data }) => data.float32.length !== index.dimension || key.length > 1024,
      );
      if (vectors.length < 1 || vectors.length > 500 || wrong) return fail(400, 'ValidationException');
      for (const vector of vectors) index.vectors.set(vector.key, vector);
      return sendJson(response, 200, {});
    }
    if (operation === 'DeleteVectors') {
      const { keys = [] } = body;
      if (keys.length < 1 || keys.length > 500) return fail(400, 'ValidationException');
      for (const key of keys) index.vectors.delete(key);
      return sendJson(response, 200, {});
    }
    if (operation === 'QueryVectors') {
      const { topK = 0, queryVector = { float32: [] }, filter } = body;
      if (topK < 1 || topK > 100 || queryVector.float32.length !== index.dimension)
        return fail(400, 'ValidationException');
      const hits = [...index.vectors.values()]
        .filter(({ metadata }) => matches(filter, metadata))
        .map(({ key, data }) => ({ key, distance: 1 - cosine(data.float32, queryVector.float32) }))
        .sort((a, b) => a.distance - b.distance);
      return sendJson(response, 200, { vectors: hits.slice(0, topK), distanceMetric: 'cosine' });
    }
    fail(400, 'UnknownOperationException');
  };
  const server = await startWireServer(answer);
  return {
    ...server,
    vectors: (indexName) => [...(indexes.get(indexName)?.vectors.values() ?? [])],
    failNext: (operation, status, code) => void failures.set(operation, { status, code }),
  };
}

function matches(filter: Filter | undefined, metadata: Metadata): boolean {
  if (!filter) return true;
  if (Array.isArray(filter.$and)) return filter.$and.every((part) => matches(part, metadata));
  return Object.entries(filter).every(
    ([key, condition]) => '$eq' in condition && metadata[key] === condition.$eq,
  );
}

function cosine(a: number[], b: number[]): number {
  const dot = (x: number[], y: number[]) => x.reduce((sum, value, i) => sum + value * (y[i] as number), 0);
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
}

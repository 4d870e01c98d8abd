import { sendJson } from '../../support/wire-server.ts';
import { type FaultyServer, nearest, startFaultyServer, UUID } from './faulty-server.ts';

type Point = { id: string; vector: number[]; payload: Record<string, string> };
type Condition = { key: string; match: { value: string } };
type Filter = { must: Condition[] };
type Collection = {
  size: number;
  distance: string;
  indexes: Record<string, unknown>;
  points: Map<string, Point>;
};
type Body = {
  vectors?: { size: number; distance: string };
  field_name?: string;
  field_schema?: { type: string };
  points?: Point[];
  query?: number[];
  filter?: Filter;
  limit?: number;
  with_payload?: string[];
  exact?: boolean;
};

export type QdrantServer = FaultyServer & {
  points(collection: string): Point[];
  collections: Map<string, Collection>;
};

/** Milliseconds until a write without `wait=true` is applied. */
const LAG = 80;

/**
 * Qdrant's REST protocol over a scan in memory: collections, payload indexes, points, filters, errors and statuses as in
 * its OpenAPI description. Vectors are kept normalised, ids must be UUIDs, and only `wait=true` waits.
 */
export async function startQdrantServer(apiKey: string): Promise<QdrantServer> {
  const collections = new Map<string, Collection>();
  const server = await startFaultyServer((request, json, response) => {
    const body = (json ?? {}) as Body;
    const ok = (result: unknown) => sendJson(response, 200, { result, status: 'ok', time: 0.001 });
    const fail = (status: number, error: string) =>
      sendJson(response, status, { status: { error }, time: 0.001 });
    if (request.headers['api-key'] !== apiKey) return fail(403, 'Forbidden: Invalid api-key');
    if (request.body.length > 32 * 1024 * 1024) return fail(413, 'Payload reached size limit.');
    const url = new URL(request.path, 'http://server');
    const [, root, name = '', ...rest] = url.pathname.split('/');
    if (root !== 'collections') return fail(404, 'Not found');
    const operation = `${request.method} ${rest.join('/')}`;
    const collection = collections.get(name);
    if (operation === 'PUT ') {
      if (collection) return fail(409, `Wrong input: Collection \`${name}\` already exists!`);
      const { size = 0, distance = '' } = body.vectors ?? {};
      collections.set(name, { size, distance, indexes: {}, points: new Map() });
      return ok(true);
    }
    if (!collection) return fail(404, `Not found: Collection \`${name}\` doesn't exist!`);
    const { size, distance, points, indexes } = collection;
    const update = (work: () => void) => {
      if (url.searchParams.get('wait') === 'true') work();
      else setTimeout(work, LAG);
      const status = url.searchParams.get('wait') === 'true' ? 'completed' : 'acknowledged';
      return ok({ operation_id: 1, status });
    };
    const wrong = (vector: number[] = []) =>
      vector.length !== size &&
      fail(400, `Wrong input: Vector dimension error: expected dim: ${size}, got ${vector.length}`);
    const selected = () => [...points.values()].filter(({ payload }) => matches(body.filter, payload));
    switch (operation) {
      case 'GET ':
        return ok({
          status: 'green',
          config: { params: { vectors: { size, distance } } },
          payload_schema: indexes,
        });
      case 'PUT index':
        if (body.field_schema?.type !== 'keyword') return fail(400, 'Format error in JSON body');
        indexes[body.field_name ?? ''] = { data_type: 'keyword', points: points.size };
        return ok({ operation_id: 0, status: 'completed' });
      case 'PUT points': {
        for (const { id, vector } of body.points ?? []) {
          if (!UUID.test(id)) return fail(400, `Format error in JSON body: ${id} is not a valid point ID`);
          if (vector.length !== size) return void wrong(vector);
        }
        return update(() => {
          for (const point of body.points ?? [])
            points.set(point.id, { ...point, vector: unit(point.vector) });
        });
      }
      case 'POST points/delete':
        return update(() => {
          for (const { id } of selected()) points.delete(id);
        });
      case 'POST points/count':
        return ok({ count: selected().length });
      case 'POST points/query': {
        if (body.query?.length !== size) return void wrong(body.query);
        const fields = new Set(body.with_payload);
        const hits = nearest(selected(), body.query, body.limit ?? 10).map(({ id, score, payload }) => ({
          id,
          version: 1,
          score,
          payload: Object.fromEntries(Object.entries(payload).filter(([key]) => fields.has(key))),
        }));
        return ok({ points: hits });
      }
      default:
        return fail(404, 'Not found');
    }
  });
  return { ...server, collections, points: (name) => [...(collections.get(name)?.points.values() ?? [])] };
}

function matches(filter: Filter | undefined, payload: Record<string, string>): boolean {
  return (filter?.must ?? []).every(({ key, match }) => payload[key] === match.value);
}

function unit(vector: number[]): number[] {
  const length = Math.hypot(...vector);
  return length === 0 ? vector : vector.map((value) => Math.fround(value / length));
}

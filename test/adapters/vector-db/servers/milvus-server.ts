import { sendJson } from '../../support/wire-server.ts';
import { type FaultyServer, nearest, startFaultyServer } from './faulty-server.ts';

type Entity = { id: string; vector: number[]; at: number } & Record<string, unknown>;
type Field = {
  fieldName: string;
  dataType: string;
  isPrimary?: boolean;
  isPartitionKey?: boolean;
  elementTypeParams: Record<string, string>;
};
type Collection = {
  fields: Field[];
  metric: string;
  rows: Map<string, Entity>;
  deleted: Map<string, number>;
};
type Body = {
  dbName?: string;
  collectionName: string;
  schema?: { fields: Field[] };
  indexParams?: { fieldName: string; metricType: string }[];
  data?: unknown[];
  annsField?: string;
  filter?: string;
  limit?: number;
  outputFields?: string[];
  consistencyLevel?: string;
};

export type MilvusServer = FaultyServer & { entities(collection: string): Entity[] };

/** Milliseconds that a search of any but Strong consistency may be behind. */
const LAG = 80;

/**
 * Milvus' REST protocol (v2) over a scan in memory: HTTP 200 with a `code` for nearly everything, typed fields with
 * lengths, boolean filter expressions, and reads that are behind unless Strong consistency is asked for.
 */
export async function startMilvusServer(token: string): Promise<MilvusServer> {
  const collections = new Map<string, Collection>();
  const server = await startFaultyServer((request, json, response) => {
    const body = json as Body;
    const ok = (data: unknown, more = {}) => sendJson(response, 200, { code: 0, ...more, data });
    const fail = (code: number, message: string, status = 200) =>
      sendJson(response, status, { code, message });
    if (request.headers.authorization !== `Bearer ${token}`)
      return fail(1800, "user hasn't authenticated", 401);
    if (request.method !== 'POST') return fail(65535, 'method not allowed', 404);
    if ((body.dbName ?? 'default') !== 'default') return fail(800, 'database not found');
    const path = request.path.replace('/v2/vectordb/', '');
    const name = body.collectionName;
    const collection = collections.get(name);
    if (path === 'collections/create') {
      const fields = body.schema?.fields ?? [];
      if (!/^[A-Za-z_]\w{0,254}$/.test(name)) return fail(1100, 'Invalid collection name');
      if (collection && JSON.stringify(collection.fields) !== JSON.stringify(fields))
        return fail(65535, 'create duplicate collection with different parameters');
      const metric = body.indexParams?.[0]?.metricType ?? '';
      if (!collection) collections.set(name, { fields, metric, rows: new Map(), deleted: new Map() });
      return ok({});
    }
    if (!collection) return fail(100, `can't find collection[database=default][collection=${name}]`);
    const { fields, rows, deleted } = collection;
    const dim = Number(fields.find(({ dataType }) => dataType === 'FloatVector')?.elementTypeParams.dim);
    const select = (): Entity[] => {
      const test = parseFilter(body.filter ?? '', fields);
      const now = body.consistencyLevel === 'Strong' ? Number.POSITIVE_INFINITY : Date.now() - LAG;
      const gone = (id: string) => (deleted.get(id) ?? Number.POSITIVE_INFINITY) <= Math.min(now, Date.now());
      return [...rows.values()].filter((row) => row.at <= now && !gone(row.id) && test(row));
    };
    try {
      switch (path) {
        case 'collections/describe':
          return ok({ collectionName: name, fields: fields.map(describe), load: 'LoadStateLoaded' });
        case 'entities/upsert': {
          const data = (body.data ?? []) as Entity[];
          for (const entity of data) checkEntity(entity, fields);
          for (const entity of data) rows.set(entity.id, { ...entity, at: Date.now() });
          for (const { id } of data) deleted.delete(id);
          return ok({ upsertCount: data.length, upsertIds: data.map(({ id }) => id) }, { cost: 0 });
        }
        case 'entities/delete': {
          if (!body.filter) return fail(1802, 'missing required parameters');
          const test = parseFilter(body.filter, fields);
          for (const row of [...rows.values()].filter(test)) deleted.set(row.id, Date.now());
          return ok({}, { cost: 0 });
        }
        case 'entities/query': {
          if (body.outputFields?.join() !== 'count(*)') return fail(1100, 'not of this server');
          return ok([{ 'count(*)': select().length }], { cost: 0 });
        }
        case 'entities/search': {
          const [vector = []] = (body.data ?? []) as number[][];
          if (body.annsField !== 'vector') return fail(1100, 'failed to get field schema by name');
          if (vector.length !== dim)
            return fail(65535, `vector dimension mismatch, expected ${dim * 4}, actual ${vector.length * 4}`);
          const { limit = 100 } = body;
          if (limit > 16384 || limit < 1) return fail(65535, `topk [${limit}] is invalid`);
          const hits = nearest(select(), vector, limit).map((row) => ({
            distance: row.score,
            ...Object.fromEntries((body.outputFields ?? []).map((field) => [field, row[field]])),
          }));
          return ok(hits, { cost: 0, topks: [hits.length] });
        }
        default:
          return fail(65535, '404 page not found', 404);
      }
    } catch (error) {
      return fail(1100, (error as Error).message);
    }
  });
  const entities = (name: string) => {
    const { rows, deleted } = collections.get(name) ?? {};
    return [...(rows?.values() ?? [])].filter(({ id }) => !deleted?.has(id));
  };
  return { ...server, entities };
}

const describe = ({ fieldName, dataType, isPrimary = false, isPartitionKey, elementTypeParams }: Field) => ({
  name: fieldName,
  type: dataType,
  primaryKey: isPrimary,
  partitionKey: isPartitionKey ?? false,
  params: Object.entries(elementTypeParams).map(([key, value]) => ({ key, value })),
});

function checkEntity(entity: Entity, fields: readonly Field[]): void {
  for (const { fieldName, dataType, elementTypeParams } of fields) {
    const value = entity[fieldName];
    if (dataType === 'FloatVector' && (value as number[])?.length !== Number(elementTypeParams.dim))
      throw new Error(
        `the length(${(value as number[])?.length}) of float data should divide the dim(${elementTypeParams.dim})`,
      );
    if (dataType !== 'VarChar') continue;
    if (typeof value !== 'string') throw new Error(`fail to deal the insert data: ${fieldName}`);
    if (Buffer.byteLength(value) > Number(elementTypeParams.max_length))
      throw new Error(`length of varchar field ${fieldName} exceeds max length`);
  }
}

/** `field == "text" and …`, with the escapes of a string literal. */
function parseFilter(filter: string, fields: readonly Field[]): (row: Record<string, unknown>) => boolean {
  const term = /\s*(\w+)\s*==\s*("(?:[^"\\]|\\.)*")\s*(and|&&|$)/y;
  const terms: [string, string][] = [];
  for (;;) {
    const found = term.exec(filter);
    const [, field = '', literal = '', more] = found ?? [];
    if (!fields.some(({ fieldName }) => fieldName === field))
      throw new Error(`failed to create query plan: cannot parse expression: ${filter}`);
    terms.push([field, JSON.parse(literal)]);
    if (!more) break;
  }
  return (row) => terms.every(([field, value]) => row[field] === value);
}

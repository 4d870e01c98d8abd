import { sendJson } from '../../support/wire-server.ts';
import { type FaultyServer, nearest, startFaultyServer, UUID } from './faulty-server.ts';
import { parseQuery, type Selection } from './graphql.ts';

type WeaviateObject = { class: string; id: string; vector: number[]; properties: Record<string, string> };
type Property = { name: string; dataType: string[]; tokenization: string };
type Class = { class: string; properties: Property[]; vectorIndexConfig: { distance: string } };
type Where = { operator: string; path?: string[]; valueText?: string; operands?: Where[] };
type Stored = { schema: Class; objects: Map<string, WeaviateObject> };

export type WeaviateServer = FaultyServer & {
  objects(name: string): WeaviateObject[];
  classes: Map<string, Stored>;
  /** The next so many objects of a batch fail one by one, with HTTP 200, as they do in Weaviate. */
  failObjects(count: number): void;
};

/**
 * Weaviate's REST and GraphQL protocol over a scan in memory: schema, batches whose objects fail one by one, parsed
 * GraphQL with `where`, deletes that take at most `most` objects at once.
 */
export async function startWeaviateServer(apiKey: string, most = 10_000): Promise<WeaviateServer> {
  const classes = new Map<string, Stored>();
  let failing = 0;
  const server = await startFaultyServer((request, json, response) => {
    const fail = (status: number, message: string) => sendJson(response, status, { error: [{ message }] });
    if (request.headers.authorization !== `Bearer ${apiKey}`)
      return sendJson(response, 401, { code: 401, message: 'anonymous access not enabled' });
    const url = new URL(request.path, 'http://server');
    const operation = `${request.method} ${url.pathname}`;
    const [, , , name = ''] = url.pathname.split('/');
    if (operation === 'POST /v1/schema') {
      const schema = json as Class;
      if (!/^[A-Z]\w*$/.test(schema.class)) return fail(422, `'${schema.class}' is not a valid class name`);
      if (classes.has(schema.class)) return fail(422, `class name ${schema.class} already exists`);
      classes.set(schema.class, { schema, objects: new Map() });
      return sendJson(response, 200, schema);
    }
    if (operation === `GET /v1/schema/${name}`) {
      const found = classes.get(name);
      return found ? sendJson(response, 200, found.schema) : sendJson(response, 404, {});
    }
    if (url.pathname === '/v1/batch/objects') {
      const level = url.searchParams.get('consistency_level') ?? 'QUORUM';
      if (!['ONE', 'QUORUM', 'ALL'].includes(level))
        return fail(422, `unrecognized consistency level ${level}`);
    }
    if (operation === 'POST /v1/batch/objects') {
      const { objects } = json as { objects: WeaviateObject[] };
      const results = objects.map((object) => {
        const error = failing > 0 ? 'shard is overloaded' : put(classes, object);
        if (failing > 0) failing--;
        const { vector: _, ...rest } = object;
        return error
          ? { ...rest, result: { errors: { error: [{ message: error }] }, status: 'FAILED' } }
          : { ...rest, result: { status: 'SUCCESS' } };
      });
      return sendJson(response, 200, results);
    }
    if (operation === 'DELETE /v1/batch/objects') {
      const { match } = json as { match: { class: string; where: Where } };
      const found = classes.get(match.class);
      if (!found) return fail(422, `class: ${match.class} doesn't exist`);
      const matches = [...found.objects.values()]
        .filter((object) => test(match.where, object))
        .slice(0, most);
      for (const { id } of matches) found.objects.delete(id);
      const results = { matches: matches.length, limit: most, successful: matches.length, failed: 0 };
      return sendJson(response, 200, { match, output: 'minimal', dryRun: false, results });
    }
    if (operation === 'POST /v1/graphql') {
      const { query } = json as { query: string };
      try {
        const data = Object.fromEntries(
          parseQuery(query).map((root) => [root.name, run(classes, root, most)]),
        );
        return sendJson(response, 200, { data });
      } catch (error) {
        return sendJson(response, 200, { data: null, errors: [{ message: (error as Error).message }] });
      }
    }
    fail(404, `path ${url.pathname} was not found`);
  });
  return {
    ...server,
    classes,
    objects: (name) => [...(classes.get(name)?.objects.values() ?? [])],
    failObjects: (count) => {
      failing = count;
    },
  };
}

/** Undefined, or why the object was refused. */
function put(classes: Map<string, Stored>, object: WeaviateObject): string | undefined {
  const found = classes.get(object.class);
  if (!found) return `class ${object.class} not found in schema`;
  if (!UUID.test(object.id)) return `invalid UUID length: ${object.id.length}`;
  const [first] = found.objects.values();
  if (first && first.vector.length !== object.vector.length)
    return `Validate vector index for ${object.id}: new node has a vector with length ${object.vector.length}. Existing nodes have vectors with length ${first.vector.length}`;
  for (const name of Object.keys(object.properties)) {
    if (!found.schema.properties.some((property) => property.name === name)) return `no such prop '${name}'`;
  }
  found.objects.set(object.id, object);
  return undefined;
}

/** `tokenization: field` compares whole values; other tokenizations would find parts, and are refused here. */
function test(where: Where, object: WeaviateObject): boolean {
  if (where.operator === 'And') return (where.operands ?? []).every((operand) => test(operand, object));
  if (where.operator !== 'Equal') throw new Error(`operator ${where.operator} is not of this server`);
  return object.properties[where.path?.[0] ?? ''] === where.valueText;
}

function run(classes: Map<string, Stored>, root: Selection, most: number): unknown {
  const answers = root.fields.map(({ name, args, fields }) => {
    const found = classes.get(name);
    if (!found) throw new Error(`Cannot query field "${name}" on type "${root.name}ObjectsObj".`);
    if (!found.schema.properties.every(({ tokenization }) => tokenization === 'field'))
      throw new Error('only tokenization "field" is of this server');
    const objects = [...found.objects.values()].filter((object) => test(args.where as Where, object));
    if (root.name === 'Aggregate') return [name, [{ meta: { count: objects.length } }]];
    const { limit, nearVector } = args as { limit: number; nearVector: { vector: number[] } };
    if (limit > most) throw new Error(`query maximum results exceeded: ${limit} > ${most}`);
    const [first] = found.objects.values();
    const length = nearVector.vector.length;
    if (first && first.vector.length !== length)
      throw new Error(`vector search: vector lengths don't match: ${first.vector.length} vs ${length}`);
    const hits = nearest(objects, nearVector.vector, limit).map((hit) =>
      Object.fromEntries(
        fields.map((field) => [
          field.name,
          field.name === '_additional'
            ? { id: hit.id, distance: 1 - hit.score }
            : (hit.properties[field.name] ?? null),
        ]),
      ),
    );
    return [name, hits];
  });
  return Object.fromEntries(answers);
}

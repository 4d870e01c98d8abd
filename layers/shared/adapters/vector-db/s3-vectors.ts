import { createHash } from 'node:crypto';
import {
  CreateIndexCommand,
  DeleteVectorsCommand,
  PutVectorsCommand,
  QueryVectorsCommand,
  type QueryVectorsCommandInput,
  S3VectorsClient,
} from '@aws-sdk/client-s3vectors';
import * as z from 'zod';
import { isTaskError, permanentError } from '../../contract/errors.ts';
import { awsError } from '../aws-errors.ts';
import { type AdapterInstance, parseSettings, wrongConfiguration } from '../configuration.ts';
import type { AdapterContext } from '../context.ts';
import { checkRows, checkScope, checkVector } from './check-rows.ts';
import { bestFirst } from './cosine-scan.ts';
import { deleteManifest, type Generation, readManifest, writeManifest } from './s3-vectors-manifest.ts';
import type { VectorDbAdapter, VectorRow, VectorScope } from './types.ts';

const SHAPE = {
  settings: z.object({
    vector_bucket_name: z.string().min(3),
    region_name: z.string().min(1).optional(),
    /** Indexes are named `<prefix>-<dimensions>-cosine`, as the stack names the one it makes. */
    index_prefix: z
      .string()
      .regex(/^[a-z0-9][a-z0-9.-]{0,40}$/)
      .default('documents'),
    endpoint_url: z.url({ protocol: /^https?$/ }).optional(),
  }),
  secrets: [],
};

type Target = { vectorBucketName: string; indexName: string };
type Filter = QueryVectorsCommandInput['filter'];

/** Limits of the service: vectors a Put or Delete takes, and hits a query gives. */
const VECTORS_PER_CALL = 500;
const MOST_HITS = 100;

/**
 * Amazon S3 Vectors: one index for each number of dimensions, organisation and document in every vector's metadata
 * and every filter. A document is replaced by writing a new generation, making it the current one, and deleting
 * the old; queries see one or the other, never both.
 */
export function s3VectorsDb(instance: AdapterInstance, { objects }: AdapterContext): VectorDbAdapter {
  const settings = parseSettings(instance, SHAPE);
  const client = clientOf(instance, settings);
  const vectorBucketName = settings.vector_bucket_name;
  const target = (scope: VectorScope): Target => ({
    vectorBucketName,
    indexName: `${settings.index_prefix}-${scope.dimensions}-cosine`,
  });

  const guarded = async <T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      if (signal?.aborted) throw signal.reason;
      throw isTaskError(error)
        ? error
        : awsError(error, 'vector_db', `The vector bucket ${vectorBucketName}`);
    }
  };
  const put = async (scope: VectorScope, generation: string, rows: VectorRow[], signal?: AbortSignal) => {
    const vectors = rows.map((row) => vectorOf(scope, generation, row));
    const send = () =>
      client.send(new PutVectorsCommand({ ...target(scope), vectors }), { abortSignal: signal });
    await send().catch(async (error) => {
      if (error.name !== 'NotFoundException') throw error;
      await createIndex(client, target(scope), scope.dimensions);
      await send();
    });
  };
  const collectGarbage = async (scope: VectorScope, garbage: Generation[]) => {
    for (const generation of garbage) {
      const keys = generation.ids.map((id) => keyOf(scope, generation.name, id));
      for (const part of inParts(keys))
        await client.send(new DeleteVectorsCommand({ ...target(scope), keys: part }));
    }
  };

  return {
    id: instance.id,
    provider: instance.provider,
    replace: (scope, rows, signal) =>
      guarded(signal, async () => {
        checkScope(scope);
        checkRows(scope, rows);
        const next: Generation = { name: generationOf(rows), ids: rows.map((row) => row.id) };
        let manifest = await readManifest(objects, scope, signal);
        const old = [...(manifest.current ? [manifest.current] : []), ...manifest.garbage];
        const garbage = old.filter(({ name }) => name !== next.name);
        // Noted before it is written, so that a crash leaves nothing that nobody deletes.
        const noted = { current: manifest.current, garbage: [...garbage, next] };
        manifest = await writeManifest(objects, scope, manifest, noted);
        for (const part of inParts(rows)) await put(scope, next.name, part, signal);
        manifest = await writeManifest(objects, scope, manifest, { current: next, garbage });
        if (garbage.length === 0) return;
        await collectGarbage(scope, garbage);
        await writeManifest(objects, scope, manifest, { current: next, garbage: [] });
      }),
    query: (scope, vector, topK, signal) =>
      guarded(signal, async () => {
        checkScope(scope);
        checkVector(scope, vector);
        if (topK > MOST_HITS) {
          throw permanentError(
            'vector_db_refused',
            `S3 Vectors gives at most ${MOST_HITS} hits; ${topK} were asked for.`,
          );
        }
        const { current } = await readManifest(objects, scope, signal);
        if (!current || current.ids.length === 0 || topK < 1) return [];
        const reply = await client.send(
          new QueryVectorsCommand({
            ...target(scope),
            topK,
            queryVector: { float32: [...vector] },
            filter: filterOf(scope, current.name),
            returnDistance: true,
          }),
          { abortSignal: signal },
        );
        const prefix = keyOf(scope, current.name, '');
        const hits = (reply.vectors ?? []).map(({ key = '', distance }) => ({
          id: key.slice(prefix.length),
          score: 1 - Number(distance),
        }));
        return bestFirst(hits);
      }),
    count: (scope) =>
      guarded(undefined, async () => {
        checkScope(scope);
        return (await readManifest(objects, scope)).current?.ids.length ?? 0;
      }),
    delete: (scope) =>
      guarded(undefined, async () => {
        checkScope(scope);
        const manifest = await readManifest(objects, scope);
        const all = [...(manifest.current ? [manifest.current] : []), ...manifest.garbage];
        if (all.length === 0) return;
        await writeManifest(objects, scope, manifest, { current: null, garbage: all });
        await collectGarbage(scope, all);
        await deleteManifest(objects, scope);
      }),
    close: async () => client.destroy(),
  };
}

function clientOf(instance: AdapterInstance, settings: z.output<typeof SHAPE.settings>): S3VectorsClient {
  const region = settings.region_name ?? process.env.AWS_REGION;
  if (!region) {
    throw wrongConfiguration(
      `Adapter "${instance.id}": settings.region_name is missing, and AWS_REGION is not set.`,
    );
  }
  return new S3VectorsClient({ region, ...(settings.endpoint_url && { endpoint: settings.endpoint_url }) });
}

/** Creates the index of a number of dimensions; the stack has made the usual one already. */
async function createIndex(client: S3VectorsClient, target: Target, dimension: number): Promise<void> {
  const index = { ...target, dimension, dataType: 'float32', distanceMetric: 'cosine' } as const;
  await client.send(new CreateIndexCommand(index)).catch((error) => {
    // Another function created it in the meantime.
    if (error.name !== 'ConflictException') throw error;
  });
}

/**
 * Named after the ids alone: a second try, or another run of the same document, writes the same keys and not a
 * generation of its own. (A document id stands for one text and one chunking, so equal ids are equal chunks.)
 */
function generationOf(rows: readonly VectorRow[]): string {
  const hash = createHash('sha256');
  for (const { id } of rows) hash.update(`${id.length}:${id}`);
  return hash.digest('hex').slice(0, 16);
}

const keyOf = (scope: VectorScope, generation: string, id: string) =>
  `${scope.organization}/${scope.docId}/${generation}/${id}`;

const vectorOf = (scope: VectorScope, generation: string, { id, vector }: VectorRow) => ({
  key: keyOf(scope, generation, id),
  data: { float32: [...vector] },
  metadata: { organization: scope.organization, doc_id: scope.docId, generation },
});

const filterOf = (scope: VectorScope, generation: string): Filter => ({
  $and: [
    { organization: { $eq: scope.organization } },
    { doc_id: { $eq: scope.docId } },
    { generation: { $eq: generation } },
  ],
});

function* inParts<T>(items: readonly T[]): Generator<T[]> {
  for (let at = 0; at < items.length; at += VECTORS_PER_CALL) yield items.slice(at, at + VECTORS_PER_CALL);
}

import {
  CreateIndexCommand,
  DeleteVectorsCommand,
  PutVectorsCommand,
  QueryVectorsCommand,
  type QueryVectorsCommandInput,
  S3VectorsClient,
} from '@aws-sdk/client-s3vectors';
import * as z from 'zod';
import { awsError } from '../aws-errors.ts';
import { type AdapterInstance, parseSettings, wrongConfiguration } from '../configuration.ts';
import type { AdapterContext } from '../context.ts';
import { generationalVectorDb } from './generations/generational.ts';
import type { Generation } from './generations/manifest.ts';
import type { RowScope, RowStore } from './generations/row-store.ts';
import { jsonNumbers } from './generations/write-rows.ts';
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

/** Limits of the service: 500 vectors and 20 MiB a write or delete, 2,500 vectors a second, 100 hits. */
const LIMITS = { rows: 500, bytes: 19 * 1024 * 1024, concurrency: 2, hits: 100 };

/**
 * Amazon S3 Vectors: one index for each number of dimensions, organisation and document in every vector's metadata and
 * every filter. Writes are seen at once.
 */
export function s3VectorsDb(instance: AdapterInstance, context: AdapterContext): VectorDbAdapter {
  const settings = parseSettings(instance, SHAPE);
  return generationalVectorDb(instance, context, s3VectorsRows(clientOf(instance, settings), settings));
}

function s3VectorsRows(client: S3VectorsClient, settings: z.output<typeof SHAPE.settings>): RowStore {
  const vectorBucketName = settings.vector_bucket_name;
  const target = ({ dimensions }: VectorScope): Target => ({
    vectorBucketName,
    indexName: `${settings.index_prefix}-${dimensions}-cosine`,
  });
  const guarded = async <T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      if (signal?.aborted) throw signal.reason;
      throw awsError(error, 'vector_db', `The vector bucket ${vectorBucketName}`);
    }
  };
  const remove = (scope: VectorScope, generation: Generation) =>
    guarded(undefined, async () => {
      const keys = generation.ids.map((id) => keyOf({ ...scope, generation: generation.name }, id));
      for (let at = 0; at < keys.length; at += LIMITS.rows) {
        const part = keys.slice(at, at + LIMITS.rows);
        await client.send(new DeleteVectorsCommand({ ...target(scope), keys: part })).catch(unlessMissing);
      }
    });
  return {
    place: [
      settings.endpoint_url ?? settings.region_name ?? '',
      vectorBucketName,
      settings.index_prefix,
    ].join(' '),
    limits: LIMITS,
    keyOf,
    // The stack has made the usual index; another is made when a write finds none, which asks for no further right.
    prepare: async () => {},
    write: (scope, rows, signal) =>
      guarded(signal, async () => {
        const vectors = rows.map((row) => vectorOf(scope, row));
        const send = () =>
          client.send(new PutVectorsCommand({ ...target(scope), vectors }), { abortSignal: signal });
        await send().catch(async (error) => {
          unlessMissing(error);
          await createIndex(client, target(scope), scope.dimensions);
          await send();
        });
      }),
    query: (scope, vector, topK, signal) =>
      guarded(signal, async () => {
        const query = new QueryVectorsCommand({
          ...target(scope),
          topK,
          queryVector: { float32: jsonNumbers(vector) },
          filter: filterOf(scope),
          returnDistance: true,
        });
        const reply = await client.send(query, { abortSignal: signal });
        const prefix = keyOf(scope, '').length;
        return (reply.vectors ?? []).map(({ key = '', distance }) => ({
          key,
          id: key.slice(prefix),
          score: 1 - Number(distance),
        }));
      }),
    // Nothing counts by filter.
    visible: async () => undefined,
    remove: (scope, generation) => remove(scope, generation),
    async removeAll(scope, known) {
      for (const generation of known) await remove(scope, generation);
    },
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

async function createIndex(client: S3VectorsClient, target: Target, dimension: number): Promise<void> {
  const index = { ...target, dimension, dataType: 'float32', distanceMetric: 'cosine' } as const;
  await client.send(new CreateIndexCommand(index)).catch((error) => {
    // Another function created it in the meantime.
    if (error.name !== 'ConflictException') throw error;
  });
}

function unlessMissing(error: { name?: string }): void {
  if (error.name !== 'NotFoundException') throw error;
}

const keyOf = ({ organization, docId, generation }: RowScope, id: string) =>
  `${organization}/${docId}/${generation}/${id}`;

const vectorOf = (scope: RowScope, { id, vector }: VectorRow) => ({
  key: keyOf(scope, id),
  data: { float32: jsonNumbers(vector) },
  metadata: { organization: scope.organization, doc_id: scope.docId, generation: scope.generation },
});

const filterOf = ({ organization, docId, generation }: RowScope): Filter => ({
  $and: [
    { organization: { $eq: organization } },
    { doc_id: { $eq: docId } },
    { generation: { $eq: generation } },
  ],
});

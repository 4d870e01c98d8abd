import type pg from 'pg';
import * as z from 'zod';
import { wholeNumber } from '../common-settings.ts';
import { type AdapterInstance, parseSettings } from '../configuration.ts';
import type { AdapterContext } from '../context.ts';
import { instanceSecrets } from '../instance-secrets.ts';
import { checkRows, checkScope, checkVector } from './check-rows.ts';
import { openPostgres, type PostgresConnection } from './postgres-pool.ts';
import type { VectorDbAdapter, VectorRow, VectorScope } from './types.ts';

const SHAPE = {
  settings: z.object({
    host: z.string().min(1),
    port: wholeNumber(1).default(5432),
    database: z.string().min(1),
    user: z.string().min(1),
    /** Letters, digits and underscores only: it becomes part of the statements. */
    schema: z
      .string()
      .regex(/^[a-z_][a-z0-9_]{0,62}$/, 'must be a plain lower-case name')
      .default('public'),
    enable_ssl: z.boolean().default(true),
    /** PEM of the authority that signed the server's certificate, where the system does not know it. */
    ssl_ca: z.string().min(1).optional(),
    /** false: encrypt, but trust any server. */
    ssl_verify: z.boolean().default(true),
    /** Seconds one statement may take. */
    timeout: wholeNumber(1).default(60),
  }),
  secrets: ['password'],
};
type Settings = z.output<typeof SHAPE.settings>;

/** Rows per INSERT: a few megabytes with large vectors. */
const ROWS_PER_INSERT = 200;

/**
 * PostgreSQL with pgvector. One table for each number of dimensions; organisation and document stand in every
 * WHERE and in the primary key, which also makes the exact scan within a document quick without an ANN index.
 */
export function postgresVectorDb(instance: AdapterInstance, context: AdapterContext): VectorDbAdapter {
  const settings = parseSettings(instance, SHAPE);
  const secrets = instanceSecrets(instance, context, ['password']);
  const connection = openPostgres(instance.id, addressOf(settings), {
    password: async () => (await secrets.all()).password ?? '',
    refused: secrets.refused,
  });
  const table = (scope: VectorScope) => `"${settings.schema}".psw_vectors_${scope.dimensions}`;
  const ready = tableCreator(connection, settings.schema);
  return {
    id: instance.id,
    provider: instance.provider,
    async replace(scope, rows, signal) {
      checkScope(scope);
      checkRows(scope, rows);
      await ready(scope.dimensions);
      await connection.use(
        (client) => inTransaction(client, () => replaceRows(client, table(scope), scope, rows)),
        signal,
      );
    },
    async query(scope, vector, topK, signal) {
      checkScope(scope);
      checkVector(scope, vector);
      await ready(scope.dimensions);
      // Vectors without length have no cosine: pgvector says NaN, which counts as 0, similar to nothing.
      const text = `SELECT chunk_id, coalesce(1 - nullif(embedding <=> $3::vector, 'NaN'), 0) AS score
        FROM ${table(scope)} WHERE organization = $1 AND doc_id = $2 ORDER BY score DESC, chunk_id LIMIT $4`;
      const values = [scope.organization, scope.docId, literal(vector), topK];
      const { rows } = await connection.use((client) => client.query(text, values), signal);
      return rows.map((row) => ({ id: String(row.chunk_id), score: Number(row.score) }));
    },
    async count(scope) {
      checkScope(scope);
      await ready(scope.dimensions);
      const text = `SELECT count(*) AS n FROM ${table(scope)} WHERE organization = $1 AND doc_id = $2`;
      const { rows } = await connection.use((client) =>
        client.query(text, [scope.organization, scope.docId]),
      );
      return Number(rows[0]?.n);
    },
    async delete(scope) {
      checkScope(scope);
      await ready(scope.dimensions);
      await connection.use((client) => deleteRows(client, table(scope), scope));
    },
    close: () => connection.close(),
  };
}

const addressOf = ({ host, port, database, user, timeout, ...tls }: Settings) => ({
  host,
  port,
  database,
  user,
  timeoutSeconds: timeout,
  ssl: tls.enable_ssl && { rejectUnauthorized: tls.ssl_verify, ...(tls.ssl_ca && { ca: tls.ssl_ca }) },
});

/** Creates the table of a number of dimensions when it is first needed, once a process. */
function tableCreator(connection: PostgresConnection, schema: string): (dimensions: number) => Promise<void> {
  const created = new Map<number, Promise<void>>();
  return (dimensions) => {
    const known = created.get(dimensions);
    if (known !== undefined) return known;
    const creation = connection.use((client) =>
      inTransaction(client, () => createTable(client, schema, dimensions)),
    );
    created.set(dimensions, creation);
    creation.catch(() => created.delete(dimensions));
    return creation;
  };
}

async function createTable(client: pg.PoolClient, schema: string, dimensions: number): Promise<void> {
  const name = `psw_vectors_${dimensions}`;
  const found = await client.query('SELECT to_regclass($1) AS name', [`"${schema}".${name}`]);
  if (found.rows[0]?.name) return;
  // IF NOT EXISTS alone is no protection: two functions that create the same table at once collide.
  await client.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [name]);
  const extension = await client.query("SELECT 1 FROM pg_extension WHERE extname = 'vector'");
  if (extension.rowCount === 0) await client.query('CREATE EXTENSION IF NOT EXISTS vector');
  await client.query(`CREATE TABLE IF NOT EXISTS "${schema}".${name} (
    organization text COLLATE "C" NOT NULL,
    doc_id text COLLATE "C" NOT NULL,
    chunk_id text COLLATE "C" NOT NULL,
    embedding vector(${dimensions}) NOT NULL,
    PRIMARY KEY (organization, doc_id, chunk_id))`);
}

async function replaceRows(
  client: pg.PoolClient,
  table: string,
  scope: VectorScope,
  rows: readonly VectorRow[],
): Promise<void> {
  // Two deliveries of one message may write the same document at once; one waits for the other.
  const lock = `${scope.organization}/${scope.docId}`;
  await client.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [lock]);
  await deleteRows(client, table, scope);
  for (let at = 0; at < rows.length; at += ROWS_PER_INSERT) {
    const batch = rows.slice(at, at + ROWS_PER_INSERT);
    const ids = batch.map((row) => row.id);
    const vectors = batch.map((row) => literal(row.vector));
    await client.query(
      `INSERT INTO ${table} (organization, doc_id, chunk_id, embedding)
        SELECT $1, $2, id, embedding::vector FROM unnest($3::text[], $4::text[]) AS row(id, embedding)`,
      [scope.organization, scope.docId, ids, vectors],
    );
  }
}

const deleteRows = (client: pg.PoolClient, table: string, scope: VectorScope) =>
  client.query(`DELETE FROM ${table} WHERE organization = $1 AND doc_id = $2`, [
    scope.organization,
    scope.docId,
  ]);

async function inTransaction<T>(client: pg.PoolClient, work: () => Promise<T>): Promise<T> {
  await client.query('BEGIN');
  try {
    const result = await work();
    await client.query('COMMIT');
    return result;
  } catch (error) {
    // A lost connection cannot roll back and need not.
    await client.query('ROLLBACK').catch(() => {});
    throw error;
  }
}

/** pgvector's text form. */
const literal = (vector: Float32Array) => `[${vector.join(',')}]`;

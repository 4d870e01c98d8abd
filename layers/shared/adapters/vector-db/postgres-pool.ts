import pg from 'pg';
import { isTaskError, permanentError, retryableError, type TaskError } from '../../contract/errors.ts';
import { bareCause } from '../bare-cause.ts';

/** Connections of one process to one database; a function works on one run at a time. */
const MOST_CONNECTIONS = 4;

export type PostgresAddress = {
  host: string;
  port: number;
  database: string;
  user: string;
  ssl: false | { rejectUnauthorized: boolean; ca?: string };
  timeoutSeconds: number;
};

const pools = new Map<string, { pool: pg.Pool; users: number }>();

export type PostgresConnection = {
  /** Runs `work` on one connection; an abort or a time-out drops that connection. */
  use<T>(work: (client: pg.PoolClient) => Promise<T>, signal?: AbortSignal): Promise<T>;
  /** The pool ends when its last user has closed it. */
  close(): Promise<void>;
};

/**
 * A connection pool, shared by the adapters of a process that have the same address. `password` is asked for each
 * new connection, so that a rotated one is taken up; `refused` is told when it was refused.
 */
export function openPostgres(
  id: string,
  address: PostgresAddress,
  secret: { password(): Promise<string>; refused(error: unknown): unknown },
): PostgresConnection {
  const name = JSON.stringify([id, address]);
  const entry = pools.get(name) ?? { pool: createPool(address, secret.password), users: 0 };
  pools.set(name, entry);
  entry.users += 1;
  let open = true;
  return {
    async use(work, signal) {
      signal?.throwIfAborted();
      try {
        return await withClient(entry.pool, work, signal);
      } catch (error) {
        if (signal?.aborted) throw signal.reason;
        throw secret.refused(databaseError(id, error));
      }
    },
    async close() {
      if (!open) return;
      open = false;
      entry.users -= 1;
      if (entry.users > 0) return;
      pools.delete(name);
      await entry.pool.end();
    },
  };
}

function createPool(
  { timeoutSeconds, ...address }: PostgresAddress,
  password: () => Promise<string>,
): pg.Pool {
  const pool = new pg.Pool({
    ...address,
    password,
    max: MOST_CONNECTIONS,
    allowExitOnIdle: true,
    connectionTimeoutMillis: 10_000,
    // Not statement_timeout: poolers (PgBouncer, RDS Proxy, Supabase's) refuse it when connecting.
    query_timeout: timeoutSeconds * 1000,
    application_name: 'prompt-service-workers',
  });
  // A connection that the server (or a frozen function's network) closed while idle is simply replaced.
  pool.on('error', () => {});
  return pool;
}

async function withClient<T>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T> {
  const client = await pool.connect();
  let broken = false;
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const abort = () => {
    broken = true;
    reject(signal?.reason);
  };
  signal?.addEventListener('abort', abort, { once: true });
  try {
    const result = work(client);
    // After an abort the connection's own error has no one else to take it.
    result.catch(() => {});
    return await Promise.race([result, aborted]);
  } catch (error) {
    broken ||= !(error instanceof pg.DatabaseError);
    throw error;
  } finally {
    signal?.removeEventListener('abort', abort);
    client.release(broken);
  }
}

/** PostgreSQL's error classes (SQLSTATE) as TaskErrors; its messages may quote values, so only the code is told. */
function databaseError(id: string, error: unknown): TaskError {
  if (isTaskError(error)) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const who = `Adapter "${id}" (postgres)`;
  const fail = (name: string, what: string) =>
    permanentError(`vector_db_${name}`, `${who}: ${what} (${code}).`, bareCause(error));
  if (/^28|^42501/.test(code))
    return fail('auth_failed', 'the user or password was refused, or lacks a privilege');
  if (/^3D/.test(code)) return fail('refused', 'the database does not exist');
  if (/^(0A|22|23|42|58P01|0L)/.test(code))
    return fail('refused', 'the statement was refused; is pgvector installed?');
  if (code === '57014' || (error instanceof Error && error.message === 'Query read timeout')) {
    return retryableError('vector_db_timeout', `${who}: the statement took too long.`, {
      cause: bareCause(error),
    });
  }
  if (/self.signed|CERT|UNABLE_TO_VERIFY/i.test(code)) {
    return fail('tls_failed', 'the certificate is not trusted; give settings.ssl_ca');
  }
  if (error instanceof Error && /does not support SSL/.test(error.message)) {
    return fail('tls_failed', 'the server speaks no TLS; enable_ssl: false is for a trusted network only');
  }
  return retryableError('vector_db_unavailable', `${who}: no answer (${code || 'connection failed'}).`, {
    cause: bareCause(error),
  });
}

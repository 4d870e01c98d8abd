import { type AddressInfo, createServer, type Socket } from 'node:net';
import { inspect } from 'node:util';
import { afterEach, expect, test } from 'vitest';
import { testRegistry } from '../support/registry.ts';

const SCOPE = { organization: 'org', docId: 'doc', dimensions: 2 };
const SSL_REQUEST = 80877103;

let stop: () => Promise<void> = async () => {};
afterEach(() => stop());

/** A server that speaks the first messages of PostgreSQL's protocol. */
async function startServer(answer: (socket: Socket, message: Buffer) => void): Promise<number> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => {}));
    socket.on('data', (message) => answer(socket, message));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stop = () =>
    new Promise((resolve) => {
      for (const socket of sockets) socket.destroy();
      server.close(() => resolve());
    });
  return (server.address() as AddressInfo).port;
}

const errorResponse = (code: string, message: string) => {
  const body = Buffer.from(`SFATAL\0C${code}\0M${message}\0\0`);
  const head = Buffer.alloc(5);
  head.write('E');
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
};

async function failure(port: number, settings: object = {}) {
  process.env.TEST_PASSWORD = 'password-1';
  const base = { host: '127.0.0.1', port, database: 'd', user: 'u' };
  const instance = { kind: 'vector-db', provider: 'postgres', settings: { ...base, ...settings } };
  const { registry } = await testRegistry({ v: { ...instance, secrets: { password: 'env:TEST_PASSWORD' } } });
  const db = await registry.vectorDb('v');
  const error = await db.count(SCOPE).then(
    () => expect.fail('should have failed'),
    (reason) => reason,
  );
  await db.close();
  expect(inspect(error, { depth: 20 })).not.toContain('password-1');
  return error;
}

test('encrypts by default: a server without TLS gets no password', async () => {
  const messages: Buffer[] = [];
  const port = await startServer((socket, message) => {
    messages.push(message);
    socket.write('N');
  });
  expect(await failure(port)).toMatchObject({ code: 'vector_db_tls_failed', retryable: false });
  expect(messages.map((message) => message.readInt32BE(4))).toEqual([SSL_REQUEST]);
});

test.each([
  ['28P01', { code: 'vector_db_auth_failed', retryable: false }],
  ['3D000', { code: 'vector_db_refused', retryable: false }],
  ['53300', { code: 'vector_db_unavailable', retryable: true }],
  ['57P03', { code: 'vector_db_unavailable', retryable: true }],
])('SQLSTATE %s', async (code, expected) => {
  const port = await startServer((socket) => socket.end(errorResponse(code, 'for user u with password-1')));
  expect(await failure(port, { enable_ssl: false })).toMatchObject(expected);
});

test('a statement that takes too long', async () => {
  // AuthenticationOk and ReadyForQuery, then silence.
  const welcome = Buffer.from('520000000800000000' + '5a0000000549', 'hex');
  let greeted = false;
  const port = await startServer((socket) => {
    if (!greeted) socket.write(welcome);
    greeted = true;
  });
  const error = await failure(port, { enable_ssl: false, timeout: 1 });
  expect(error).toMatchObject({ code: 'vector_db_timeout', retryable: true });
});

test('nobody listens', async () => {
  const port = await startServer(() => {});
  await stop();
  expect(await failure(port, { enable_ssl: false })).toMatchObject({
    code: 'vector_db_unavailable',
    retryable: true,
  });
});

test('a schema name cannot carry SQL', async () => {
  const settings = { host: 'h', database: 'd', user: 'u', schema: 'public"; DROP TABLE x; --' };
  const instance = {
    kind: 'vector-db',
    provider: 'postgres',
    settings,
    secrets: { password: 'env:TEST_PASSWORD' },
  };
  const { registry } = await testRegistry({ v: instance });
  await expect(registry.vectorDb('v')).rejects.toMatchObject({
    message: expect.stringContaining('settings.schema'),
  });
});

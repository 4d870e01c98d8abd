import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

export type Invocation = { ok: true; payload: unknown } | { ok: false; error: string };

/** One execution environment of a function: a child process behind a Runtime API of its own. */
export type LambdaEnvironment = {
  /** Invokes the function; kills its process when the time is up, as Lambda does. */
  invoke(event: unknown, timeoutMs: number): Promise<Invocation>;
  /** How many processes were started so far. */
  starts(): number;
  /** Kills the process that runs now, as a crash would. */
  crash(): void;
  /** Standard output and error of all processes. */
  output(): string;
  close(): Promise<void>;
};

type Pending = { id: string; event: unknown; deadline: number; settle(outcome: Invocation): void };

/** Runs `bundle` (a built `index.mjs`) as Lambda would. The process starts with the first invocation. */
export async function startLambda(
  bundle: string,
  variables: Record<string, string>,
): Promise<LambdaEnvironment> {
  let child: ChildProcess | undefined;
  let waiting: Pending | undefined;
  let running: Pending | undefined;
  let poll: ServerResponse | undefined;
  let starts = 0;
  let output = '';

  const server = createServer((request, response) => void route(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const port = (server.address() as AddressInfo).port;

  async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = request.url ?? '';
    if (url.endsWith('/invocation/next')) {
      poll = response;
      return deliver();
    }
    const body = await text(request);
    response.writeHead(202).end();
    if (url.endsWith('/response')) finish({ ok: true, payload: JSON.parse(body) });
    else finish({ ok: false, error: (JSON.parse(body) as { errorMessage: string }).errorMessage });
  }

  function deliver(): void {
    if (!poll || !waiting || running) return;
    running = waiting;
    waiting = undefined;
    poll.writeHead(200, {
      'lambda-runtime-aws-request-id': running.id,
      'lambda-runtime-deadline-ms': String(running.deadline),
    });
    poll.end(JSON.stringify(running.event));
    poll = undefined;
  }

  function finish(outcome: Invocation): void {
    const settled = running ?? waiting;
    running = waiting = undefined;
    settled?.settle(outcome);
  }

  function start(): void {
    starts += 1;
    poll = undefined;
    const started = spawn(process.execPath, [join(import.meta.dirname, 'bootstrap.mjs')], {
      env: {
        ...variables,
        PATH: process.env.PATH ?? '',
        AWS_LAMBDA_FUNCTION_NAME: 'test-function',
        AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '1024',
        AWS_LAMBDA_RUNTIME_API: `127.0.0.1:${port}`,
        TEST_HANDLER_URL: pathToFileURL(bundle).href,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    started.stdout.on('data', (data) => (output += data));
    started.stderr.on('data', (data) => (output += data));
    started.on('exit', (code, signal) => {
      if (child === started) child = undefined;
      finish({ ok: false, error: `Runtime exited: ${signal ?? `status ${code}`}` });
    });
    child = started;
  }

  return {
    invoke(event, timeoutMs) {
      return new Promise((resolve) => {
        const timer = setTimeout(() => {
          const seconds = (timeoutMs / 1000).toFixed(2);
          finish({ ok: false, error: `Task timed out after ${seconds} seconds` });
          child?.kill('SIGKILL');
        }, timeoutMs);
        const settle = (outcome: Invocation) => {
          clearTimeout(timer);
          resolve(outcome);
        };
        waiting = { id: randomUUID(), event, deadline: Date.now() + timeoutMs, settle };
        if (!child || child.killed) start();
        deliver();
      });
    },
    starts: () => starts,
    crash: () => void child?.kill('SIGKILL'),
    output: () => output,
    async close() {
      const exited = child && new Promise((resolve) => child?.once('exit', resolve));
      child?.kill('SIGKILL');
      await exited;
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function text(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}

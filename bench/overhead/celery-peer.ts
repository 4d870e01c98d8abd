import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Measurement } from './measurement.ts';
import { treeCpuSeconds, treeMegabytes } from './process-cpu.ts';

const run = promisify(execFile);
const HERE = import.meta.dirname;
/** Debian's own, which has Debian's Celery; another Python earlier in the PATH would not. */
const PYTHON = '/usr/bin/python3';

/**
 * Celery with Redis as broker and result backend, prefork 2, acks late. The queue is filled first; messages a
 * second is counted from the first task's end to the last's, CPU is the workers' own without their start.
 */
export async function measureCelery(messages: number, prefetch: number): Promise<Measurement> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-celery-'));
  const port = await freePort();
  const env = { ...process.env, BROKER: `redis://127.0.0.1:${port}/0`, PREFETCH: String(prefetch) };
  const redisArguments = ['--port', `${port}`, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const redis = spawn('redis-server', redisArguments, { cwd: folder, stdio: 'ignore' });
  let worker: ChildProcess | undefined;
  try {
    await until(async () => (await run('redis-cli', ['-p', `${port}`, 'ping'])).stdout.includes('PONG'));
    const ids = join(folder, 'ids.json');
    const python = (...words: string[]) => run(PYTHON, ['celery_send.py', ...words], { cwd: HERE, env });
    const idle = await startWorker(env);
    const startCpu = treeCpuSeconds(pidOf(idle));
    await stop(idle);
    await python('send', `${messages}`, ids);
    worker = await startWorker(env);
    const { first, last } = JSON.parse((await python('wait', ids)).stdout) as { first: number; last: number };
    const cpu = treeCpuSeconds(pidOf(worker)) - startCpu;
    return {
      messagesPerSecond: (messages - 1) / (last - first),
      cpuMsPerMessage: (Math.max(cpu, 0) / messages) * 1000,
      brokerCpuMsPerMessage: (treeCpuSeconds(pidOf(redis)) / messages) * 1000,
      megabytes: treeMegabytes(pidOf(worker)),
    };
  } finally {
    if (worker) await stop(worker);
    await stop(redis);
    await rm(folder, { recursive: true, force: true });
  }
}

async function startWorker(env: NodeJS.ProcessEnv): Promise<ChildProcess> {
  const words = ['-m', 'celery', '-A', 'celery_app', 'worker', '--pool', 'prefork', '-c', '2', '-l', 'info'];
  const worker = spawn(PYTHON, words, { cwd: HERE, env, stdio: ['ignore', 'ignore', 'pipe'] });
  await new Promise<void>((resolve, reject) => {
    worker.stderr.on('data', (data: Buffer) => {
      if (data.toString().includes(' ready.')) resolve();
    });
    worker.once('exit', (code) => reject(new Error(`celery ended with ${code} before it was ready`)));
    worker.once('error', reject);
  });
  return worker;
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 5000);
  await ended;
  clearTimeout(timer);
}

function pidOf(child: ChildProcess): number {
  if (child.pid === undefined) throw new Error(`${child.spawnfile} could not be started`);
  return child.pid;
}

async function until(ready: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 10_000;
  while (!(await ready().catch(() => false))) {
    if (Date.now() > end) throw new Error('redis-server did not answer within 10 s');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as { port: number };
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

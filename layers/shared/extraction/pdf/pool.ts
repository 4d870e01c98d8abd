import { availableParallelism } from 'node:os';
import { type EngineThread, startEngine } from './thread.ts';

/** Engines that stay alive between documents, so that only a process's first document pays for the start. */
const idle: EngineThread[] = [];
const queue: (() => void)[] = [];
let inUse = 0;

/** More engines than cores only share them. */
const MOST = Math.max(1, Math.min(4, availableParallelism()));

/** Lends an engine; waits when all are busy. Give it back with `returnEngine`, dead or alive. */
export async function borrowEngine(memoryMb: number): Promise<EngineThread> {
  while (inUse >= MOST) await new Promise<void>((resolve) => queue.push(resolve));
  inUse++;
  try {
    return (await takeIdle(memoryMb)) ?? (await startEngine(memoryMb));
  } catch (error) {
    release();
    throw error;
  }
}

export function returnEngine(engine: EngineThread): void {
  if (engine.alive()) idle.push(engine);
  release();
}

function release(): void {
  inUse--;
  queue.shift()?.();
}

/** An idle engine with this memory limit; those with another one are ended. */
async function takeIdle(memoryMb: number): Promise<EngineThread | undefined> {
  for (;;) {
    const engine = idle.pop();
    if (!engine || (engine.alive() && engine.memoryMb === memoryMb)) return engine;
    if (engine.alive()) await engine.end();
  }
}

import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { Job, Outcome } from './outcome.ts';

export type Subject = {
  /** Has the file read; a process that died over the one before is replaced. */
  run(job: Job): Promise<Outcome>;
  end(): void;
  /** What it wrote to standard output and error. */
  written(): string;
};

/** A process that reads files; ended when it takes longer than `hangMs` over one. */
export function startSubject(hangMs: number): Subject {
  let child: ChildProcess | undefined;
  let written = '';

  const start = async (): Promise<ChildProcess> => {
    const started = fork(new URL('subject-process.ts', import.meta.url), { silent: true });
    for (const output of [started.stdout, started.stderr])
      output?.on('data', (data: Buffer) => {
        written += data.toString();
      });
    await once(started, 'message');
    return started;
  };

  return {
    async run(job) {
      child ??= await start();
      const running = child;
      const startedAt = performance.now();
      const { promise, resolve } = Promise.withResolvers<Outcome>();
      const died = (kind: 'crash' | 'hang', code: string) => {
        child = undefined;
        resolve({ ...NOTHING, kind, code, milliseconds: performance.now() - startedAt });
      };
      const onExit = (code: number | null, signal: string | null) => died('crash', signal ?? String(code));
      const timer = setTimeout(() => {
        died('hang', '');
        running.kill('SIGKILL');
      }, hangMs);
      running.once('message', resolve);
      running.once('exit', onExit);
      running.send(job);
      const outcome = await promise;
      clearTimeout(timer);
      running.off('exit', onExit);
      return outcome;
    },
    end() {
      child?.removeAllListeners('exit').kill();
      child = undefined;
    },
    written: () => written,
  };
}

const NOTHING = { messages: [], pages: 0, text: '', peakMb: 0 };

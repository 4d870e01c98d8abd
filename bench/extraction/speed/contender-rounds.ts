import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** One pass over all files. `peakMb`: most memory the process has had; what it starts is not in it. */
export type RoundResult = {
  pages: number;
  milliseconds: number;
  failed: string[];
  rssMb: number;
  peakMb: number;
};

/** Who reads, in how many engines (0: as many as it likes). */
export type Racer = { title: string; name: string; engines: number };

const PROCESS = fileURLToPath(new URL('./contender-process.ts', import.meta.url));

/**
 * Lets each racer read the files `rounds` times, in turns: a busy moment of the machine hits all of them. Each lives in
 * a process of its own; the first round is its cold one.
 */
export async function raceInTurns(
  racers: readonly Racer[],
  files: readonly string[],
  rounds: number,
): Promise<RoundResult[][]> {
  const children: ChildProcess[] = [];
  try {
    for (const { name, engines } of racers) {
      const child = fork(PROCESS, [name, String(engines), ...files]);
      children.push(child);
      await once(child, 'message');
    }
    const results: RoundResult[][] = racers.map(() => []);
    for (let round = 0; round < rounds; round++)
      for (const [index, child] of children.entries()) results[index]?.push(await oneRound(child));
    return results;
  } finally {
    for (const child of children) child.kill();
  }
}

async function oneRound(child: ChildProcess): Promise<RoundResult> {
  const answered = once(child, 'message');
  child.send('round');
  const [result] = (await answered) as [RoundResult];
  return result;
}

import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { withBundle } from './bundle.ts';

const LITEPARSE = fileURLToPath(new URL('./liteparse-once.ts', import.meta.url));

export type ColdStart = { name: string; milliseconds: number[] };

/** Milliseconds from the start of a fresh process to its end with the file's text written, in alternating rounds. */
export async function coldStarts(
  file: string,
  peers: readonly string[],
  rounds: number,
): Promise<ColdStart[]> {
  return withBundle('read-once', async (script) => {
    const commands: [string, string, string[]][] = [['ours', process.execPath, [script, file]]];
    if (peers.includes('liteparse')) commands.push(['liteparse', process.execPath, [LITEPARSE, file]]);
    if (peers.includes('pdftotext')) commands.push(['pdftotext', 'pdftotext', ['-layout', file, '-']]);
    commands.push(['node that does nothing', process.execPath, ['-e', 'console.log(1)']]);
    const starts = commands.map(([name]): ColdStart => ({ name, milliseconds: [] }));
    for (let round = 0; round < rounds; round++)
      for (const [index, [, command, parameters]] of commands.entries())
        starts[index]?.milliseconds.push(await firstOutput(command, parameters));
    return starts;
  });
}

/** Milliseconds until a new process writes its first output. */
async function firstOutput(command: string, parameters: readonly string[]): Promise<number> {
  const startedAt = performance.now();
  const child = spawn(command, parameters, { stdio: ['ignore', 'pipe', 'inherit'] });
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  child.stdout.once('data', () => resolve(performance.now() - startedAt));
  child.stdout.resume();
  child.once('error', reject);
  child.once('close', (code) => reject(new Error(`${command} ended with ${code} and wrote nothing`)));
  return promise;
}

import { writeFile } from 'node:fs/promises';
import type { Workers } from './start-workers.ts';

const EVERY_MS = 5000;

/**
 * Writes the time into a file while all loops live, for a container's health check to look at the file's age: a process
 * that has hung, or whose event loop is blocked, lets it grow old. Ends with the process.
 */
export function keepHeartbeat(file: string, workers: Pick<Workers, 'isAlive'>, everyMs = EVERY_MS): void {
  let told = false;
  const beat = () => {
    if (!workers.isAlive()) return;
    writeFile(file, new Date().toISOString()).catch((error: Error) => {
      if (!told) process.stderr.write(`WORKER_HEARTBEAT_FILE cannot be written: ${error.message}\n`);
      told = true;
    });
  };
  beat();
  setInterval(beat, everyMs).unref();
}

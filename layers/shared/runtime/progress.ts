import type { StageName } from '../contract/identifiers.ts';
import { progressName } from '../contract/keys.ts';
import type { Progress } from '../contract/run.ts';
import type { StageContext } from '../stage.ts';
import type { RunFolder } from '../store/runs.ts';
import type { Log } from '../telemetry/log.ts';

const EVERY_MS = 1000;

/**
 * Writes `<stage>/progress.json` at most once a second, the latest state always last. A write that fails is only
 * logged: nobody's work depends on it.
 */
export function progressWriter(run: RunFolder, stage: StageName, log: Log) {
  let latest: Progress | undefined;
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> = Promise.resolve();
  let writtenAt = Number.NEGATIVE_INFINITY;

  function write(): void {
    timer = undefined;
    const progress = latest;
    if (!progress) return;
    latest = undefined;
    writtenAt = performance.now();
    writing = writing
      .then(() => run.write(progressName(stage), progress))
      .catch((error) => log.warn('progress not written', { code: (error as { code?: string }).code }));
  }

  const report: StageContext['progress'] = (done, total, unit) => {
    latest = { stage, done, total, unit, updated_at: new Date().toISOString() };
    timer ??= setTimeout(write, Math.max(0, writtenAt + EVERY_MS - performance.now()));
  };

  return {
    report,
    /** Waits for the write under way; drops what is not written yet. */
    async stop(): Promise<void> {
      clearTimeout(timer);
      timer = undefined;
      latest = undefined;
      await writing;
    },
  };
}

import type { StageName } from '../contract/identifiers.ts';
import { LOG_LEVELS, type Log, type LogLevel } from './log.ts';
import { silentMetrics } from './powertools-telemetry.ts';
import type { InvocationMetrics, Telemetry } from './telemetry.ts';

export type StderrOptions = {
  /** Lines below this are left out; WARN by default, so that a local run stays quiet. */
  level?: LogLevel;
  write?: (line: string) => void;
  metrics?: () => InvocationMetrics;
};

/** For local mode: JSON lines on stderr (stdout belongs to the command), no metrics. */
export function stderrTelemetry(stage: StageName, options: StderrOptions = {}): Telemetry {
  const threshold = LOG_LEVELS.indexOf(options.level ?? 'WARN');
  const write = options.write ?? ((line) => void process.stderr.write(`${line}\n`));

  const log = (persistent: Record<string, unknown> = {}): Log => {
    const at =
      (level: LogLevel) =>
      (message: string, fields: Record<string, unknown> = {}) => {
        if (LOG_LEVELS.indexOf(level) < threshold) return;
        const line = { level, time: new Date().toISOString(), stage, message, ...persistent, ...fields };
        write(JSON.stringify(line));
      };
    return { debug: at('DEBUG'), info: at('INFO'), warn: at('WARN'), error: at('ERROR') };
  };

  return { log, metrics: options.metrics ?? (() => silentMetrics) };
}

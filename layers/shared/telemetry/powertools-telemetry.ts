import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import type { StageName } from '../contract/identifiers.ts';
import { LOG_LEVELS, type Log, type LogLevel } from './log.ts';
import { METRICS, METRICS_NAMESPACE, type MetricName } from './metrics.ts';
import type { InvocationMetrics, Telemetry } from './telemetry.ts';

export type PowertoolsOptions = {
  level: LogLevel;
  /** Whether metrics are written (EMF, one JSON line an invocation, which CloudWatch turns into metrics). */
  emf: boolean;
};

/** Logs as JSON lines and metrics as EMF on stdout, by AWS Powertools: for Lambda and for containers. */
export function powertoolsTelemetry(stage: StageName, options: PowertoolsOptions): Telemetry {
  const service = `prompt_${stage}`;
  const logger = new Logger({ serviceName: service, logLevel: options.level });
  return {
    log: (fields) => asLog(fields ? logger.createChild({ persistentKeys: fields }) : logger, options.level),
    metrics: () => (options.emf ? emfMetrics(service) : silentMetrics),
  };
}

/**
 * Leaves out what is below the level. Powertools by itself keeps to the level that Lambda filters its lines by, if
 * there is one, and that stays at INFO: Lambda would drop the metrics otherwise.
 */
function asLog(logger: Logger, level: LogLevel): Log {
  const at =
    (name: LogLevel, write: 'debug' | 'info' | 'warn' | 'error') =>
    (message: string, fields?: Record<string, unknown>) => {
      if (LOG_LEVELS.indexOf(name) >= LOG_LEVELS.indexOf(level)) logger[write](message, fields ?? {});
    };
  return {
    debug: at('DEBUG', 'debug'),
    info: at('INFO', 'info'),
    warn: at('WARN', 'warn'),
    error: at('ERROR', 'error'),
  };
}

function emfMetrics(serviceName: string): InvocationMetrics {
  const namespace = process.env.POWERTOOLS_METRICS_NAMESPACE || METRICS_NAMESPACE;
  const metrics = new Metrics({ namespace, serviceName });
  return {
    add: (name: MetricName, value: number) => {
      metrics.addMetric(name, METRICS[name], value);
    },
    publish: () => {
      // Powertools warns on every invocation that has nothing to tell.
      if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
    },
  };
}

export const silentMetrics: InvocationMetrics = { add: () => {}, publish: () => {} };

import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import type { StageName } from '../contract/identifiers.ts';
import type { Log } from './log.ts';
import { METRICS, METRICS_NAMESPACE, type MetricName } from './metrics.ts';
import type { InvocationMetrics, Telemetry } from './telemetry.ts';

export type PowertoolsOptions = {
  level: 'DEBUG' | 'INFO' | 'WARN' | 'ERROR';
  /** Whether metrics are written (EMF, one JSON line an invocation, which CloudWatch turns into metrics). */
  emf: boolean;
};

/** Logs as JSON lines and metrics as EMF on stdout, by AWS Powertools: for Lambda and for containers. */
export function powertoolsTelemetry(stage: StageName, options: PowertoolsOptions): Telemetry {
  const service = `prompt_${stage}`;
  const logger = new Logger({ serviceName: service, logLevel: options.level });
  return {
    log: (fields) => asLog(fields ? logger.createChild({ persistentKeys: fields }) : logger),
    metrics: () => (options.emf ? emfMetrics(service) : silentMetrics),
  };
}

function asLog(logger: Logger): Log {
  return {
    debug: (message, fields) => logger.debug(message, fields ?? {}),
    info: (message, fields) => logger.info(message, fields ?? {}),
    warn: (message, fields) => logger.warn(message, fields ?? {}),
    error: (message, fields) => logger.error(message, fields ?? {}),
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

/** CloudWatch namespace; `POWERTOOLS_METRICS_NAMESPACE` overrides it. Every metric has one dimension, `service`: the queue's name. */
export const METRICS_NAMESPACE = 'PromptServiceWorkers';

/** Names of all metrics that the workers emit, with their CloudWatch units; dashboard and alarms use these only. */
export const METRICS = {
  RunsSucceeded: 'Count',
  RunsFailed: 'Count',
  RetriesScheduled: 'Count',
  RetryDelay: 'Seconds',
  Throttles: 'Count',
  Continuations: 'Count',
  DuplicateDeliveries: 'Count',
  CrashTakeovers: 'Count',
  StageDuration: 'Milliseconds',
  Pages: 'Count',
  Chunks: 'Count',
  Answers: 'Count',
  IncompleteFields: 'Count',
  UngroundedValues: 'Count',
  PromptTokens: 'Count',
  CachedTokens: 'Count',
  CompletionTokens: 'Count',
  EmbeddingTokens: 'Count',
  ModelCost: 'None',
  ModelCallErrors: 'Count',
} as const;
export type MetricName = keyof typeof METRICS;

/** Adds to a metric of the current worker; written as EMF when the invocation ends. */
export type StageMetrics = { add(name: MetricName, value: number): void };

import type { Series } from './metric-math.ts';
import type { MetricRow } from './read-dashboard.ts';

/** Values for a picture: a service that does well but for a model provider that slows autogen down for a while. */
export function madeUp(
  { namespace, name, dimensions }: NonNullable<MetricRow['metric']>,
  length: number,
): Series {
  const who = Object.values(dimensions).join(' ');
  const [low = 0, high = 0] = (who.includes('_dlq') ? { [name]: [0, 0] } : TYPICAL)[name] ?? [0, 0];
  const busy = who.includes('autogen') ? (INCIDENT[name] ?? 1) : 1;
  // Lambda's own throttles are another thing than a provider's.
  if (namespace === 'AWS/Lambda' && name === 'Throttles') return new Array(length).fill(0);
  let state = hash(`${name} ${who}`);
  return Array.from({ length }, (_, i) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const during = i > length * 0.45 && i < length * 0.8;
    if (who.includes('autogen_dlq')) return i > length * 0.7 ? 2 : 0;
    return (low + (state / 2 ** 32) * (high - low)) * (during ? busy : 1);
  });
}

/** Usual range in five minutes. */
const TYPICAL: Record<string, [number, number]> = {
  RunsSucceeded: [80, 120],
  RunsFailed: [0, 2],
  RetriesScheduled: [0, 6],
  RetryDelay: [10, 60],
  Throttles: [0, 3],
  Continuations: [0, 4],
  DuplicateDeliveries: [0, 1],
  Pages: [700, 1100],
  Chunks: [900, 1500],
  Answers: [1200, 1800],
  IncompleteFields: [40, 90],
  UngroundedValues: [20, 50],
  PromptTokens: [2e6, 3e6],
  CachedTokens: [1e6, 1.6e6],
  CompletionTokens: [6e4, 9e4],
  EmbeddingTokens: [4e5, 6e5],
  ModelCost: [1.5, 2.6],
  ModelCallErrors: [0, 3],
  ApproximateAgeOfOldestMessage: [20, 120],
  ApproximateNumberOfMessagesVisible: [5, 60],
  NumberOfMessagesDeleted: [80, 120],
  Duration: [60_000, 140_000],
  ConcurrentExecutions: [8, 20],
  Errors: [0, 0],
  Invocations: [80, 120],
  FailedInvokeEventCount: [0, 4],
};

/** How much more during the incident. */
const INCIDENT: Record<string, number> = {
  ApproximateAgeOfOldestMessage: 25,
  ApproximateNumberOfMessagesVisible: 12,
  NumberOfMessagesDeleted: 0.25,
  RunsSucceeded: 0.25,
  RunsFailed: 8,
  RetriesScheduled: 10,
  Throttles: 12,
  ModelCallErrors: 15,
  Duration: 5,
  ConcurrentExecutions: 2.4,
};

const hash = (text: string): number =>
  [...text].reduce((sum, letter) => (Math.imul(sum, 31) + letter.charCodeAt(0)) >>> 0, 7);

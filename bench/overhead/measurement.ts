/** What one side of the comparison did in one round. */
export type Measurement = {
  messagesPerSecond: number;
  /** CPU of the workers, without their start. */
  cpuMsPerMessage: number;
  /** CPU of the broker and, for us, of the object store. */
  brokerCpuMsPerMessage: number;
  /** Resident memory of the workers at the end. */
  megabytes: number;
};

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

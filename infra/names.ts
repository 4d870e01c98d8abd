import type { StageName } from '#shared/contract/identifiers.ts';
import { WORKERS } from '#shared/workers.ts';

/** Queues of `prod` are called as in the seed; those of other stages carry the stage, so that all fit in one account. */
export function queueNames(
  deployStage: string,
  worker: StageName,
): { queue: string; deadLetterQueue: string } {
  const { queue } = WORKERS[worker];
  const name = deployStage === 'prod' ? queue : `${queue}-${deployStage}`;
  return { queue: name, deadLetterQueue: `${name}_dlq` };
}

export const functionName = (deployStage: string, worker: StageName): string =>
  `prompt-workers-${deployStage}-${worker}`;

/** SSM path under which a stack publishes what backends need; adapter configuration and secrets stand there too. */
export const parameterRoot = (deployStage: string): string => `/prompt-workers/${deployStage}`;

import * as z from 'zod';
import { STAGES, type StageName } from '#shared/contract/identifiers.ts';
import { claimName, progressName, RUN_MANIFEST, resultName } from '#shared/contract/keys.ts';
import { ErrorResult } from '#shared/contract/results.ts';
import { Progress, RunManifest } from '#shared/contract/run.ts';
import type { RunObjects } from './run-objects.ts';

export type RunStatus = {
  /** `queued`: no worker has taken the run up (or nobody knows the run id). */
  state: 'queued' | 'running' | 'succeeded' | 'failed';
  /** The stage at work, or the one that ended the run. */
  stage?: StageName;
  /** All stages of this run in order, once a worker has planned them. */
  pipeline?: StageName[];
  /** Which try of the stage this is, 1 for the first. */
  attempt?: number;
  progress?: Progress;
  /** What the workers noticed about the message, e.g. unknown fields. */
  warnings: string[];
  /** Why the run failed. */
  error?: ErrorResult;
};

/** A claim belongs to the runtime; only its count of attempts concerns a client. */
const Claim = z.looseObject({ attempt: z.int().optional() });

/** How far a run is, from its folder alone: manifest, results, claim and progress. */
export async function readStatus(run: RunObjects): Promise<RunStatus> {
  const [names, manifest] = await Promise.all([run.names(), run.read(RUN_MANIFEST, RunManifest)]);
  const finished = STAGES.filter((stage) => names.has(resultName(stage)));
  const latest = finished.at(-1);
  if (!manifest && !latest) return { state: 'queued', warnings: [] };

  const known = { warnings: manifest?.warnings ?? [], ...(manifest && { pipeline: manifest.pipeline }) };
  const error = latest && (await readError(run, latest));
  if (latest && error) {
    return { state: 'failed', stage: latest, attempt: error.attempts, ...known, error };
  }
  const stage = manifest?.pipeline.find((candidate) => !finished.includes(candidate));
  if (manifest && !stage) return { state: 'succeeded', ...last(manifest.pipeline), ...known };
  return { state: 'running', ...(stage && (await readActivity(run, stage))), ...known };
}

const last = (pipeline: StageName[]) => {
  const stage = pipeline.at(-1);
  return stage ? { stage } : {};
};

/** What the claim and the progress document say of the stage at work. */
async function readActivity(run: RunObjects, stage: StageName) {
  const [claim, progress] = await Promise.all([
    run.read(claimName(stage), Claim),
    run.read(progressName(stage), Progress),
  ]);
  return {
    stage,
    ...(claim?.attempt !== undefined && { attempt: claim.attempt }),
    ...(progress && { progress }),
  };
}

/**
 * The error result of a stage that has ended, if that is what it has. Result documents begin with their status;
 * only where the first bytes do not show it, the whole document is read.
 */
async function readError(run: RunObjects, stage: StageName): Promise<ErrorResult | undefined> {
  const head = await run.head(resultName(stage));
  if (head && /^\s*\{\s*"status"\s*:\s*"success"/.test(head)) return undefined;
  const result = await run.read(resultName(stage), z.looseObject({ status: z.string() }));
  return result?.status === 'error' ? ErrorResult.parse(result) : undefined;
}

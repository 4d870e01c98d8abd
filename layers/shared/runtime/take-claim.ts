import * as z from 'zod';
import { retryableError } from '../contract/errors.ts';
import type { StageName } from '../contract/identifiers.ts';
import { checkpointPrefix, claimName, resultName } from '../contract/keys.ts';
import type { ObjectStore } from '../store/objects.ts';
import { parseStored } from '../store/run-folder.ts';
import type { RunFolder } from '../store/runs.ts';
import { Claim, type ClaimDecision, type Delivery, decide, newClaim } from './claim.ts';

/** A claim that is ours, and the version a conditional write refers to. */
export type HeldClaim = { key: string; claim: Claim; etag: string };

export type Taken =
  | { kind: 'taken'; held: HeldClaim; crashed: boolean }
  | { kind: 'finish-failure'; held: HeldClaim }
  /** The stage has its success result already. */
  | { kind: 'finished'; result: StoredResult }
  | Exclude<ClaimDecision, { kind: 'take' } | { kind: 'finish-failure' }>;

/** Only what the runtime needs of a result document that stands already. */
export const StoredResult = z.looseObject({ status: z.string(), extracted_text: z.string().optional() });
export type StoredResult = z.infer<typeof StoredResult>;

/** Each lost race means that somebody else moved on, so a handful is plenty. */
const MAX_RACES = 10;

/**
 * Tries to become the one that works on this stage of the run. The first write creates the claim; only when there is
 * one already is anything read.
 */
export async function takeClaim(
  objects: ObjectStore,
  run: RunFolder,
  stage: StageName,
  delivery: Delivery,
): Promise<Taken> {
  const key = run.prefix + claimName(stage);
  for (let race = 0; race < MAX_RACES; race += 1) {
    const claim = newClaim(delivery);
    const created = await objects.create(key, JSON.stringify(claim));
    if (created) return { kind: 'taken', held: { key, claim, etag: created.etag }, crashed: false };

    const existing = await objects.get(key);
    if (!existing) continue;
    const taken = await takeOver(objects, run, stage, delivery, key, existing);
    if (taken) return taken;
  }
  throw retryableError('claim_contended', `The claim ${key} changed ${MAX_RACES} times while it was taken.`);
}

/** Undefined when the claim changed meanwhile. */
async function takeOver(
  objects: ObjectStore,
  run: RunFolder,
  stage: StageName,
  delivery: Delivery,
  key: string,
  existing: { body: Uint8Array; etag: string },
): Promise<Taken | undefined> {
  const claim = parseStored(existing.body, key, Claim);
  // The SDK repeats a request whose answer got lost: then the claim that stands there is our own.
  if (claim.owner === delivery.owner) {
    return { kind: 'taken', held: { key, claim, etag: existing.etag }, crashed: false };
  }
  const [result, checkpoints] = await Promise.all([
    run.read(resultName(stage), StoredResult),
    run.list(checkpointPrefix(stage)),
  ]);
  if (result?.status === 'success') return { kind: 'finished', result };
  const decision = decide(claim, delivery, checkpoints.length);
  if (decision.kind !== 'take' && decision.kind !== 'finish-failure') return decision;
  const replaced = await objects.replace(key, JSON.stringify(decision.claim), existing.etag);
  if (!replaced) return undefined;
  const held = { key, claim: decision.claim, etag: replaced.etag };
  return decision.kind === 'take'
    ? { kind: 'taken', held, crashed: decision.crashed }
    : { kind: 'finish-failure', held };
}

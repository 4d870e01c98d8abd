import * as z from 'zod';

/**
 * `<stage>/claim.json`: who works on a stage of a run, and how often it was tried. Written by conditional writes only,
 * so of several workers that hold the same message exactly one gets it. What a claim of another version of the workers
 * does not say has a default: a deployment must not fail the runs that are under way.
 */
export const Claim = z.looseObject({
  version: z.literal(1).default(1),
  /**
   * running: at work until `lease_until`, after that crashed. waiting: failed, next try not before `lease_until`.
   * continued: the next round's message is (about to be) sent. failing: the error result and the dead letter are
   * being written. failed: they are written.
   */
  state: z.enum(['running', 'waiting', 'continued', 'failing', 'failed']).default('running'),
  round: z.int().default(0),
  /** The try that runs or comes next, 1 for the first; throttled and crashed tries do not raise it. */
  attempt: z.int(),
  /** Throttled tries of this round. */
  throttles: z.int(),
  /** Tries of this round that ended without a trace and without a new checkpoint. */
  crashes: z.int(),
  /** Rounds in a row that saved no checkpoint. */
  idle_rounds: z.int().default(0),
  /** Names one delivery of one message. */
  owner: z.string(),
  lease_until: z.iso.datetime(),
  /** Milliseconds of work over all rounds and tries, as far as known. */
  worked_ms: z.number(),
  /** How many checkpoints there were when the claim was taken. */
  checkpoints: z.int().default(0),
  /** Set with `failing` and `failed`. */
  failure: z
    .object({
      code: z.string(),
      message: z.string(),
      retryable: z.boolean(),
      attempts: z.int(),
      failed_at: z.iso.datetime(),
    })
    .optional(),
});
export type Claim = z.infer<typeof Claim>;
export type Failure = NonNullable<Claim['failure']>;

/** All tries of this round so far, the current one included. */
export function triesOf(claim: Pick<Claim, 'attempt' | 'throttles' | 'crashes'>): number {
  return claim.attempt + claim.throttles + claim.crashes;
}

/** What a delivery knows of itself when it looks at a claim. */
export type Delivery = {
  round: number;
  owner: string;
  now: number;
  leaseUntil: number;
  /** `failed_at` of the dead letter that this message was, when somebody moved it back by hand. */
  failedAt?: string | undefined;
};

export type ClaimDecision =
  /** Write `claim` and work. `crashed`: the last owner ended without a trace. */
  | { kind: 'take'; claim: Claim; crashed: boolean }
  /** The last owner died while it wrote the failure down: take it over and finish that. */
  | { kind: 'finish-failure'; claim: Claim; failure: Failure }
  | { kind: 'busy'; until: number }
  /** A message of an earlier round; `resend` when nobody has taken up the next round yet. */
  | { kind: 'outdated'; resend: boolean; round: number }
  /** The run has failed and its dead letter is written. */
  | { kind: 'failed' };

/**
 * Whether a message with this `failed_at` is the dead letter of the failure that the claim holds, or a later one: what
 * was redriven and then refused again has a failure of its own that no claim knows.
 */
export function isRedriven(claim: Claim, failedAt: string | undefined): boolean {
  return failedAt !== undefined && failedAt >= (claim.failure?.failed_at ?? '');
}

/** Whether some other delivery works on the run or will come back for it. */
export function isAtWork(claim: Claim, now: number): boolean {
  if (claim.state === 'failed' || claim.state === 'continued') return false;
  return Date.parse(claim.lease_until) > now;
}

/** A message that comes back a moment before its time is let in: clocks and timers are not that exact. */
const TOLERANCE_MS = 500;

export function newClaim(delivery: Delivery): Claim {
  return {
    version: 1,
    state: 'running',
    round: delivery.round,
    attempt: 1,
    throttles: 0,
    crashes: 0,
    idle_rounds: 0,
    owner: delivery.owner,
    lease_until: new Date(delivery.leaseUntil).toISOString(),
    worked_ms: 0,
    checkpoints: 0,
  };
}

/**
 * What to do about a message whose stage has a claim already.
 * @param checkpoints How many checkpoints the stage has now.
 */
export function decide(claim: Claim, delivery: Delivery, checkpoints: number): ClaimDecision {
  const { now, round } = delivery;
  const until = Date.parse(claim.lease_until);
  if (claim.state === 'failed') {
    return isRedriven(claim, delivery.failedAt)
      ? { kind: 'take', claim: { ...newClaim(delivery), checkpoints }, crashed: false }
      : { kind: 'failed' };
  }
  if (round < claim.round) {
    return { kind: 'outdated', resend: claim.state === 'continued', round: claim.round };
  }
  if (claim.state !== 'continued' && until > now + (claim.state === 'waiting' ? TOLERANCE_MS : 0)) {
    return { kind: 'busy', until };
  }
  const mine = {
    owner: delivery.owner,
    lease_until: new Date(delivery.leaseUntil).toISOString(),
  };
  if (claim.state === 'failing' && claim.failure) {
    return { kind: 'finish-failure', claim: { ...claim, ...mine }, failure: claim.failure };
  }
  const crashed = claim.state === 'running';
  // Work that moves on between crashes may crash often; work that dies at the same place must not go on forever.
  const crashes = crashed ? (checkpoints > claim.checkpoints ? 0 : claim.crashes + 1) : claim.crashes;
  return {
    kind: 'take',
    claim: { ...claim, ...mine, state: 'running', round, crashes, checkpoints },
    crashed,
  };
}

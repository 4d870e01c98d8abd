import type { ObjectStore } from '../store/objects.ts';
import { parseStored } from '../store/run-folder.ts';
import type { Log } from '../telemetry/log.ts';
import { Claim } from './claim.ts';
import type { HeldClaim } from './take-claim.ts';

/**
 * deadline: the lease ends with the invocation (Lambda kills it then anyhow). heartbeat: the lease is short and
 * renewed every third of it, for processes without a deadline.
 */
export type LeaseKind = { kind: 'deadline' } | { kind: 'heartbeat'; seconds: number };

/** A claim while we hold it. */
export type Lease = {
  readonly claim: Claim;
  /** Fires when another worker has taken the claim, or when it could not be renewed in time. */
  readonly lost: AbortSignal;
  /** Milliseconds of work over all rounds and tries, this one so far included. */
  workedMs(): number;
  /** Writes a change; false when the claim is no longer ours. */
  update(change: Partial<Claim>): Promise<boolean>;
  /** Ends the heartbeat. */
  stop(): void;
};

/** In deadline mode the heartbeat only notes how long the work took, for when it ends without a trace. */
const NOTE_EVERY_MS = 60_000;
const MAX_RACES = 3;
/** Ticks in a row that find a renewal still under way after the lease has ended. */
const STUCK_TICKS = 2;

export type LeaseOptions = {
  objects: ObjectStore;
  held: HeldClaim;
  kind: LeaseKind;
  log: Log;
  /** Called after each renewal with the new end of the lease. */
  onRenewed: (leaseUntil: number) => Promise<void>;
};

export function holdLease({ objects, held, kind, log, onRenewed }: LeaseOptions): Lease {
  const { key } = held;
  let { claim, etag } = held;
  const startedAt = Date.now();
  const workedBefore = claim.worked_ms;
  const workedMs = () => workedBefore + (Date.now() - startedAt);
  const lost = new AbortController();
  let turns: Promise<unknown> = Promise.resolve();
  let stopped = false;
  let renewing = false;
  let stuck = 0;

  /** One write at a time: each refers to the version that the last one made. */
  function inTurn<T>(step: () => Promise<T>): Promise<T> {
    const done = turns.then(step);
    turns = done.catch(() => {});
    return done;
  }

  async function write(change: Partial<Claim>): Promise<boolean> {
    const next = { ...claim, worked_ms: Math.round(workedMs()), ...change };
    for (let race = 0; race < MAX_RACES && !lost.signal.aborted; race += 1) {
      const replaced = await objects.replace(key, JSON.stringify(next), etag);
      if (replaced) {
        claim = next;
        etag = replaced.etag;
        return true;
      }
      const found = await objects.get(key);
      if (!found || parseStored(found.body, key, Claim).owner !== claim.owner) break;
      // Still ours: the SDK repeated a write whose answer got lost. Write again, to the version that stands there.
      etag = found.etag;
    }
    lost.abort(new Error('Another worker has taken the claim.'));
    return false;
  }

  const expired = () => Date.now() > Date.parse(claim.lease_until);
  const endUnrenewed = () => lost.abort(new Error('The lease ended before it could be renewed.'));

  /**
   * Claim and visibility in one turn: what is written after it – that the message waits for its next try – must not be
   * overtaken by it.
   */
  async function renewNow(): Promise<void> {
    if (stopped || (claim.state !== 'running' && claim.state !== 'failing')) return;
    const until =
      kind.kind === 'heartbeat' ? Date.now() + kind.seconds * 1000 : Date.parse(claim.lease_until);
    if (await write({ lease_until: new Date(until).toISOString() })) await onRenewed(until);
  }

  async function renew(): Promise<void> {
    if (renewing) {
      // A request that hangs; one tick alone may only mean that the work kept the event loop busy.
      stuck = expired() ? stuck + 1 : 0;
      if (stuck >= STUCK_TICKS) endUnrenewed();
      return;
    }
    renewing = true;
    stuck = 0;
    try {
      await inTurn(renewNow);
    } catch (error) {
      log.warn('lease not renewed', { code: (error as { code?: string }).code });
      if (expired()) endUnrenewed();
    } finally {
      renewing = false;
    }
  }

  const every = kind.kind === 'heartbeat' ? (kind.seconds * 1000) / 3 : NOTE_EVERY_MS;
  const heartbeat = setInterval(() => void renew(), every);
  return {
    get claim() {
      return claim;
    },
    lost: lost.signal,
    workedMs,
    update: (change) => inTurn(() => write(change)),
    stop: () => {
      stopped = true;
      clearInterval(heartbeat);
    },
  };
}

import { holdLease, type Lease } from './lease.ts';
import type { Job, Verdict, WorkerParts } from './parts.ts';
import type { HeldClaim } from './take-claim.ts';

/** Holds the claim, keeps the message invisible as long, and lets go of both timers at the end. */
export async function withLease(
  parts: WorkerParts,
  job: Job,
  held: HeldClaim,
  during: (lease: Lease) => Promise<Verdict>,
): Promise<Verdict> {
  const hide = async (until: number) => {
    const seconds = Math.ceil((until - Date.now()) / 1000) + 1;
    await parts.queues.setVisibility(job.record.receiptHandle, seconds).catch((error) => {
      job.log.warn('visibility not set', { code: (error as { code?: string }).code });
    });
  };
  const lease = holdLease({
    objects: parts.objects,
    held,
    kind: parts.lease,
    log: job.log,
    onRenewed: parts.lease.kind === 'heartbeat' ? hide : async () => {},
  });
  try {
    await hide(Date.parse(held.claim.lease_until));
    return await during(lease);
  } finally {
    lease.stop();
  }
}

/** How long a claim taken now holds. */
export function leaseMs(parts: WorkerParts, job: Job): number {
  if (parts.lease.kind === 'heartbeat') return parts.lease.seconds * 1000;
  return job.context.getRemainingTimeInMillis() + parts.environment.LEASE_MARGIN_SECONDS * 1000;
}

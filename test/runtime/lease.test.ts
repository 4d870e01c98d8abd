import { describe, expect, it } from 'vitest';
import { newClaim } from '#shared/runtime/claim.ts';
import { holdLease } from '#shared/runtime/lease.ts';
import type { ObjectStore } from '#shared/store/objects.ts';
import { sleep } from './support.ts';

const log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** A store of one claim whose writes take as long as the test wants. */
function slowClaim(write: () => Promise<void>) {
  const writes: { state: string; lease_until: string }[] = [];
  const objects = {
    replace: async (_key: string, body: string) => {
      await write();
      writes.push(JSON.parse(body));
      return { etag: String(writes.length) };
    },
    get: async () => undefined,
  } as unknown as ObjectStore;
  return { objects, writes };
}

function hold(objects: ObjectStore, seconds: number, onRenewed: (until: number) => Promise<void>) {
  const now = Date.now();
  const claim = newClaim({ round: 0, owner: 'me', now, leaseUntil: now + seconds * 1000 });
  return holdLease({
    objects,
    held: { key: 'claim.json', claim, etag: '0' },
    kind: { kind: 'heartbeat', seconds },
    log,
    onRenewed,
  });
}

describe('a lease', () => {
  it('is not prolonged any more once the claim waits for its next try, whoever was first', async () => {
    const { objects, writes } = slowClaim(() => sleep(60));
    const shown: string[] = [];
    // Renewed every 100 ms; claim and visibility take longer than that together.
    const lease = hold(objects, 0.3, async () => {
      await sleep(60);
      shown.push('renewed');
    });
    await sleep(110);
    const later = new Date(Date.now() + 600_000).toISOString();
    expect(await lease.update({ state: 'waiting', lease_until: later })).toBe(true);
    shown.push('waiting');
    await sleep(400);
    lease.stop();
    expect(writes.at(-1)).toMatchObject({ state: 'waiting', lease_until: later });
    expect(shown).toEqual(['renewed', 'waiting']);
    expect(lease.lost.aborted).toBe(false);
  });

  it('is lost when its renewal hangs until after its end', async () => {
    const { objects } = slowClaim(() => new Promise(() => {}));
    const lease = hold(objects, 0.15, async () => {});
    await expect.poll(() => lease.lost.aborted, { timeout: 2000 }).toBe(true);
    lease.stop();
  });

  it('survives an event loop that was busy for longer than it lasts', async () => {
    const { objects } = slowClaim(() => sleep(5));
    const lease = hold(objects, 0.15, async () => {});
    await sleep(60);
    const end = Date.now() + 400;
    while (Date.now() < end);
    await sleep(200);
    lease.stop();
    expect(lease.lost.aborted).toBe(false);
  });
});

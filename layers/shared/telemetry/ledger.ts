import { AsyncLocalStorage } from 'node:async_hooks';
import type { UsageRecord } from '../contract/usage.ts';

/** Collects what model calls cost; made by `createLedger`, one a try. */
export type Ledger = {
  record(usage: UsageRecord): void;
  /**
   * Runs `work` and gives it the live list of what the calls inside cost. When it returns `held: true`, it has saved
   * these records itself (in a checkpoint); otherwise, and when it throws, they fall to the ledger's rest.
   */
  hold<T>(work: (usage: readonly UsageRecord[]) => Promise<{ value: T; held: boolean }>): Promise<T>;
  /** Records that nobody holds. The runtime saves them when a try ends without a result. */
  rest(): readonly UsageRecord[];
};

/** Records of calls made inside one `hold`; what is recorded after it closed goes to where it would have fallen. */
type Scope = { usage: UsageRecord[]; closed: boolean; parent: Scope | undefined };

/**
 * The ledger of one try. The runtime makes one a try, hands it to the adapter registry and to the stage, and saves
 * `rest()` under `usagePrefix(stage)` when the try ends without a result, so that no paid call is ever lost.
 *
 * @param onRecord Called once for every record, for metrics.
 */
export function createLedger(onRecord: (usage: UsageRecord) => void = () => {}): Ledger {
  const scopes = new AsyncLocalStorage<Scope>();
  const rest: UsageRecord[] = [];
  const listOf = (scope: Scope | undefined): UsageRecord[] => {
    if (!scope) return rest;
    return scope.closed ? listOf(scope.parent) : scope.usage;
  };
  return {
    record(usage) {
      listOf(scopes.getStore()).push(usage);
      onRecord(usage);
    },
    async hold(work) {
      const scope: Scope = { usage: [], closed: false, parent: scopes.getStore() };
      let held = false;
      try {
        const outcome = await scopes.run(scope, () => work(scope.usage));
        held = outcome.held;
        return outcome.value;
      } finally {
        scope.closed = true;
        if (!held) listOf(scope.parent).push(...scope.usage);
      }
    },
    rest: () => rest,
  };
}

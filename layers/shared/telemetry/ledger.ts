import { AsyncLocalStorage } from 'node:async_hooks';
import type { UsageRecord } from '../contract/usage.ts';
import type { Ledger } from '../stage.ts';

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

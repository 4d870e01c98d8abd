import { createAdapterRegistry } from '#shared/adapters/create-registry.ts';
import type { AdapterRegistry } from '#shared/adapters/registry.ts';
import type { SecretReader } from '#shared/adapters/secrets.ts';
import { UsageRecord } from '#shared/contract/usage.ts';
import type { ObjectStore } from '#shared/store/objects.ts';
import { createLedger } from '#shared/telemetry/ledger.ts';
import type { Log } from '#shared/telemetry/log.ts';
import { memoryObjects } from './memory-objects.ts';

export type TestRegistry = {
  registry: AdapterRegistry;
  usage: UsageRecord[];
  objects: ObjectStore;
  logged(): string;
};

/** A registry over a configuration document that stands in the object store, as in production. */
export async function testRegistry(
  document: unknown,
  options: { objects?: ObjectStore; secrets?: SecretReader } = {},
): Promise<TestRegistry> {
  const { objects = memoryObjects(), secrets } = options;
  // Each test has a key of its own: the process keeps a document for a minute.
  const key = `adapters-${Math.random()}.json`;
  await objects.put(key, typeof document === 'string' ? document : JSON.stringify(document));
  const usage: UsageRecord[] = [];
  const lines: string[] = [];
  const line = (message: string, fields?: unknown) => void lines.push(message + JSON.stringify(fields ?? {}));
  const log: Log = { debug: line, info: line, warn: line, error: line };
  const registry = createAdapterRegistry({
    reference: `s3://${objects.bucket}/${key}`,
    objects,
    // Every record must be one that results may carry.
    ledger: createLedger((record) => void usage.push(UsageRecord.parse(record))),
    run: { run_id: 'run-1', execution_id: 'execution-1', attempt: 2 },
    log,
    ...(secrets && { secrets }),
  });
  return { registry, usage, objects, logged: () => lines.join('\n') };
}

import { listInByteOrder } from './byte-order.ts';
import type { Stores } from './store-types.ts';
import { wakeAsManyAsNeeded } from './wake-pollers.ts';

/**
 * fauxqs's own in-memory stores, made here so that the guards can look into them: such a look is synchronous, so
 * "check, then put" is one step and needs no lock. `buildApp` takes stores, but the package exports no way to
 * make them; its version is pinned, so their files are imported by address.
 */
export async function createStores(): Promise<Stores> {
  const load = (file: string) => import(new URL(file, import.meta.resolve('fauxqs')).href);
  const [{ SqsStore }, { SnsStore }, { S3Store }] = await Promise.all([
    load('./sqs/sqsStore.js'),
    load('./sns/snsStore.js'),
    load('./s3/s3Store.js'),
  ]);
  const stores: Stores = { sqsStore: new SqsStore(), snsStore: new SnsStore(), s3Store: new S3Store() };
  // Queue URLs then carry the address the client used; the default, sqs.<region>.localhost, does not resolve everywhere.
  stores.sqsStore.host = '';
  wakeAsManyAsNeeded(stores.sqsStore);
  listInByteOrder(stores.s3Store);
  return stores;
}

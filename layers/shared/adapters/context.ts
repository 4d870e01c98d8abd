import type { ObjectStore } from '../store/objects.ts';
import type { Ledger } from '../telemetry/ledger.ts';
import type { Log } from '../telemetry/log.ts';
import type { SecretReader } from './secrets.ts';

/** The run whose calls are entered in the ledger. */
export type LedgerRun = { run_id: string; execution_id?: string; attempt: number };

/** What providers may use. */
export type AdapterContext = {
  objects: ObjectStore;
  ledger: Ledger;
  run: LedgerRun;
  log: Log;
  secrets: SecretReader;
};

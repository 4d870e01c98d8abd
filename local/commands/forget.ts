import { randomUUID } from 'node:crypto';
import { createAdapterRegistry } from '#shared/adapters/create-registry.ts';
import {
  type Forgotten,
  forgetDocument,
  indexedBefore,
  indexedOrganizations,
} from '#shared/chunking/forget-document.ts';
import { DEFAULT_ORGANIZATION, OrganizationId } from '#shared/contract/identifiers.ts';
import { s3ObjectStore } from '#shared/store/s3-objects.ts';
import { createLedger } from '#shared/telemetry/ledger.ts';
import { adaptersVariable } from '../adapters-file.ts';
import { CliError, EXIT } from '../cli-error.ts';
import { connect } from '../deployed.ts';
import { safeText } from '../terminal/safe-text.ts';

export type ForgetOptions = {
  olderThan?: number;
  organization?: string;
  adapters?: string;
  stage?: string;
  json?: boolean;
};

type Outcome = Forgotten | { doc_id: string; error: string };

const DAY = 24 * 60 * 60 * 1000;

/**
 * `forget`: deletes what was made of documents – chunks, vectors in every store, cached vectors – by doc_id or by age.
 * One that fails is reported and the others are deleted; the same command again goes on with it.
 */
export async function forget(docIds: readonly string[], options: ForgetOptions): Promise<void> {
  if (docIds.length === 0 && options.olderThan === undefined) {
    throw new CliError('what_to_forget', 'Say what to delete: doc_ids, or --older-than <days>');
  }
  if (docIds.length > 0 && options.olderThan !== undefined) {
    throw new CliError('what_to_forget', 'Give either doc_ids or --older-than, not both');
  }
  for (const id of [...docIds, options.organization ?? DEFAULT_ORGANIZATION]) {
    if (!OrganizationId.safeParse(id).success)
      throw new CliError('wrong_id', `"${safeText(id)}" is no doc_id or organisation`);
  }
  const { ADAPTERS_REF = process.env.ADAPTERS_REF } = await adaptersVariable(options);
  const { s3, bucket } = await connect(options.stage);
  const objects = s3ObjectStore({ client: s3, bucket });
  const quiet = () => {};
  const adapters = createAdapterRegistry({
    ...(ADAPTERS_REF !== undefined && { reference: ADAPTERS_REF }),
    objects,
    ledger: createLedger(),
    run: { run_id: `forget-${randomUUID()}`, attempt: 1 },
    log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
  });
  const outcomes: Outcome[] = [];
  for (const organization of await organizationsOf(options, objects)) {
    const ids =
      options.olderThan === undefined
        ? docIds
        : await indexedBefore(organization, new Date(Date.now() - options.olderThan * DAY), objects);
    for (const doc_id of ids) {
      const outcome = await forgetDocument(organization, doc_id, { objects, adapters }).catch(
        (error: Error) => ({ doc_id, error: error.message }),
      );
      if (outcome) outcomes.push(outcome);
    }
  }
  print(outcomes, options);
  if (outcomes.some((outcome) => 'error' in outcome)) process.exitCode = EXIT.failed;
}

/** By age: all of them, unless one is named. By doc_id: the named one, or the one of messages that name none. */
async function organizationsOf(
  { organization, olderThan }: ForgetOptions,
  objects: ReturnType<typeof s3ObjectStore>,
): Promise<string[]> {
  if (organization !== undefined) return [organization];
  return olderThan === undefined ? [DEFAULT_ORGANIZATION] : indexedOrganizations(objects);
}

function print(outcomes: readonly Outcome[], { json }: ForgetOptions): void {
  if (json) process.stdout.write(`${JSON.stringify(outcomes)}\n`);
  else if (outcomes.length === 0) process.stdout.write('Nothing to delete.\n');
  else process.stdout.write(outcomes.map((outcome) => `${safeText(lineOf(outcome))}\n`).join(''));
}

function lineOf(outcome: Outcome): string {
  if ('error' in outcome) return `${outcome.doc_id}  failed: ${outcome.error}`;
  const stores = outcome.stores.length > 0 ? `, vectors in ${outcome.stores.join(', ')}` : '';
  return `${outcome.doc_id}  deleted: ${outcome.objects} objects${stores}`;
}

import { isTaskError, retryableError } from '../contract/errors.ts';
import { type AdapterInstance, wrongConfiguration } from './configuration.ts';
import type { AdapterContext } from './context.ts';

/** Values of an instance's secrets by name, fetched when first needed. */
export type InstanceSecrets = {
  all(): Promise<Record<string, string>>;
  /**
   * What to throw after a refused call. A refused secret is forgotten; when it had been kept for a while, it may
   * have been rotated since, so the error may be tried again and the next try reads it anew.
   */
  refused(error: unknown): unknown;
};

/** Throws `invalid_adapter_configuration` when a required secret is not configured. */
export function instanceSecrets(
  instance: AdapterInstance,
  { secrets }: AdapterContext,
  required: readonly string[] = [],
): InstanceSecrets {
  const missing = required.filter((name) => !instance.secrets[name]);
  if (missing.length > 0) {
    throw wrongConfiguration(
      `Adapter "${instance.id}": ${missing.map((name) => `secrets.${name}`).join(' and ')} is missing; give it as ` +
        'a reference (ssm:/name, secretsmanager:name#key or env:NAME).',
    );
  }
  const references = Object.entries(instance.secrets);
  return {
    async all() {
      const pairs = references.map(async ([name, reference]) => [name, await secrets.read(reference)]);
      return Object.fromEntries(await Promise.all(pairs));
    },
    refused(error) {
      if (!isTaskError(error) || !error.code.endsWith('_auth_failed')) return error;
      const old = references.map(([, reference]) => secrets.forget(reference));
      if (!old.some(Boolean)) return error;
      return retryableError(error.code, `${error.message} The secret is read anew on the next try.`, {
        cause: error,
      });
    },
  };
}

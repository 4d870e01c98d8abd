import type * as z from 'zod';
import { describeIssues } from '../contract/describe-issues.ts';
import { permanentError } from '../contract/errors.ts';
import { runPrefix } from '../contract/keys.ts';
import type { ObjectStore } from './objects.ts';
import type { RunFolder } from './runs.ts';

/** A run's folder on the object store; documents in it are JSON. */
export function runFolder(objects: ObjectStore, organizationId: string, runId: string): RunFolder {
  const prefix = runPrefix(organizationId, runId);
  return {
    prefix,
    async read<T>(name: string, schema: z.ZodType<T>) {
      const found = await objects.get(prefix + name);
      return found && parseStored(found.body, prefix + name, schema);
    },
    async write(name, value) {
      await objects.put(prefix + name, JSON.stringify(value));
    },
    async create(name, value) {
      return (await objects.create(prefix + name, JSON.stringify(value))) !== undefined;
    },
    async list(under) {
      const keys = await objects.list(prefix + under);
      return keys.map((key) => key.slice(prefix.length));
    },
    delete: (name) => objects.delete(prefix + name),
  };
}

/**
 * Reads a stored JSON document. One that is no JSON or does not fit its schema is a permanent
 * `stored_document_invalid`: somebody else wrote it, and reading it again will not mend it.
 */
export function parseStored<T>(body: Uint8Array, key: string, schema: z.ZodType<T>): T {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8'));
  } catch {
    // The parser's message quotes the text, which may be a document's; it stays out.
    throw permanentError('stored_document_invalid', `${key} is not JSON.`);
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw permanentError(
    'stored_document_invalid',
    `${key} does not fit its schema: ${describeIssues(parsed.error)}`,
  );
}

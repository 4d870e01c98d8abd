import { createHash } from 'node:crypto';
import { asciiJson } from '../contract/ascii-json.ts';
import { permanentError } from '../contract/errors.ts';
import { PAYLOADS_PREFIX } from '../contract/keys.ts';
import { resolveObjectPath } from '../store/object-path.ts';
import type { ObjectStore } from '../store/objects.ts';

/**
 * Claim check, outgoing: a payload over the limit is stored, named by its content, and its key is returned; undefined
 * when it may travel inline.
 */
export async function storeLargePayload(
  objects: ObjectStore,
  body: string,
  run: { organization_id: string; run_id: string },
  inlineLimitBytes: number,
): Promise<string | undefined> {
  // ASCII: characters are bytes.
  if (body.length <= inlineLimitBytes) return undefined;
  const hash = createHash('sha256').update(body).digest('hex');
  const key = `${PAYLOADS_PREFIX}${run.organization_id}/${run.run_id}/${hash}.json`;
  await objects.put(key, body);
  return key;
}

/**
 * Claim check, incoming: the text of a stored payload.
 * @throws permanent `payload_path_refused`, `payload_not_found`, `payload_too_large`
 */
export async function fetchPayload(
  objects: ObjectStore,
  reference: string,
  maxBytes: number,
): Promise<string> {
  const address = resolveObjectPath(reference, {
    bucket: objects.bucket,
    prefix: PAYLOADS_PREFIX,
    allowedBuckets: [],
  });
  if ('refused' in address) {
    throw permanentError('payload_path_refused', `payload_ref is refused: ${address.refused}.`);
  }
  // Asked first: a payload that does not fit in memory would end the worker before it has a claim to count that in.
  const size = (await objects.head(address.key))?.size ?? 0;
  if (size > maxBytes) {
    throw permanentError(
      'payload_too_large',
      `The payload at ${address.key} is larger than the limit of ${maxBytes} bytes (MAX_DOCUMENT_BYTES).`,
    );
  }
  const found = await objects.get(address.key);
  if (!found) {
    throw permanentError('payload_not_found', `There is no payload at ${address.key}; it may have expired.`);
  }
  return Buffer.from(found.body).toString('utf8');
}

/** The same payload as JSON, whatever order its fields came in; tells a repeated message from a different one. */
export function contentHash(value: unknown): string {
  const sorted = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(sorted);
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(
      Object.entries(part)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, inner]) => [name, sorted(inner)]),
    );
  };
  return createHash('sha256')
    .update(asciiJson(sorted(value)))
    .digest('hex');
}

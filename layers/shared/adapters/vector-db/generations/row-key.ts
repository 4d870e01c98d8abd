import { createHash } from 'node:crypto';
import type { VectorRow } from '../types.ts';
import type { RowScope } from './row-store.ts';

/**
 * Names a version of a document by its rows' ids and vectors: the same rows written twice are one generation, and
 * any other is another, so that no reader meets rows of two.
 */
export function generationName(rows: readonly VectorRow[]): string {
  const hash = createHash('sha256');
  for (const { id, vector } of rows) {
    hash.update(`${id.length}:${id}:${vector.length}:`);
    hash.update(new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength));
  }
  return hash.digest('hex').slice(0, 16);
}

const digest = ({ organization, docId, generation }: RowScope, id: string): string =>
  createHash('sha256')
    .update(JSON.stringify([organization, docId, generation, id]))
    .digest('hex');

/** A key of 64 hexadecimal digits. */
export const hexKey = digest;

/** A key for stores that take only UUIDs: 122 bits of the hash, marked as a name-based UUID (RFC 9562, version 8). */
export function uuidKey(scope: RowScope, id: string): string {
  const hex = digest(scope, id);
  const variant = '89ab'.charAt(Number.parseInt(hex.charAt(16), 16) & 3);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

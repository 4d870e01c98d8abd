import { createCipheriv, createDecipheriv } from 'node:crypto';
import { plainBytes, unsharedBytes } from '../objects/bytes.ts';
import { NotPlain } from '../types.ts';

const BLOCK = 16;
const NO_VECTOR = new Uint8Array(BLOCK);

/** AES in CBC mode; the first block is the initialization vector, the last one is padded (ISO 32000-1, 7.6.2). */
export function decryptAes(key: Uint8Array, bytes: Uint8Array): Uint8Array {
  if (bytes.length === 0) return bytes;
  if (bytes.length < 2 * BLOCK || bytes.length % BLOCK !== 0)
    throw new NotPlain('Encrypted bytes are no whole blocks');
  const own = unsharedBytes(bytes);
  const plain = decryptBlocks(key, own.subarray(0, BLOCK), own.subarray(BLOCK));
  const padding = plain[plain.length - 1] as number;
  if (padding < 1 || padding > BLOCK) throw new NotPlain('Encrypted bytes are not padded as they should be');
  return plain.subarray(0, plain.length - padding);
}

/** Whole blocks without padding. */
export function decryptBlocks(key: Uint8Array, vector: Uint8Array, bytes: Uint8Array): Uint8Array {
  const cipher = createDecipheriv(`aes-${key.length * 8}-cbc`, key, vector).setAutoPadding(false);
  return plainBytes(cipher.update(bytes));
}

export function encryptBlocks(key: Uint8Array, vector: Uint8Array, bytes: Uint8Array): Uint8Array {
  const cipher = createCipheriv(`aes-${key.length * 8}-cbc`, key, vector).setAutoPadding(false);
  return plainBytes(cipher.update(bytes));
}

/** A key that is encrypted with another one (ISO 32000-2, 7.6.4.3.3). */
export const unwrapKey = (key: Uint8Array, wrapped: Uint8Array): Uint8Array =>
  decryptBlocks(key, NO_VECTOR, wrapped);

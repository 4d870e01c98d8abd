import { hash } from 'node:crypto';
import { NotPlain } from '../types.ts';
import { decryptAes } from './aes.ts';
import { keyByMd5 } from './md5-key.ts';
import { rc4 } from './rc4.ts';
import type { SecurityValues } from './security-values.ts';
import { keyBySha } from './sha-key.ts';

/** Decrypts a string or a stream of the object with this number and generation. */
export type Decryption = (bytes: Uint8Array, number: number, generation: number) => Uint8Array;

/** What is mixed into an object's key for AES (ISO 32000-1, 7.6.2, algorithm 1). */
const SALT = Buffer.from('sAlT');

/** The standard security handler (ISO 32000-1, 7.6.3; ISO 32000-2, 7.6.4). Another password is not plain. */
export function standardDecryption(values: SecurityValues, password: string): Decryption {
  const { method } = values;
  if (method === 'none') return (bytes) => bytes;
  const key = fileKey(values, password);
  if (method === 'AESV3') return (bytes) => decryptAes(key, bytes);
  const decrypt = method === 'RC4' ? rc4 : decryptAes;
  const salt = method === 'RC4' ? SALT.subarray(0, 0) : SALT;
  return (bytes, number, generation) => decrypt(objectKey(key, number, generation, salt), bytes);
}

/** Passwords are UTF-8 in revisions 5 and 6; before, writers use Latin-1 and what they like. */
function fileKey(values: SecurityValues, password: string): Uint8Array {
  const keyBy = values.revision >= 5 ? keyBySha : keyByMd5;
  const key = keyBy(values, Buffer.from(password)) ?? keyBy(values, Buffer.from(password, 'latin1'));
  if (!key) throw new NotPlain('The password is not the right one');
  return key;
}

/** Algorithm 1: the file's key with the object's number, for RC4 and AES with 128 bits. */
function objectKey(key: Uint8Array, number: number, generation: number, salt: Uint8Array): Uint8Array {
  const { length } = key;
  const mixed = new Uint8Array(length + 5 + salt.length);
  mixed.set(key);
  mixed[length] = number;
  mixed[length + 1] = number >> 8;
  mixed[length + 2] = number >> 16;
  mixed[length + 3] = generation;
  mixed[length + 4] = generation >> 8;
  mixed.set(salt, length + 5);
  return hash('md5', mixed, 'buffer').subarray(0, Math.min(16, length + 5));
}

import type { Resolve } from '../filters/decode-stream.ts';
import { isDict, isString } from '../objects/kinds.ts';
import { NotPlain, type PdfDict, type PdfValue } from '../types.ts';

export type Method = 'none' | 'RC4' | 'AESV2' | 'AESV3';

/** What a file says of its encryption (ISO 32000-1, tables 20 and 21; ISO 32000-2, table 21). */
export type SecurityValues = {
  method: Method;
  revision: number;
  /** Bytes of the file's key. */
  keyLength: number;
  owner: Uint8Array;
  user: Uint8Array;
  /** /OE, /UE and /Perms of revisions 5 and 6, else empty. */
  ownerKey: Uint8Array;
  userKey: Uint8Array;
  encryptedPermissions: Uint8Array;
  permissions: number;
  encryptMetadata: boolean;
  /** The first of the two strings of the trailer's /ID. */
  id: Uint8Array;
};

/** Which revisions go with a version. */
const REVISIONS: Record<number, readonly number[]> = { 1: [2, 3], 2: [2, 3], 4: [4], 5: [5, 6] };
/** Bytes, as PDFium takes them. */
const KEY_LENGTHS: Record<Method, readonly [least: number, most: number]> = {
  none: [0, 0],
  RC4: [5, 16],
  AESV2: [16, 16],
  AESV3: [32, 32],
};
const METHODS: Record<string, Method> = { V2: 'RC4', AESV2: 'AESV2', AESV3: 'AESV3' };

export function securityValues(dict: PdfDict, id: Uint8Array, resolve: Resolve): SecurityValues {
  const version = integer(resolve(dict.get('V')), 0);
  const revision = integer(resolve(dict.get('R')), 0);
  const hashed = revision >= 5;
  const agrees = REVISIONS[version]?.includes(revision) ?? false;
  if (resolve(dict.get('Filter')) !== 'Standard' || !agrees) throw new NotPlain('The encryption is unknown');
  const string = (key: string, length: number): Uint8Array => {
    const value = resolve(dict.get(key));
    if (!isString(value) || value.length < length)
      throw new NotPlain('The encryption dictionary is malformed');
    return value;
  };
  const none = new Uint8Array();
  return {
    ...methodOf(dict, version, resolve),
    revision,
    owner: string('O', hashed ? 48 : 32).subarray(0, hashed ? 48 : 32),
    user: string('U', hashed ? 48 : 32).subarray(0, hashed ? 48 : 32),
    ownerKey: hashed ? string('OE', 32) : none,
    userKey: hashed ? string('UE', 32) : none,
    encryptedPermissions: hashed ? string('Perms', 16) : none,
    // Some writers write it without its sign.
    permissions: integer(resolve(dict.get('P')), 0) | 0,
    encryptMetadata: resolve(dict.get('EncryptMetadata')) !== false,
    id,
  };
}

function methodOf(dict: PdfDict, version: number, resolve: Resolve): { method: Method; keyLength: number } {
  if (version < 4) {
    const bits = version === 1 ? 40 : integer(resolve(dict.get('Length')), 40);
    return checked('RC4', bits / 8);
  }
  const name = resolve(dict.get('StmF'));
  // PDFium opens no file that encrypts its strings otherwise than its streams, nor one without filters.
  if (typeof name !== 'string' || name !== resolve(dict.get('StrF')))
    throw new NotPlain('The encryption has two filters');
  const filters = resolve(dict.get('CF'));
  if (!isDict(filters)) throw new NotPlain('The encryption lacks its filter');
  if (name === 'Identity') return { method: 'none', keyLength: 0 };
  const filter = resolve(filters.get(name));
  if (!isDict(filter)) throw new NotPlain('The encryption lacks its filter');
  const method = METHODS[String(resolve(filter.get('CFM')))];
  if (!method || (method === 'AESV3') !== (version === 5)) throw new NotPlain('The encryption is unknown');
  // In bits or in bytes: writers do not agree, but fewer than 40 bits there are not.
  const own = version === 5 ? 0 : integer(resolve(filter.get('Length')), 0);
  const length = own || integer(resolve(dict.get('Length')), version === 5 ? 256 : 128);
  return checked(method, length < 40 ? length : length / 8);
}

function checked(method: Method, keyLength: number): { method: Method; keyLength: number } {
  const [least, most] = KEY_LENGTHS[method];
  if (keyLength < least || keyLength > most || !Number.isInteger(keyLength))
    throw new NotPlain('The encryption has an odd length of key');
  return { method, keyLength };
}

function integer(value: PdfValue, otherwise: number): number {
  if (value === null) return otherwise;
  if (typeof value !== 'number' || !Number.isInteger(value))
    throw new NotPlain('The encryption dictionary is malformed');
  return value;
}

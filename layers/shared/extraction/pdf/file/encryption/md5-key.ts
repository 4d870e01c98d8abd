import { hash } from 'node:crypto';
import { rc4 } from './rc4.ts';
import type { SecurityValues } from './security-values.ts';

/** Fills a password up to 32 bytes (ISO 32000-1, 7.6.3.3, algorithm 2, step a). */
const PADDING = Buffer.from('28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a', 'hex');

/** The file's key of revisions 2 to 4 if the password is the user's or the owner's. */
export function keyByMd5(values: SecurityValues, password: Uint8Array): Uint8Array | undefined {
  return keyOfUser(values, padded(password)) ?? keyOfUser(values, userPasswordOf(values, padded(password)));
}

const md5 = (...parts: Uint8Array[]): Buffer => hash('md5', Buffer.concat(parts), 'buffer');

const padded = (password: Uint8Array): Uint8Array => Buffer.concat([password, PADDING]).subarray(0, 32);

/** Algorithms 2 and 6. */
function keyOfUser(values: SecurityValues, password: Uint8Array): Uint8Array | undefined {
  const permissions = Buffer.alloc(4);
  permissions.writeInt32LE(values.permissions);
  const metadata = Buffer.alloc(values.revision >= 4 && !values.encryptMetadata ? 4 : 0, 0xff);
  let key: Uint8Array = md5(password, values.owner, permissions, values.id, metadata);
  if (values.revision >= 3) for (let i = 0; i < 50; i++) key = md5(key.subarray(0, values.keyLength));
  key = key.subarray(0, values.keyLength);
  return isKey(values, key) ? key : undefined;
}

/** Algorithms 4 and 5: what the key makes of known bytes stands in the file. */
function isKey({ revision, user, id }: SecurityValues, key: Uint8Array): boolean {
  if (revision === 2) return Buffer.compare(rc4(key, PADDING), user) === 0;
  const made = inRounds(md5(PADDING, id), key, (i) => i);
  return Buffer.compare(made, user.subarray(0, 16)) === 0;
}

/** Algorithm 7: the owner's password opens the user's. */
function userPasswordOf({ revision, keyLength, owner }: SecurityValues, password: Uint8Array): Uint8Array {
  let key: Uint8Array = md5(password);
  if (revision >= 3) for (let i = 0; i < 50; i++) key = md5(key);
  key = key.subarray(0, keyLength);
  return revision === 2 ? rc4(key, owner) : inRounds(owner, key, (i) => 19 - i);
}

/** Twenty rounds, each with the key's bytes changed by a number of its own. */
function inRounds(bytes: Uint8Array, key: Uint8Array, numberOf: (round: number) => number): Uint8Array {
  let made = bytes;
  for (let round = 0; round < 20; round++) {
    const number = numberOf(round);
    made = rc4(
      key.map((byte) => byte ^ number),
      made,
    );
  }
  return made;
}

import { hash } from 'node:crypto';
import { decryptBlocks, encryptBlocks, unwrapKey } from './aes.ts';
import type { SecurityValues } from './security-values.ts';

const NOTHING = new Uint8Array();
const HASHES = ['sha256', 'sha384', 'sha512'] as const;
const LONGEST_PASSWORD = 127;

/** The file's key of revisions 5 and 6 if the password is the user's or the owner's (ISO 32000-2, algorithm 2.A). */
export function keyBySha(values: SecurityValues, password: Uint8Array): Uint8Array | undefined {
  const given = password.subarray(0, LONGEST_PASSWORD);
  const { user, owner, userKey, ownerKey } = values;
  return (
    keyFrom(values, given, user, userKey, NOTHING) ??
    keyFrom(values, given, owner, ownerKey, user.subarray(0, 48))
  );
}

/** An entry holds 32 bytes of hash, 8 of salt to check the password with and 8 of salt for the key. */
function keyFrom(
  values: SecurityValues,
  password: Uint8Array,
  entry: Uint8Array,
  wrapped: Uint8Array,
  user: Uint8Array,
): Uint8Array | undefined {
  const hashed = values.revision === 5 ? simpleHash : hardenedHash;
  const made = hashed(password, entry.subarray(32, 40), user);
  if (Buffer.compare(made, entry.subarray(0, 32)) !== 0) return undefined;
  const key = unwrapKey(hashed(password, entry.subarray(40, 48), user), wrapped.subarray(0, 32));
  return holdsPermissions(values, key) ? key : undefined;
}

/** As PDFium checks it: /Perms repeats /P, encrypted with the key. */
function holdsPermissions({ permissions, encryptedPermissions }: SecurityValues, key: Uint8Array): boolean {
  const vector = new Uint8Array(16);
  const plain = Buffer.from(decryptBlocks(key, vector, encryptedPermissions.subarray(0, 16)));
  return plain.readInt32LE(0) === permissions && plain.toString('latin1', 9, 12) === 'adb';
}

const simpleHash = (password: Uint8Array, salt: Uint8Array, user: Uint8Array): Uint8Array =>
  hash('sha256', Buffer.concat([password, salt, user]), 'buffer');

/** Algorithm 2.B. It ends after 288 rounds at the latest, since a byte is below 256. */
function hardenedHash(password: Uint8Array, salt: Uint8Array, user: Uint8Array): Uint8Array {
  let key: Uint8Array = simpleHash(password, salt, user);
  for (let round = 1; ; round++) {
    const once = Buffer.concat([password, key, user]);
    const repeated = Buffer.concat(Array.from({ length: 64 }, () => once));
    const encrypted = encryptBlocks(key.subarray(0, 16), key.subarray(16, 32), repeated);
    let rest = 0;
    // 256 leaves 1 when divided by 3: the number's rest is that of the sum of its bytes.
    for (let i = 0; i < 16; i++) rest += encrypted[i] as number;
    key = hash(HASHES[rest % 3] as string, encrypted, 'buffer');
    if (round >= 64 && (encrypted.at(-1) as number) <= round - 32) return key.subarray(0, 32);
  }
}

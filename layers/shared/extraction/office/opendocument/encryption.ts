import { Refusal } from '../../conversion/protocol.ts';
import { Damaged } from '../damaged.ts';
import type { Package } from '../package/open.ts';
import { parseXml } from '../xml/parse.ts';

/** @throws Refusal `encrypted_document` when the manifest says that parts of the file are encrypted. */
export function refuseEncrypted(parts: Package): void {
  let encrypted = false;
  try {
    if (parts.has('META-INF/manifest.xml'))
      parseXml(parts.read('META-INF/manifest.xml'), {
        open: (name) => {
          if (name === 'manifest:encryption-data') encrypted = true;
        },
        close: () => {},
      });
  } catch (error) {
    if (!(error instanceof Damaged)) throw error;
  }
  if (!encrypted) return;
  throw new Refusal(
    'encrypted_document',
    'The OpenDocument file is protected by a password. Remove the protection and send it again.',
  );
}

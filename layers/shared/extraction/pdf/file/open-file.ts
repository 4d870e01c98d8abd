import { readCrossReference } from './cross-reference/read-sections.ts';
import { securityValues } from './encryption/security-values.ts';
import { standardDecryption } from './encryption/standard-handler.ts';
import { plainBytes } from './objects/bytes.ts';
import { isArray, isDict, isString } from './objects/kinds.ts';
import { startsWith, VALUE_BUDGET } from './objects/reader.ts';
import { openStore, type Store } from './objects/store.ts';
import { readPageTree } from './page-tree.ts';
import { NotPlain, type PdfDict, type PdfFile } from './types.ts';

/**
 * Opens a PDF that is built as the standard says; throws `NotPlain` for any other one, and for one that the password
 * (the user's or the owner's, '' for none) does not open. The bytes stay where they are, may be shared memory, and
 * must not change while the file is read: a stream without filters is decoded as a view of them.
 */
export function openFile(given: Uint8Array, password: string): PdfFile {
  const bytes = plainBytes(given);
  if (!startsWith(bytes, 0, '%PDF-')) throw new NotPlain('The file does not begin with its header');
  const budget = { left: VALUE_BUDGET };
  const crossReference = readCrossReference(bytes, budget);
  const store = openStore(bytes, crossReference, budget);
  const { trailer } = crossReference;
  decrypt(store, trailer, password);
  const root = store.resolve(trailer.get('Root'));
  if (!isDict(root) || root.get('Type') !== 'Catalog') throw new NotPlain('The file has no catalogue');
  const { resolve, decode } = store;
  return { pages: readPageTree(root, resolve), root, resolve, decode };
}

function decrypt(store: Store, trailer: PdfDict, password: string) {
  const encryption = store.resolve(trailer.get('Encrypt'));
  if (encryption === null) return;
  if (!isDict(encryption)) throw new NotPlain('The encryption is no dictionary');
  const ids = store.resolve(trailer.get('ID'));
  const id = isArray(ids) ? store.resolve(ids[0]) : null;
  const values = securityValues(encryption, isString(id) ? id : new Uint8Array(), store.resolve);
  store.decryptWith(standardDecryption(values, password));
}

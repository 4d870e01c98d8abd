import { type Converted, type OfficeFile, Refusal } from '../conversion/protocol.ts';
import { openPackage, type Package } from './package/open.ts';
import { readWord } from './word/read-word.ts';

/**
 * Reads an Office file.
 *
 * @throws Refusal `corrupt_document`, `encrypted_document`, `limit_exceeded`, `no_pages` or `invalid_settings`.
 */
export async function readOffice(
  file: OfficeFile,
  _progress: (done: number, total: number) => void,
): Promise<Converted> {
  const parts = openPackage(file.bytes, file.maxExpandedBytes);
  return { ...readParts(parts, file), expandedBytes: parts.expandedBytes() };
}

function readParts(parts: Package, { type }: OfficeFile): Converted {
  switch (type) {
    case 'docx':
      return readWord(parts, type);
    default:
      throw new Refusal('unsupported_type', 'Not yet.');
  }
}

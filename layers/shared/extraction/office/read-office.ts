import { type Converted, type OfficeFile, Refusal } from '../conversion/protocol.ts';

/**
 * Reads an Office file of any kind; what kind it is, its own content says.
 *
 * @throws Refusal `corrupt_document`, `encrypted_document`, `limit_exceeded`, `unsupported_type` (old and binary kinds,
 * by name), `no_pages` or `invalid_settings`.
 */
export async function readOffice(
  _file: OfficeFile,
  _progress: (done: number, total: number) => void,
): Promise<Converted> {
  throw new Refusal('unsupported_type', 'Office files are not read yet.');
}

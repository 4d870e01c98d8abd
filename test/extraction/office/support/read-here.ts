import { assemble } from '#shared/extraction/assemble.ts';
import type { OfficeFile } from '#shared/extraction/conversion/protocol.ts';
import { readOffice } from '#shared/extraction/office/read-office.ts';

/** Reads an Office file without a thread, which is the faster way to many small ones. */
export async function readHere(
  bytes: Uint8Array,
  type: OfficeFile['type'],
  options: Partial<OfficeFile> = {},
  progress: (done: number, total: number) => void = () => {},
) {
  const file = { type, bytes, maxExpandedBytes: 64 * 1024 * 1024, maxPages: 2000, ...options };
  const { pages, ...document } = await readOffice(file, progress);
  return { ...document, ...assemble(pages), warnings: [...document.warnings] };
}

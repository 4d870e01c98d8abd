import { type Converted, type OfficeFile, Refusal } from '../conversion/protocol.ts';
import { Damaged } from './damaged.ts';
import { readExcel } from './excel/read-excel.ts';
import { refuseEncrypted } from './opendocument/encryption.ts';
import { readOpenSheets } from './opendocument/read-sheets.ts';
import { readOpenSlides } from './opendocument/read-slides.ts';
import { readOpenText } from './opendocument/read-text.ts';
import { flatPackage, openPackage, type Package } from './package/open.ts';
import { readPowerPoint } from './powerpoint/read-powerpoint.ts';
import { selectedOf } from './selection.ts';
import { readWord } from './word/read-word.ts';

/**
 * Reads an Office file.
 *
 * @throws Refusal `corrupt_document`, `encrypted_document`, `limit_exceeded`, `no_pages` or `invalid_settings`.
 */
export async function readOffice(
  file: OfficeFile,
  progress: (done: number, total: number) => void,
): Promise<Converted> {
  const parts = isXml(file.bytes) ? flatPackage(file.bytes) : openPackage(file.bytes, file.maxExpandedBytes);
  try {
    return { ...readParts(parts, file, progress), expandedBytes: parts.expandedBytes() };
  } catch (error) {
    if (!(error instanceof Damaged)) throw error;
    throw new Refusal('corrupt_document', `The file is damaged: ${error.message}. Save or upload it again.`);
  }
}

function readParts(
  parts: Package,
  file: OfficeFile,
  progress: (done: number, total: number) => void,
): Converted {
  if (file.type.startsWith('od')) refuseEncrypted(parts);
  switch (file.type) {
    case 'docx':
      return selectFrom(readWord(parts), file);
    case 'xlsx':
      return readExcel(parts, file, progress);
    case 'pptx':
      return readPowerPoint(parts, file, progress);
    case 'odt':
      return selectFrom(readOpenText(parts), file);
    case 'ods':
      return readOpenSheets(parts, file, progress);
    case 'odp':
      return readOpenSlides(parts, file, progress);
  }
}

/** OpenDocument may also be one XML file. */
const isXml = (bytes: Uint8Array): boolean =>
  /^\ufeff?\s*</.test(Buffer.from(bytes.subarray(0, 64)).toString('utf8').replaceAll('\0', ''));

/** Pages of a text are known only when it is read. */
function selectFrom(document: Converted, file: OfficeFile): Converted {
  const selected = new Set(selectedOf(document.pageCount, file));
  return { ...document, pages: document.pages.filter(({ page }) => selected.has(page)) };
}

import { permanentError } from '../../contract/errors.ts';
import { Refusal } from '../conversion/protocol.ts';
import type { LocalInput, LocalReader } from '../local-document.ts';
import { readContainer } from './container-document.ts';
import { LOCAL_SIZE, openZip, type ZipEntry } from './open-zip.ts';
import { damaged } from './zip-directory.ts';

/** Files that programs leave in archives for themselves. */
const LITTER = /(^|\/)(__MACOSX\/|\.DS_Store$|Thumbs\.db$|desktop\.ini$|\._[^/]*$)/i;

/** Reads a ZIP archive: its files in the order of their names, each as pages of its own. */
export async function readZip(input: LocalInput, readPart: LocalReader) {
  if (input.depth >= input.limits.maxArchiveDepth) throw tooDeep(input.limits.maxArchiveDepth);
  try {
    const zip = openZip(input.bytes, input.expanded);
    // One whose directory and data contradict each other is damaged as a whole.
    for (const entry of zip.entries) zip.check(entry);
    refuseSharedData(zip.entries);
    const parts = filesOf(zip.entries).map((entry) => ({
      name: entry.name,
      read: () => zip.readAside(entry),
    }));
    return await readContainer(
      { fileType: 'zip', title: 'The ZIP archive', own: [], parts, warnings: [] },
      input,
      readPart,
    );
  } catch (error) {
    throw error instanceof Refusal ? permanentError(error.code, error.message) : error;
  }
}

/** A few bytes that many entries claim as theirs unpack to any amount: only bombs are made so. */
function refuseSharedData(entries: readonly ZipEntry[]): void {
  let end = 0;
  for (const { offset, compressedSize } of entries.toSorted((a, b) => a.offset - b.offset)) {
    if (offset < end) throw damaged('entries share their data');
    end = offset + LOCAL_SIZE + compressedSize;
  }
}

function filesOf(entries: readonly ZipEntry[]): ZipEntry[] {
  const files = entries.filter(({ name }) => !name.endsWith('/') && !LITTER.test(name));
  if (files.length === 0) throw new Refusal('no_pages', 'The ZIP archive is empty: it holds no file.');
  return files.sort((a, b) => ORDER.compare(a.name, b.name));
}

/** `scan2` stands before `scan10`. */
const ORDER = new Intl.Collator('en', { numeric: true });

const tooDeep = (depth: number) =>
  permanentError(
    'limit_exceeded',
    `Archives and e-mails are read ${depth} levels deep. Unpack it, or raise MAX_ARCHIVE_DEPTH.`,
  );

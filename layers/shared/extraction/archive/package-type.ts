import { Refusal } from '../conversion/protocol.ts';
import { openZip, type ZipFile } from './open-zip.ts';

/** What a file in ZIP form is: one of the Office types, `zip` for an archive, or `other` with its name for people. */
export type PackageType =
  | { type: 'docx' | 'xlsx' | 'pptx' | 'odt' | 'ods' | 'odp' | 'zip' }
  | { type: 'other'; name: string; remedy?: string };

const MIMETYPES: readonly (readonly [prefix: string, type: PackageType])[] = [
  ['application/vnd.oasis.opendocument.text', { type: 'odt' }],
  ['application/vnd.oasis.opendocument.spreadsheet', { type: 'ods' }],
  ['application/vnd.oasis.opendocument.presentation', { type: 'odp' }],
  ['application/vnd.oasis.opendocument', { type: 'other', name: 'an OpenDocument drawing or formula' }],
  ['application/epub+zip', { type: 'other', name: 'an EPUB book' }],
];

/**
 * Content types of the main part (ECMA-376 part 1, annex A; macro-enabled and templates too). A file may repeat any of
 * their words a million times, so no expression looks further than a word.
 */
const MAIN_PARTS: readonly (readonly [pattern: RegExp, type: PackageType])[] = [
  [
    /(wordprocessingml\.(document|template)|ms-word\.(document|template)\.macroEnabled\w{0,40})\.main\+xml/i,
    { type: 'docx' },
  ],
  [
    /(spreadsheetml\.(sheet|template)|ms-excel\.(sheet|template|addin)\.macroEnabled)\.main\+xml/i,
    { type: 'xlsx' },
  ],
  [
    /(presentationml\.(presentation|template|slideshow)|ms-powerpoint\.\w{1,40}\.macroEnabled)\.main\+xml/i,
    { type: 'pptx' },
  ],
  [
    /ms-excel\.sheet\.binary\.macroEnabled\.main/i,
    { type: 'other', name: 'a binary Excel workbook (XLSB)', remedy: 'Save it as XLSX' },
  ],
  [/ms-visio|visio\.drawing/i, { type: 'other', name: 'a Visio drawing (VSDX)' }],
  [/ms-package\.xps|oxps|fixeddocument/i, { type: 'other', name: 'an XPS document' }],
];

/** Files that only a certain kind of package has. */
const MARKS: readonly (readonly [pattern: RegExp, type: PackageType])[] = [
  [/^word\/document\d*\.xml$/, { type: 'docx' }],
  [/^xl\/workbook\.xml$/, { type: 'xlsx' }],
  [/^ppt\/presentation\.xml$/, { type: 'pptx' }],
  [
    /^(Index\/Document\.iwa|Index\.zip|index\.apxl)$/,
    { type: 'other', name: 'an Apple Pages, Numbers or Keynote document', remedy: 'Export it as PDF' },
  ],
  [/^AndroidManifest\.xml$/, { type: 'other', name: 'an Android application (APK)' }],
  [/^META-INF\/MANIFEST\.MF$/, { type: 'other', name: 'a Java archive (JAR)' }],
  [/^FixedDocSeq\.fdseq$|^FixedDocumentSequence\.fdseq$/i, { type: 'other', name: 'an XPS document' }],
];

/** Enough for `[Content_Types].xml` of a workbook of thousands of sheets. */
const MOST_DESCRIPTION = 4 * 1024 * 1024;

/**
 * Tells by what is inside, in whatever order, what a ZIP file is. A damaged one is a `zip`, unless its directory still
 * says more: its reader tells what is wrong.
 */
export function packageType(bytes: Uint8Array): PackageType {
  let zip: ZipFile;
  try {
    zip = openZip(bytes, { bytesLeft: MOST_DESCRIPTION });
  } catch (error) {
    if (error instanceof Refusal) return { type: 'zip' };
    throw error;
  }
  const mimetype = contentOf(zip, 'mimetype').trim();
  const contentTypes = contentOf(zip, '[Content_Types].xml');
  return (
    matching(MIMETYPES, (prefix) => mimetype.startsWith(prefix)) ??
    matching(MAIN_PARTS, (pattern) => pattern.test(contentTypes)) ??
    matching(MARKS, (pattern) => zip.entries.some(({ name }) => pattern.test(name))) ?? { type: 'zip' }
  );
}

const matching = <Key>(table: readonly (readonly [Key, PackageType])[], matches: (key: Key) => boolean) =>
  table.find(([key]) => matches(key))?.[1];

function contentOf(zip: ZipFile, name: string): string {
  const entry = zip.find(name);
  if (!entry) return '';
  try {
    return Buffer.from(zip.read(entry)).toString('latin1').replaceAll('\0', '');
  } catch (error) {
    if (error instanceof Refusal) return '';
    throw error;
  }
}

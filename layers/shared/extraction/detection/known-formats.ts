/** A format that is known by its first bytes but cannot be read: what it is, and what to do with it. */
export type ForeignFormat = { name: string; remedy?: string };

const MEDIA = 'Send a transcript instead';
const PICTURE = 'Save it as PNG or JPEG';
const PACKED = 'Unpack it, or pack it as ZIP';
const TO_PDF = 'Save it as PDF';

/** Offset, bytes (latin1), name for people, remedy. */
const SIGNATURES: readonly (readonly [offset: number, mark: string, name: string, remedy?: string])[] = [
  [0, 'Rar!\x1a\x07', 'a RAR archive', PACKED],
  [0, '7z\xbc\xaf\x27\x1c', 'a 7-Zip archive', PACKED],
  [0, '\x1f\x8b', 'a gzip file', PACKED],
  [0, 'BZh', 'a bzip2 file', PACKED],
  [0, '\xfd7zXZ\0', 'an xz file', PACKED],
  [0, '\x28\xb5\x2f\xfd', 'a Zstandard file', PACKED],
  [0, 'MSCF\0\0', 'a Windows cabinet file', PACKED],
  [257, 'ustar', 'a tar archive', PACKED],
  [32769, 'CD001', 'a disk image (ISO)', PACKED],
  [0, '\x78\x9f\x3e\x22', 'a winmail.dat (TNEF)', 'Let the sender turn off rich text in Outlook'],
  [0, '!BDN', 'an Outlook data file (PST)', 'Export its messages as EML'],
  [0, '\xe4\x52\x5c\x7b\x8c\xd8\xa7\x4d', 'a OneNote section', TO_PDF],
  [0, '\xffWPC', 'a WordPerfect document', TO_PDF],
  [0, '\xdb\xa5\x2d\0', 'a Word 2 document', 'Save it as DOCX or PDF'],
  [0, '\x09\x08', 'an old Excel workbook (XLS)', 'Save it as XLSX'],
  [0, '\x09\x04\x06\0', 'an old Excel workbook (XLS)', 'Save it as XLSX'],
  [0, '\x09\x02\x06\0', 'an old Excel workbook (XLS)', 'Save it as XLSX'],
  [0, '\x09\0\x04\0', 'an old Excel workbook (XLS)', 'Save it as XLSX'],
  [0, '%!PS', 'a PostScript file', TO_PDF],
  [0, '\xc5\xd0\xd3\xc6', 'an EPS file', TO_PDF],
  [0, 'AT&TFORM', 'a DjVu document', TO_PDF],
  [0, '8BPS', 'a Photoshop image', PICTURE],
  [0, '\0\0\x01\0', 'a Windows icon', PICTURE],
  [0, '\0\0\0\x0cjP  \r\n\x87\n', 'a JPEG 2000 image', PICTURE],
  [0, '\xff\x4f\xff\x51', 'a JPEG 2000 image', PICTURE],
  [0, '\0\0\0\x0cJXL ', 'a JPEG XL image', PICTURE],
  [0, '\xff\x0a', 'a JPEG XL image', PICTURE],
  [0, '\xd7\xcd\xc6\x9a', 'a Windows metafile (WMF)', PICTURE],
  [40, ' EMF', 'a Windows metafile (EMF)', PICTURE],
  [0, 'AC10', 'an AutoCAD drawing (DWG)', TO_PDF],
  [0, '\x7fELF', 'a program (ELF)'],
  [0, '\xcf\xfa\xed\xfe', 'a program (Mach-O)'],
  [0, '\xce\xfa\xed\xfe', 'a program (Mach-O)'],
  [0, '\xca\xfe\xba\xbe', 'a program (Mach-O or Java class)'],
  [0, '\0asm', 'a program (WebAssembly)'],
  [0, 'SQLite format 3\0', 'an SQLite database', 'Export it as CSV'],
  [4, 'Standard Jet DB', 'an Access database', 'Export it as CSV'],
  [4, 'Standard ACE DB', 'an Access database', 'Export it as CSV'],
  [0, 'PAR1', 'a Parquet file', 'Export it as CSV'],
  [0, '\x89HDF\r\n\x1a\n', 'an HDF5 file', 'Export it as CSV'],
  [0, 'bplist00', 'a binary property list or web archive', TO_PDF],
  [0, 'ID3', 'an audio file (MP3)', MEDIA],
  [0, 'OggS', 'an audio or video file (Ogg)', MEDIA],
  [0, 'fLaC', 'an audio file (FLAC)', MEDIA],
  [0, 'MThd', 'a MIDI file', MEDIA],
  [0, '#!AMR', 'an audio file (AMR)', MEDIA],
  [0, '\x1a\x45\xdf\xa3', 'a video file (Matroska or WebM)', MEDIA],
  [0, '\0\0\x01\xba', 'a video file (MPEG)', MEDIA],
  [0, '\0\0\x01\xb3', 'a video file (MPEG)', MEDIA],
  [0, 'FLV\x01', 'a video file (FLV)', MEDIA],
  [0, '\x30\x26\xb2\x75\x8e\x66\xcf\x11', 'an audio or video file (Windows Media)', MEDIA],
  [8, 'WAVE', 'an audio file (WAV)', MEDIA],
  [8, 'AVI ', 'a video file (AVI)', MEDIA],
  [0, 'OTTO', 'a font'],
  [0, 'wOFF', 'a font'],
  [0, 'wOF2', 'a font'],
  [0, '\0\x01\0\0\0', 'a font'],
];

/** Brands of ISO base media files (`ftyp` box) that are no video. */
const BRANDS: readonly (readonly [brands: RegExp, name: string, remedy: string])[] = [
  [/^(heic|heix|heim|heis|hevc|hevx|mif1|msf1)/, 'a HEIC image', PICTURE],
  [/^avi[fs]/, 'an AVIF image', PICTURE],
  [/^(crx )/, 'a camera raw image', PICTURE],
  [/^M4[AB]/, 'an audio file (M4A)', MEDIA],
];

/** Names a format that cannot be read by its first bytes; undefined for all else. `head`: the first 64 KB as latin1. */
export function foreignFormat(head: string): ForeignFormat | undefined {
  if (head.startsWith('ftyp', 4)) {
    const known = BRANDS.find(([brands]) => brands.test(head.slice(8, 12)));
    return known
      ? { name: known[1], remedy: known[2] }
      : { name: 'a video file (MP4 or QuickTime)', remedy: MEDIA };
  }
  if (head.startsWith('MZ') && head.slice(0, 1024).includes('PE\0\0'))
    return { name: 'a program (EXE or DLL)' };
  if (/^\xff[\xe2-\xe7\xf2-\xf7\xfa\xfb]/.test(head) && head.slice(0, 4096).includes('\0'))
    return { name: 'an audio file (MP3)', remedy: MEDIA };
  const signed = signedOrSealed(head);
  if (signed) return signed;
  const found = SIGNATURES.find(([offset, mark]) => head.startsWith(mark, offset));
  return found && { name: found[2], ...(found[3] && { remedy: found[3] }) };
}

/** PKCS #7 in DER (p7m) and OpenPGP in its armour. */
function signedOrSealed(head: string): ForeignFormat | undefined {
  if (/^\s*-----BEGIN PGP MESSAGE-----/.test(head))
    return { name: 'a message encrypted by OpenPGP', remedy: 'Decrypt it first' };
  const length = head.charCodeAt(1);
  if (!head.startsWith('0') || length < 0x80 || length > 0x84) return undefined;
  const kind = head.slice(0, 64).split('\x2a\x86\x48\x86\xf7\x0d\x01\x07')[1]?.charCodeAt(0);
  if (kind === 3) return { name: 'a message encrypted by S/MIME', remedy: 'Decrypt it first' };
  return kind === 2
    ? { name: 'a signed container (PKCS #7)', remedy: 'Take the document out of it' }
    : undefined;
}

import { type CompoundEntry, readCompoundRoot } from './compound-file.ts';

/** What a compound file is, for people, and what to do with it; `encrypted` when nobody can read it as it is. */
export type CompoundType = { name: string; remedy: string; encrypted?: boolean };

const WITHOUT_PASSWORD = 'Remove the password and upload it again';

const KINDS: readonly (readonly [stream: RegExp, type: CompoundType])[] = [
  [
    /^(EncryptedPackage|EncryptionInfo)$/,
    {
      name: 'an Office file (DOCX, XLSX or PPTX) that is protected by a password',
      remedy: WITHOUT_PASSWORD,
      encrypted: true,
    },
  ],
  [
    /^__(properties_version|nameid_version|substg)/,
    { name: 'an Outlook message (MSG)', remedy: 'Save it as EML' },
  ],
  [/^WordDocument$/, { name: 'an old Word document (DOC)', remedy: 'Save it as DOCX or PDF' }],
  [/^(Workbook|Book)$/i, { name: 'an old Excel workbook (XLS)', remedy: 'Save it as XLSX' }],
  [
    /^(PowerPoint Document|PP40)$/,
    { name: 'an old PowerPoint presentation (PPT)', remedy: 'Save it as PPTX or PDF' },
  ],
  [/^VisioDocument$/, { name: 'a Visio drawing (VSD)', remedy: 'Save it as PDF' }],
  [/^(Quill|Contents)$/, { name: 'a Publisher or Works document', remedy: 'Save it as PDF' }],
];

export function compoundType(bytes: Uint8Array): CompoundType {
  const entries = readCompoundRoot(bytes);
  for (const [stream, type] of KINDS) {
    const entry = entries.find(({ name }) => stream.test(name));
    if (!entry) continue;
    if (!isEncrypted(entry)) return type;
    return {
      name: `${type.name} that is protected by a password`,
      remedy: WITHOUT_PASSWORD,
      encrypted: true,
    };
  }
  return {
    name: 'an old Office file or other compound file',
    remedy: 'Save it in a current format or as PDF',
  };
}

/** Word: the flag in the file information block ([MS-DOC] 2.5.2). Excel: a FilePass record ([MS-XLS] 2.4.117). */
function isEncrypted({ name, firstBytes }: CompoundEntry): boolean {
  const view = new DataView(firstBytes.buffer, firstBytes.byteOffset, firstBytes.byteLength);
  if (name === 'WordDocument') return view.byteLength > 12 && (view.getUint16(10, true) & 0x0100) !== 0;
  if (!/^(work)?book$/i.test(name)) return false;
  for (let at = 0; at + 4 <= view.byteLength; at += 4 + view.getUint16(at + 2, true))
    if (view.getUint16(at, true) === 0x002f) return true;
  return false;
}

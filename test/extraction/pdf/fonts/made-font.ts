import type { PdfDict, PdfFile, PdfStream, PdfValue } from '#shared/extraction/pdf/file/types.ts';

/** A file whose values all stand where they are used, undecoded. */
export const file: PdfFile = {
  pages: [],
  root: new Map(),
  resolve: (value) => value ?? null,
  decode: (stream) => stream.raw,
};

export const dict = (entries: Record<string, PdfValue>): PdfDict => new Map(Object.entries(entries));

export const stream = (content: string | Uint8Array, entries: Record<string, PdfValue> = {}): PdfStream => ({
  kind: 'stream',
  dict: dict(entries),
  raw: typeof content === 'string' ? Buffer.from(content, 'latin1') : content,
});

export const descriptor = (flags: number, entries: Record<string, PdfValue> = {}): PdfDict =>
  dict({ Type: 'FontDescriptor', Flags: flags, FontBBox: [-100, -250, 1100, 950], ...entries });

export const SYMBOLIC = 4;
export const NON_SYMBOLIC = 32;

/** All codes 500 wide, but code 65. */
export const WIDTHS = Array.from({ length: 224 }, (_none, at) => (at === 33 ? 722.9 : 500));

export const simple = (subtype: string, entries: Record<string, PdfValue>): PdfDict =>
  dict({
    Type: 'Font',
    Subtype: subtype,
    BaseFont: 'ABCDEF+Made',
    FirstChar: 32,
    Widths: WIDTHS,
    ...entries,
  });

/** A Type 1 program with this encoding whose glyphs have these names. */
export function type1Program(encoding: string, glyphs: readonly string[]): Uint8Array {
  const clear = `%!PS-AdobeFont-1.0: Made\n/FontBBox {-10 -220 1000 900} readonly def\n/Encoding ${encoding}\ncurrentfile eexec\n`;
  const charStrings = glyphs.map((name) => `/${name} 3 RD \u0001/x ND\n`).join('');
  const secret = `1234dup /Private 8 dict dup begin /CharStrings ${glyphs.length} dict dup begin\n${charStrings}end\nend\n`;
  return Buffer.concat([Buffer.from(clear, 'latin1'), encrypt(Buffer.from(secret, 'latin1'))]);
}

function encrypt(plain: Uint8Array): Uint8Array {
  let key = 55665;
  return plain.map((byte) => {
    const cipher = byte ^ (key >> 8);
    key = ((cipher + key) * 52845 + 22719) & 0xffff;
    return cipher;
  });
}

const index = (items: readonly (readonly number[])[]): number[] => {
  if (items.length === 0) return [0, 0];
  let offset = 1;
  const offsets = [1, ...items.map((item) => (offset += item.length))];
  return [0, items.length, 1, ...offsets, ...items.flat()];
};
const letters = (text: string): number[] => [...text].map((letter) => letter.charCodeAt(0));
/** An operand of five bytes, so that offsets do not move what they count. */
const long = (value: number): number[] => [29, 0, 0, value >> 8, value & 0xff];

/** A CFF program: glyphs A (SID 34), a (SID 66) and one with a name of its own, on codes 1 to 3, and A once more on 9. */
export function cffProgram(ownName: string): Uint8Array {
  const top = (charset: number, encoding: number, glyphs: number) => [
    ...long(charset),
    15,
    ...long(encoding),
    16,
    ...long(glyphs),
    17,
  ];
  const head = (dict: readonly number[]) => [
    ...[1, 0, 4, 1],
    ...index([letters('Made')]),
    ...index([dict]),
    ...index([letters(ownName)]),
    ...index([]),
  ];
  const start = head(top(0, 0, 0)).length;
  const charset = [0, 0, 34, 0, 66, 391 >> 8, 391 & 0xff];
  const encoding = [0x80, 3, 1, 2, 3, 1, 9, 0, 34];
  const glyphs = index([[14], [14], [14], [14]]);
  const at = [start, start + charset.length, start + charset.length + encoding.length] as const;
  return Uint8Array.from([...head(top(...at)), ...charset, ...encoding, ...glyphs]);
}

/** A TrueType program with a charmap for the Mac, and if asked for one for symbols, that knows the code 65 alone. */
export function trueTypeProgram(
  charmaps: readonly (readonly [platform: number, encoding: number])[],
): Uint8Array {
  const map = Buffer.alloc(262);
  map.writeUInt16BE(262, 2);
  map[6 + 65] = 1;
  const cmap = Buffer.alloc(4 + 8 * charmaps.length);
  cmap.writeUInt16BE(charmaps.length, 2);
  charmaps.forEach(([platform, encoding], at) => {
    cmap.writeUInt16BE(platform, 4 + 8 * at);
    cmap.writeUInt16BE(encoding, 6 + 8 * at);
    cmap.writeUInt32BE(cmap.length, 8 + 8 * at);
  });
  const head = Buffer.alloc(54);
  head.writeUInt16BE(2000, 18);
  head.writeInt16BE(-500, 38);
  head.writeInt16BE(1900, 42);
  const tables = [
    ['cmap', Buffer.concat([cmap, map])],
    ['head', head],
  ] as const;
  let offset = 12 + 16 * tables.length;
  const directory = tables.map(([tag, data]) => {
    const entry = Buffer.alloc(16);
    entry.write(tag, 0, 'latin1');
    entry.writeUInt32BE(offset, 8);
    entry.writeUInt32BE(data.length, 12);
    offset += data.length;
    return entry;
  });
  const start = Buffer.alloc(12);
  start.writeUInt32BE(0x00010000, 0);
  start.writeUInt16BE(tables.length, 4);
  return Buffer.concat([start, ...directory, ...tables.map(([, data]) => data)]);
}

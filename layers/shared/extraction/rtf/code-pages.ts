import { CP437, CP850 } from '../archive/cp437.ts';

/** Decodes a run of bytes. */
export type Decode = (bytes: readonly number[]) => string;

/** Windows' character sets of fonts (`\fcharset`) and the code pages that they mean. 0 and 1: the document's own. */
const CHARSETS: Record<number, number> = {
  77: 10000,
  128: 932,
  129: 949,
  134: 936,
  136: 950,
  161: 1253,
  162: 1254,
  163: 1258,
  177: 1255,
  178: 1256,
  186: 1257,
  204: 1251,
  222: 874,
  238: 1250,
  254: 437,
  255: 850,
};

const NAMES: Record<number, string> = {
  708: 'iso-8859-6',
  866: 'ibm866',
  874: 'windows-874',
  932: 'shift_jis',
  936: 'gbk',
  949: 'euc-kr',
  950: 'big5',
  10000: 'macintosh',
  10007: 'x-mac-cyrillic',
  20866: 'koi8-r',
  21866: 'koi8-u',
  28592: 'iso-8859-2',
  54936: 'gb18030',
  65001: 'utf-8',
};

/** Signs of Wingdings and Symbol that stand in documents; other signs of such fonts mean nothing in text. */
const SIGNS: Record<number, string> = {
  45: '–',
  108: '●',
  110: '■',
  111: '☐',
  113: '❑',
  118: '❖',
  167: '▪',
  168: '☐',
  183: '•',
  216: '➢',
  224: '→',
  251: '✗',
  252: '✓',
  253: '☒',
  254: '☑',
};

export const SYMBOL_CHARSET = 2;

export const codePageOf = (charset: number): number | undefined => CHARSETS[charset];

/** A sign of a symbol font, given by its byte or by its place in the private use area (U+F000). */
export const symbolSign = (code: number): string => SIGNS[code & 0xff] ?? (code < 127 ? '' : '•');

/** ASCII, which is the same in all code pages, is made into text without a decoder up to this length. */
const MOST_AT_ONCE = 4096;

const decoders = new Map<number, Decode>();

/** The decoder of a Windows code page by its number; an unknown one is read as 1252, Windows' usual one. */
export function decoderOf(codePage: number): Decode {
  const known = decoders.get(codePage);
  if (known) return known;
  const decode = makeDecoder(codePage);
  decoders.set(codePage, decode);
  return decode;
}

function makeDecoder(codePage: number): Decode {
  if (codePage === 437) return byTable(CP437);
  if (codePage === 850 || codePage === 858) return byTable(CP850);
  const decoder = textDecoder(NAMES[codePage] ?? `windows-${codePage}`);
  return (bytes) =>
    bytes.length < MOST_AT_ONCE && bytes.every((byte) => byte < 0x80)
      ? String.fromCharCode(...bytes)
      : decoder.decode(Uint8Array.from(bytes));
}

function textDecoder(label: string) {
  try {
    return new TextDecoder(label);
  } catch {
    return new TextDecoder('windows-1252');
  }
}

const byTable =
  (upper: string): Decode =>
  (bytes) =>
    bytes.map((byte) => (byte < 128 ? String.fromCharCode(byte) : upper[byte - 128])).join('');

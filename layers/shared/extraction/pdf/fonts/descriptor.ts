import type { PdfDict, PdfFile, PdfStream } from '../file/types.ts';
import { arrayAt, dictionaryAt, integer, integerAt, streamAt } from './dictionary.ts';
import type { VerticalMetrics } from './vertical-metrics.ts';

/** What a font's descriptor says (ISO 32000-1, 9.8), as PDFium reads it. */
export type Descriptor = {
  symbolic: boolean;
  nonSymbolic: boolean;
  allCaps: boolean;
  /** Top and bottom of the font's box; undefined if it is missing or empty. */
  box: VerticalMetrics | undefined;
  missingWidth: number | undefined;
  program: FontProgram | undefined;
};

export type FontProgram = {
  key: 'FontFile' | 'FontFile2' | 'FontFile3';
  isOpenType: boolean;
  /** Its decoded bytes, kept for whoever asks next: encoding, outlines and box are read at different times. */
  bytes(): Uint8Array;
};

/** Larger programs are decoded again, so that a file of many does not fill the memory. */
const LARGEST_KEPT = 1 << 22;

/** Bits of /Flags. */
const SYMBOLIC = 1 << 2;
const NON_SYMBOLIC = 1 << 5;
const ALL_CAPS = 1 << 16;

const PROGRAMS = ['FontFile', 'FontFile2', 'FontFile3'] as const;

/** The descriptor of a simple font's or a CIDFont's dictionary; undefined if it has none. */
export function readDescriptor(file: PdfFile, font: PdfDict): Descriptor | undefined {
  const dict = dictionaryAt(file, font, 'FontDescriptor');
  if (!dict) return undefined;
  const flags = integerAt(file, dict, 'Flags') ?? NON_SYMBOLIC;
  return {
    symbolic: (flags & SYMBOLIC) !== 0,
    nonSymbolic: (flags & NON_SYMBOLIC) !== 0,
    allCaps: (flags & ALL_CAPS) !== 0,
    box: readBox(file, dict),
    missingWidth: integerAt(file, dict, 'MissingWidth'),
    program: findProgram(file, dict),
  };
}

function readBox(file: PdfFile, dict: PdfDict): VerticalMetrics | undefined {
  const box = (arrayAt(file, dict, 'FontBBox') ?? []).map((value) => integer(file.resolve(value)));
  const [, bottom = 0, , top = 0] = box;
  if (box.every((side) => side === 0)) return undefined;
  return { ascent: Math.max(bottom, top), descent: Math.min(bottom, top) };
}

function keptBytes(file: PdfFile, stream: PdfStream): () => Uint8Array {
  let kept: Uint8Array | undefined;
  return () => {
    const bytes = kept ?? file.decode(stream);
    if (bytes.length <= LARGEST_KEPT) kept = bytes;
    return bytes;
  };
}

function findProgram(file: PdfFile, dict: PdfDict): FontProgram | undefined {
  for (const key of PROGRAMS) {
    const stream = streamAt(file, dict, key);
    if (!stream) continue;
    const isOpenType = file.resolve(stream.dict.get('Subtype')) === 'OpenType';
    return { key, isOpenType, bytes: keptBytes(file, stream) };
  }
  return undefined;
}

import type { PdfDict, PdfFile, PdfStream } from '../file/types.ts';
import { arrayAt, dictionaryAt, integer, integerAt, streamAt } from './dictionary.ts';

/** What a font's descriptor says (ISO 32000-1, 9.8), as PDFium reads it. */
export type Descriptor = {
  symbolic: boolean;
  nonSymbolic: boolean;
  allCaps: boolean;
  ascent: number;
  descent: number;
  /** Whether the font's box is stated: else ascent and descent are the font program's own. */
  hasBox: boolean;
  box: { bottom: number; top: number };
  missingWidth: number | undefined;
  program: FontProgram | undefined;
};

export type FontProgram = {
  key: 'FontFile' | 'FontFile2' | 'FontFile3';
  stream: PdfStream;
  isOpenType: boolean;
};

/** Bits of /Flags. */
const SYMBOLIC = 1 << 2;
const NON_SYMBOLIC = 1 << 5;
const ALL_CAPS = 1 << 16;

/** A descent above this is one whose sign was forgotten. */
const WRONG_SIGN = 10;

const PROGRAMS = ['FontFile', 'FontFile2', 'FontFile3'] as const;

/** The descriptor of a simple font's or a CIDFont's dictionary; undefined if it has none. */
export function readDescriptor(file: PdfFile, font: PdfDict): Descriptor | undefined {
  const dict = dictionaryAt(file, font, 'FontDescriptor');
  if (!dict) return undefined;
  const flags = integerAt(file, dict, 'Flags') ?? NON_SYMBOLIC;
  const descent = integerAt(file, dict, 'Descent') ?? 0;
  const box = (arrayAt(file, dict, 'FontBBox') ?? []).map((value) => integer(file.resolve(value)));
  return {
    symbolic: (flags & SYMBOLIC) !== 0,
    nonSymbolic: (flags & NON_SYMBOLIC) !== 0,
    allCaps: (flags & ALL_CAPS) !== 0,
    ascent: integerAt(file, dict, 'Ascent') ?? 0,
    descent: descent > WRONG_SIGN ? -descent : descent,
    hasBox: box.length === 4 && box.some((side) => side !== 0),
    box: { bottom: box[1] ?? 0, top: box[3] ?? 0 },
    missingWidth: integerAt(file, dict, 'MissingWidth'),
    program: findProgram(file, dict),
  };
}

function findProgram(file: PdfFile, dict: PdfDict): FontProgram | undefined {
  for (const key of PROGRAMS) {
    const stream = streamAt(file, dict, key);
    if (stream) return { key, stream, isOpenType: file.resolve(stream.dict.get('Subtype')) === 'OpenType' };
  }
  return undefined;
}

import { NotPlain, type PdfDict, type PdfFile } from '../file/types.ts';
import { builtInEncoding } from './built-in-encoding.ts';
import { type Descriptor, readDescriptor } from './descriptor.ts';
import { nameAt, streamAt } from './dictionary.ts';
import { BUILT_IN, MAC_ROMAN, STANDARD, WIN_ANSI } from './encodings.ts';
import { programMetrics } from './program-metrics.ts';
import { codePointAt, readEncoding, type SimpleEncoding } from './simple-encoding.ts';
import { simpleWidths } from './simple-widths.ts';
import { type StandardFont, standardFont } from './standard-fonts.ts';
import { readToUnicode, type ToUnicode } from './to-unicode.ts';
import { charmapPlatforms, symbolicCodePoints } from './true-type-encoding.ts';
import type { PdfFont } from './types.ts';
import { verticalMetrics } from './vertical-metrics.ts';

const SPACE = 0x20;

/** A Type 1 or TrueType font with codes of one byte (ISO 32000-1, 9.6). */
export function readSimpleFont(file: PdfFile, dict: PdfDict, subtype: 'Type1' | 'TrueType'): PdfFont {
  const name = nameAt(file, dict, 'BaseFont') ?? '';
  const descriptor = readDescriptor(file, dict);
  const standard = subtype === 'Type1' ? standardFont(name) : undefined;
  if (descriptor?.allCaps && !(subtype === 'TrueType' && descriptor.program))
    throw new NotPlain('A font has capitals in place of its small letters');
  const codePoints =
    subtype === 'Type1'
      ? type1CodePoints(file, dict, name, descriptor, standard)
      : trueTypeCodePoints(file, dict, name, descriptor);
  const toUnicode = readText(file, dict);
  const embedded = descriptor?.program !== undefined;
  const missing = descriptor?.missingWidth ?? (standard?.isFixed ? standard.width(SPACE) : undefined);
  const widths = simpleWidths(file, dict, missing, (code) =>
    standard && !embedded ? standard.width(codePoints[code] as number) : -1,
  );
  const metrics = verticalMetrics(descriptor, () =>
    embedded ? programMetrics(file, descriptor?.program) : (standard ?? standardFont(name))?.metrics,
  );
  return {
    name,
    codes: (bytes) => bytes,
    bytesPerCode: 1,
    isWordSpace: (code) => code === SPACE,
    text: textOf(codePoints, toUnicode),
    width: widthOf(widths),
    ...metrics,
    spaceCode: spaceCode(codePoints, toUnicode),
  };
}

function readText(file: PdfFile, dict: PdfDict): ToUnicode | undefined {
  const stream = streamAt(file, dict, 'ToUnicode');
  return stream && readToUnicode(file.decode(stream));
}

/** The code points that a Type 1 font's encoding gives its codes, 0 for none. */
function type1CodePoints(
  file: PdfFile,
  dict: PdfDict,
  name: string,
  descriptor: Descriptor | undefined,
  standard: StandardFont | undefined,
): Uint32Array {
  const symbolic = descriptor?.symbolic ?? standard?.encoding !== undefined;
  const program = descriptor?.program;
  const initial = symbolic ? (standard?.encoding ?? BUILT_IN) : STANDARD;
  const encoding = readEncoding(file, dict, {
    initial,
    symbolic,
    name,
    embedded: program !== undefined,
    isTrueType: program?.key === 'FontFile2' || program?.isOpenType === true,
  });
  const codePoints = pointsOf(encoding);
  if (!symbolic) {
    // PDFium shows a glyph that is called .notdef, and is there in no font, as a blank.
    encoding.differences?.forEach((glyph, code) => {
      if (glyph === '.notdef') codePoints[code] = SPACE;
    });
    return codePoints;
  }
  // The font program's own encoding is read only where the dictionary leaves codes to it.
  const builtIn = encoding.base === BUILT_IN && program ? builtInEncoding(file, program) : undefined;
  if (builtIn) addBuiltIn(codePoints, encoding, builtIn);
  return codePoints;
}

function addBuiltIn(codePoints: Uint32Array, { differences }: SimpleEncoding, builtIn: Uint32Array): void {
  for (let code = 0; code < 256; code++) {
    if (differences?.[code] === undefined) codePoints[code] = builtIn[code] as number;
  }
}

/** The code points that a TrueType font's encoding gives its codes, 0 for none. */
function trueTypeCodePoints(
  file: PdfFile,
  dict: PdfDict,
  name: string,
  descriptor: Descriptor | undefined,
): Uint32Array {
  const symbolic = descriptor?.symbolic ?? false;
  const program = descriptor?.program;
  const encoding = readEncoding(file, dict, {
    initial: symbolic ? BUILT_IN : STANDARD,
    symbolic,
    name,
    embedded: program !== undefined,
    isTrueType: program !== undefined,
  });
  let { base } = encoding;
  if (program && symbolic && (base === WIN_ANSI || base === MAC_ROMAN)) {
    const { windows, mac } = charmapPlatforms(file, program);
    if (base === WIN_ANSI && !windows) base = mac ? MAC_ROMAN : BUILT_IN;
    else if (base === MAC_ROMAN && !mac) base = windows ? WIN_ANSI : BUILT_IN;
  }
  const named = base === WIN_ANSI || base === MAC_ROMAN;
  if ((named && !encoding.differences) || (descriptor?.nonSymbolic ?? false)) {
    return pointsOf({ base, differences: encoding.differences });
  }
  if (!program) {
    if (encoding.differences || base === BUILT_IN)
      throw new NotPlain('A TrueType font is not there, nor its encoding');
    return pointsOf({ base, differences: undefined });
  }
  return symbolicCodePoints(file, program, base === BUILT_IN ? undefined : pointsOf({ ...encoding, base }));
}

function pointsOf(encoding: SimpleEncoding): Uint32Array {
  const codePoints = new Uint32Array(256);
  for (let code = 0; code < 256; code++) codePoints[code] = codePointAt(encoding, code);
  return codePoints;
}

function textOf(codePoints: Uint32Array, toUnicode: ToUnicode | undefined): (code: number) => string {
  const texts = Array.from(codePoints, (codePoint, code) => {
    const mapped = toUnicode?.texts[code];
    if (mapped !== undefined) return mapped;
    return codePoint === 0 || codePoint > 0xffff ? '' : String.fromCharCode(codePoint);
  });
  return (code) => {
    const text = texts[code] as string;
    if (text === '') throw new NotPlain('A font shows a code that has no text');
    return text;
  };
}

function widthOf(widths: Float64Array): (code: number) => number {
  return (code) => {
    const width = widths[code] as number;
    if (width < 0) throw new NotPlain('A font shows a code that has no width');
    return width;
  };
}

/** The first code of the ToUnicode map that means a blank, else of the encoding. */
function spaceCode(codePoints: Uint32Array, toUnicode: ToUnicode | undefined): number | undefined {
  if (toUnicode?.spaceCode) return toUnicode.spaceCode;
  const code = codePoints.indexOf(SPACE);
  return code < 0 ? undefined : code;
}

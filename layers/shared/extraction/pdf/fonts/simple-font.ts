import { NotPlain, type PdfDict, type PdfFile } from '../file/types.ts';
import { readDescriptor } from './descriptor.ts';
import { nameAt, streamAt } from './dictionary.ts';
import { simpleGlyphBoxes } from './outlines/simple-glyph-boxes.ts';
import { programMetrics } from './program-metrics.ts';
import { simpleCodePoints } from './simple-code-points.ts';
import { simpleWidths } from './simple-widths.ts';
import { standardFont } from './standard-fonts.ts';
import { readToUnicode, type ToUnicode } from './to-unicode.ts';
import type { PdfFont } from './types.ts';
import { verticalMetrics } from './vertical-metrics.ts';

const SPACE = 0x20;

/** A Type 1 or TrueType font with codes of one byte (ISO 32000-1, 9.6). */
export function readSimpleFont(file: PdfFile, dict: PdfDict, subtype: 'Type1' | 'TrueType'): PdfFont {
  const name = nameAt(file, dict, 'BaseFont') ?? '';
  const descriptor = readDescriptor(file, dict);
  const substitute = standardFont(name);
  const standard = subtype === 'Type1' ? substitute : undefined;
  if (descriptor?.allCaps && !descriptor.program) {
    throw new NotPlain('A font has capitals in place of its small letters');
  }
  // Needs the font program at times, and is not needed where a ToUnicode map says all.
  const font = { subtype, name, descriptor, standard };
  const codePoints = once(() => simpleCodePoints(file, dict, font));
  const boxes = once(() => simpleGlyphBoxes(file, dict, font, codePoints));
  const toUnicode = readText(file, dict);
  const embedded = descriptor?.program !== undefined;
  const missing = descriptor?.missingWidth ?? (standard?.isFixed ? standard.width(SPACE) : undefined);
  const named = file.resolve(dict.get('Encoding')) instanceof Map;
  const widths = simpleWidths(file, dict, missing, (code) => {
    if (!substitute || embedded) return -1;
    const codePoint = codePoints()[code] as number;
    // PDFium finds the glyphs of TrueType fonts in other ways, that come to the same for what has a name.
    if (subtype === 'TrueType') return codePoint === 0 ? -1 : substitute.width(codePoint);
    // A code without a glyph's name is as wide as a blank.
    return substitute.width(codePoint === 0 && !named ? SPACE : codePoint);
  });
  if (descriptor?.allCaps && subtype === 'Type1') leaveOutSmallLetters(widths, codePoints());
  const metrics = verticalMetrics(descriptor?.box, () =>
    embedded ? programMetrics(descriptor?.program) : substitute?.metrics,
  );
  return {
    name,
    codes: (bytes) => bytes,
    bytesPerCode: 1,
    isWordSpace: (code) => code === SPACE,
    text: textOf(codePoints, toUnicode),
    width: widthOf(widths),
    ...metrics,
    glyphBox: (code) => boxes()(code),
    spaceCode: spaceCode(codePoints, toUnicode),
  };
}

/**
 * Where a font of capitals has no glyph for an accented small letter, PDFium takes the width of the capital
 * (CPDF_SimpleFont::LoadCommon).
 */
function leaveOutSmallLetters(widths: Float64Array, codePoints: Uint32Array): void {
  for (let code = 0xe0; code <= 0xfd; code++) if (codePoints[code] === 0) widths[code] = -1;
}

function once<T>(read: () => T): () => T {
  let value: T | undefined;
  return () => {
    value ??= read();
    return value;
  };
}

function readText(file: PdfFile, dict: PdfDict): ToUnicode | undefined {
  const stream = streamAt(file, dict, 'ToUnicode');
  return stream && readToUnicode(file.decode(stream));
}

/** Texts are kept by code as they are first asked for. */
function textOf(codePoints: () => Uint32Array, toUnicode: ToUnicode | undefined): (code: number) => string {
  const texts = new Array<string>(256).fill('');
  return (code) => {
    const known = texts[code] as string;
    if (known !== '') return known;
    const mapped = toUnicode?.texts[code];
    if (mapped === '') throw new NotPlain('A font shows a code whose text is not told plainly');
    const text = mapped ?? textOfCodePoint(codePoints()[code] as number);
    texts[code] = text;
    return text;
  };
}

function textOfCodePoint(codePoint: number): string {
  if (codePoint > 0xffff)
    throw new NotPlain('A font shows a glyph outside of the basic plane, or one whose name is not known');
  return codePoint === 0 ? '' : String.fromCharCode(codePoint);
}

function widthOf(widths: Float64Array): (code: number) => number {
  return (code) => {
    const width = widths[code] as number;
    if (width < 0) throw new NotPlain('A font shows a code that has no width');
    return width;
  };
}

/** The first code of the ToUnicode map that means a blank, else of the encoding. */
function spaceCode(codePoints: () => Uint32Array, toUnicode: ToUnicode | undefined): number | undefined {
  if (toUnicode?.spaceCode) return toUnicode.spaceCode;
  const code = codePoints().indexOf(SPACE);
  return code < 0 ? undefined : code;
}

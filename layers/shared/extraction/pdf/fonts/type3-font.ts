import { NotPlain, type PdfDict, type PdfFile, type PdfValue } from '../file/types.ts';
import { arrayAt, dictionaryAt, isStream, streamAt } from './dictionary.ts';
import { BUILT_IN } from './encodings.ts';
import { EMPTY_BOX, type GlyphBox } from './outlines/outline.ts';
import { readEncoding } from './simple-encoding.ts';
import { plausible } from './simple-widths.ts';
import { readToUnicode } from './to-unicode.ts';
import { type GlyphMeasures, readMeasures } from './type3-measures.ts';
import type { PdfFont } from './types.ts';
import { type VerticalMetrics, verticalMetrics } from './vertical-metrics.ts';

const SPACE = 0x20;
const CODES = 256;
const { fround } = Math;

/**
 * A Type 3 font, whose glyphs are content streams (ISO 32000-1, 9.6.5). PDFium has no text for its codes but by a
 * ToUnicode map, and measures in thousandths of the text space that its matrix leads to, in single precision.
 */
export function readType3Font(file: PdfFile, dict: PdfDict): PdfFont {
  const [a, d] = scalesOf(file, dict);
  const measures = measuresByCode(file, dict);
  const known: (GlyphBox | undefined)[] = [];
  const boxOf = (code: number): GlyphBox => {
    known[code] ??= glyphBox(measures(code), a, d);
    return known[code];
  };
  const toUnicode = streamAt(file, dict, 'ToUnicode');
  const { texts, spaceCode } = toUnicode ? readToUnicode(file.decode(toUnicode)) : { texts: [] };
  const widths = statedWidths(file, dict, a);
  return {
    name: '',
    codes: (bytes) => bytes,
    bytesPerCode: 1,
    isWordSpace: (code) => code === SPACE,
    text(code) {
      const text = texts[code];
      if (text === '') throw new NotPlain('A font shows a code whose text is not told plainly');
      return text ?? '';
    },
    width: (code) => widths[code] || widthOf(measures(code), a),
    ...verticalMetrics(statedBox(file, dict, d), () => undefined),
    glyphBox: boxOf,
    spaceCode: spaceCode || undefined,
  };
}

/** Horizontal and vertical scale of the matrix; those that turn, slant or shift glyphs are not plain. */
function scalesOf(file: PdfFile, dict: PdfDict): [number, number] {
  const [a = 0, b, c, d = 0, e, f] = (arrayAt(file, dict, 'FontMatrix') ?? []).map((value) =>
    numberOf(file, value),
  );
  if (!(a > 0) || d === 0 || b !== 0 || c !== 0 || e !== 0 || f !== 0) {
    throw new NotPlain('The matrix of a Type 3 font does more than scale');
  }
  return [a, d];
}

function numberOf(file: PdfFile, value: PdfValue | undefined): number {
  const number = file.resolve(value);
  if (typeof number !== 'number') throw new NotPlain('A measure of a font is no number');
  return fround(number);
}

/** What the glyphs' streams say of their measures. */
function measuresByCode(file: PdfFile, dict: PdfDict): (code: number) => GlyphMeasures {
  const glyphs = dictionaryAt(file, dict, 'CharProcs');
  const { differences } = readEncoding(file, dict, {
    initial: BUILT_IN,
    symbolic: false,
    name: '',
    embedded: true,
    isTrueType: false,
  });
  const known: (GlyphMeasures | undefined)[] = [];
  return (code) => {
    if (known[code]) return known[code];
    const name = differences?.[code];
    // A name by the base encoding would do as well.
    if (name === undefined) throw new NotPlain('A Type 3 font shows a code without a name');
    const stream = file.resolve(glyphs?.get(name));
    if (!isStream(stream)) throw new NotPlain('A Type 3 font shows a glyph that it does not have');
    known[code] = readMeasures(file.decode(stream));
    return known[code];
  };
}

function statedWidths(file: PdfFile, dict: PdfDict, scale: number): Float64Array {
  const widths = new Float64Array(CODES);
  const first = file.resolve(dict.get('FirstChar')) ?? 0;
  const stated = arrayAt(file, dict, 'Widths') ?? [];
  if (typeof first !== 'number' || !(first >= 0 && first < CODES)) {
    throw new NotPlain('A font has widths for codes that there are none of');
  }
  const count = Math.min(stated.length, CODES - Math.trunc(first));
  for (let at = 0; at < count; at++) {
    const width = fround(fround(numberOf(file, stated[at]) * scale) * 1000);
    widths[Math.trunc(first) + at] = plausible(rounded(width));
  }
  return widths;
}

/** The advance that a glyph's stream states counts where /Widths has none. */
function widthOf({ width }: GlyphMeasures, scale: number): number {
  return Math.trunc(fround(fround(rounded(fround(width * 1000)) * scale) + 0.5));
}

function statedBox(file: PdfFile, dict: PdfDict, scale: number): VerticalMetrics | undefined {
  const box = arrayAt(file, dict, 'FontBBox');
  if (!box) return undefined;
  const sides = box.map((value) => numberOf(file, value));
  if (sides.every((side) => side === 0)) return undefined;
  const [, bottom = 0, , top = 0] = sides.map((side) => Math.trunc(fround(fround(side * scale) * 1000)));
  return { ascent: top, descent: bottom };
}

function glyphBox({ box, isBlank }: GlyphMeasures, a: number, d: number): GlyphBox {
  const [left = 0, bottom = 0, right = 0, top = 0] = box.map((side) => rounded(fround(side * 1000)));
  const isEmpty = left >= right || bottom >= top;
  if (isEmpty && isBlank) return EMPTY_BOX;
  // PDFium would look at what the stream draws.
  if (isEmpty) throw new NotPlain('A glyph of a Type 3 font does not tell its box');
  const [y0, y1] = [rounded(fround(bottom * d)), rounded(fround(top * d))];
  return [rounded(fround(left * a)), Math.min(y0, y1), rounded(fround(right * a)), Math.max(y0, y1)];
}

/** Halves away from 0. */
const rounded = (value: number): number => Math.sign(value) * Math.round(Math.abs(value));

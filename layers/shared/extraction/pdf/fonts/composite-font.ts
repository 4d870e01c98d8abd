import { NotPlain, type PdfDict, type PdfFile } from '../file/types.ts';
import { type CidWidths, cidWidths } from './cid-widths.ts';
import { type CodeMap, IDENTITY, readCodeMap } from './code-map.ts';
import { readDescriptor } from './descriptor.ts';
import { arrayAt, dictionaryAt, isStream, nameAt, streamAt } from './dictionary.ts';
import { compositeGlyphBoxes } from './outlines/composite-glyph-boxes.ts';
import { programMetrics } from './program-metrics.ts';
import { readToUnicode, type ToUnicode } from './to-unicode.ts';
import type { PdfFont } from './types.ts';
import { verticalMetrics } from './vertical-metrics.ts';

/** Character collections for which PDFium has tables of its own where a font has no text; all have the blank as CID 1. */
const CJK = /^(GB1|CNS1|Japan1|Korea1|KR)$/;
const CJK_SPACE = 1;

/** A Type 0 font (ISO 32000-1, 9.7): its codes have text only by its ToUnicode map, if it has one. */
export function readCompositeFont(file: PdfFile, dict: PdfDict): PdfFont {
  const descendants = arrayAt(file, dict, 'DescendantFonts') ?? [];
  const descendant = file.resolve(descendants[0]);
  if (descendants.length !== 1 || !(descendant instanceof Map)) {
    throw new NotPlain('A composite font has no descendant font, or several');
  }
  const codeMap = readEncoding(file, dict);
  const toUnicode = readText(file, dict);
  const widths = cidWidths(file, descendant);
  const descriptor = readDescriptor(file, descendant);
  let boxes: PdfFont['glyphBox'] | undefined;
  const metrics = verticalMetrics(descriptor?.box, () => programMetrics(descriptor?.program));
  return {
    name: nameAt(file, descendant, 'BaseFont') ?? '',
    codes: codeMap.codeLength === 2 ? twoByteCodes : (bytes) => bytes,
    bytesPerCode: codeMap.codeLength,
    isWordSpace: codeMap.codeLength === 2 ? () => false : (code) => code === 32,
    text: textOf(toUnicode, codeMap === IDENTITY && !hasKnownCollection(file, descendant)),
    width: widthOf(widths, codeMap),
    ...metrics,
    glyphBox: (code) => {
      boxes ??= compositeGlyphBoxes(file, descendant, descriptor?.program, codeMap);
      return boxes(code);
    },
    spaceCode: toUnicode.spaceCode || spaceWithoutText(file, descendant),
  };
}

function readEncoding(file: PdfFile, dict: PdfDict): CodeMap {
  const encoding = file.resolve(dict.get('Encoding'));
  if (encoding === 'Identity-H') return IDENTITY;
  if (!isStream(encoding)) throw new NotPlain('A composite font has a predefined CMap or writes vertically');
  const { dict: entries } = encoding;
  if (file.resolve(entries.get('UseCMap')) !== null || (file.resolve(entries.get('WMode')) ?? 0) !== 0) {
    throw new NotPlain('A font’s CMap is built upon another one or vertical');
  }
  return readCodeMap(file.decode(encoding));
}

const NO_TEXT: ToUnicode = { texts: [], spaceCode: undefined };

function readText(file: PdfFile, dict: PdfDict): ToUnicode {
  const stream = streamAt(file, dict, 'ToUnicode');
  return stream ? readToUnicode(file.decode(stream)) : NO_TEXT;
}

/** PDFium takes the code 0 for the blank of a font that has none, unless it knows the font's collection of characters. */
const spaceWithoutText = (file: PdfFile, descendant: PdfDict): number =>
  hasKnownCollection(file, descendant) ? CJK_SPACE : 0;

function hasKnownCollection(file: PdfFile, descendant: PdfDict): boolean {
  const ordering = dictionaryAt(file, descendant, 'CIDSystemInfo')?.get('Ordering');
  const value = file.resolve(ordering);
  const name = value instanceof Uint8Array ? new TextDecoder('latin1').decode(value) : '';
  return CJK.test(name);
}

/** A last byte that stands alone is the upper half of a code, as in PDFium. */
function twoByteCodes(bytes: Uint8Array): readonly number[] {
  const count = (bytes.length + 1) >> 1;
  const codes: number[] = [];
  for (let at = 0; at < count; at++) {
    codes.push(((bytes[2 * at] as number) << 8) | (bytes[2 * at + 1] ?? 0));
  }
  return codes;
}

/** PDFium has no other text for codes that are the CIDs of a collection of the font's own (`isPlain`). */
function textOf({ texts }: ToUnicode, isPlain: boolean): (code: number) => string {
  return (code) => {
    const text = code < texts.length ? texts[code] : undefined;
    if (text) return text;
    if (text === '' || !isPlain) throw new NotPlain('A font shows a code whose text is not told plainly');
    return '';
  };
}

function widthOf({ byCid, otherwise }: CidWidths, { cids }: CodeMap): (code: number) => number {
  if (!cids) return (code) => (code < byCid.length ? (byCid[code] as number) : otherwise);
  return (code) => {
    const cid = cids[code] as number;
    return cid < byCid.length ? (byCid[cid] as number) : otherwise;
  };
}

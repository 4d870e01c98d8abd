import { NotPlain, type PdfDict, type PdfFile } from '../file/types.ts';
import { refuseRightToLeft } from './glyphs.ts';

/**
 * A marked-content sequence (ISO 32000-1, 14.6) and those around it. `properties` is the same for sequences that name
 * the same property list.
 */
export type Mark = {
  readonly outer: Mark | undefined;
  readonly depth: number;
  readonly properties: object | undefined;
  /** /ActualText of its own property list. */
  readonly actualText: string | undefined;
  /** Whether it or one around it has an /ActualText. */
  readonly replaced: boolean;
};

const MAX_DEPTH = 1000;

export function openMark(
  outer: Mark | undefined,
  properties: object | undefined,
  actualText: string | undefined,
): Mark {
  const depth = (outer?.depth ?? 0) + 1;
  if (depth > MAX_DEPTH) throw new NotPlain('Marked content is nested too deeply');
  const replaced = actualText !== undefined || (outer?.replaced ?? false);
  return { outer, depth, properties, actualText, replaced };
}

/** What stands for the objects in a sequence: PASS them, take them as DONE, or show the text instead. */
export type Replacement = 'pass' | 'done' | string;

/**
 * As PDFium's text page has it: the innermost /ActualText decides whether anything stands in for the objects, and
 * that of the innermost property list is what it reads. Objects of a sequence after the first one are left out.
 */
export function replacementOf(mark: Mark | undefined, before: Mark | undefined): Replacement {
  if (!mark?.replaced) return 'pass';
  if (before && before.depth === mark.depth && before.properties === mark.properties) return 'done';
  const text = innermost(mark, (at) => at.actualText !== undefined)?.actualText ?? '';
  if (text === '') return 'pass';
  if (!/[ -~\u0081-\ufffc]/.test(text)) return 'done';
  return innermost(mark, (at) => at.properties !== undefined)?.actualText ?? '';
}

function innermost(mark: Mark, is: (mark: Mark) => boolean): Mark | undefined {
  let at: Mark | undefined = mark;
  while (at && !is(at)) at = at.outer;
  return at;
}

/** /ActualText of a property list that is an object of its own. */
export function actualTextOf(properties: PdfDict, resolve: PdfFile['resolve']): string | undefined {
  const value = resolve(properties.get('ActualText'));
  return value instanceof Uint8Array ? textString(value) : undefined;
}

/** A text string (ISO 32000-1, 7.9.2.2) in UTF-16, or in the part of PDFDocEncoding that is ASCII. */
export function textString(bytes: Uint8Array): string {
  const text = decoded(bytes);
  if (text.includes('\u001b')) throw new NotPlain('An /ActualText names its language');
  refuseRightToLeft(text);
  return text;
}

function decoded(bytes: Uint8Array): string {
  let text = '';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) {
    if (bytes.length % 2 === 1) throw new NotPlain('An /ActualText ends within a character');
    // Some producers mark every blank so, so no decoder is made for these few characters.
    for (let at = 2; at < bytes.length; at += 2)
      text += String.fromCharCode(((bytes[at] as number) << 8) | (bytes[at + 1] as number));
    return text;
  }
  for (const byte of bytes) {
    const plain = (byte >= 0x20 && byte < 0x7f) || byte === 9 || byte === 10 || byte === 13;
    if (!plain) throw new NotPlain('An /ActualText is neither ASCII nor UTF-16');
    text += String.fromCharCode(byte);
  }
  return text;
}

import type { Pdfium } from './pdfium.ts';

/**
 * The text of a page with PDFium's index of each UTF-16 unit's character. PDFium hands a page's text over in bulk,
 * one unit a character, which is far faster than asking for each; only where characters outside the basic plane or
 * without any code break that equality, each is asked for.
 */
export type PageCharacters = { text: string; indexOf(unit: number): number };

export function readCharacters(pdfium: Pdfium, textPage: number, count: number): PageCharacters {
  const text = bulkText(pdfium, textPage, count);
  if (text.length === count) return { text, indexOf: (unit) => unit };
  return characterByCharacter(pdfium, textPage, count);
}

function bulkText(pdfium: Pdfium, textPage: number, count: number): string {
  // Room for surrogate pairs and the closing zero.
  const pointer = pdfium.allocate(count * 4 + 2);
  const written = pdfium.api.FPDFText_GetText(textPage, 0, count, pointer);
  const units = Math.max(0, written - 1);
  const text = new TextDecoder('utf-16le', { ignoreBOM: true }).decode(
    pdfium.bytes().subarray(pointer, pointer + units * 2),
  );
  pdfium.free(pointer);
  return text;
}

function characterByCharacter(pdfium: Pdfium, textPage: number, count: number): PageCharacters {
  let text = '';
  const indexes: number[] = [];
  for (let index = 0; index < count; index++) {
    const code = pdfium.raw.FPDFText_GetUnicode(textPage, index) >>> 0;
    const valid = code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
    const character = valid ? String.fromCodePoint(code) : '\ufffd';
    text += character;
    for (let unit = 0; unit < character.length; unit++) indexes.push(index);
  }
  return { text, indexOf: (unit) => indexes[unit] ?? count - 1 };
}

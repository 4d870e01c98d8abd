import { beforeAll, describe, expect, test } from 'vitest';
import { ours, type Reference, reference } from './support/both-readers.ts';
import { type OnePage, stream } from './support/one-page.ts';

let pdfium: (page: OnePage) => Reference;
beforeAll(async () => {
  pdfium = await reference();
});

/** Codes of WinAnsiEncoding. */
const CODES = Array.from({ length: 224 }, (_none, at) => 32 + at);
const hex = (codes: readonly number[]): string =>
  codes.map((code) => code.toString(16).padStart(2, '0')).join('');

/** A page that shows all of them in a TrueType font of this name, which the file neither brings nor measures. */
function pageOf(name: string): OnePage {
  const rows = Array.from({ length: 5 }, (_none, row) => `<${hex(CODES.slice(row * 45, row * 45 + 45))}> '`);
  const font = `<< /Type /Font /Subtype /TrueType /BaseFont /${name} /Encoding /WinAnsiEncoding >>`;
  const form = `/Type /XObject /Subtype /Form /BBox [0 0 600 800] /Resources << /Font << /F9 ${font} >> >>`;
  return {
    content: '/X1 Do',
    resources: '/XObject << /X1 6 0 R >>',
    objects: [stream(`BT /F9 10 Tf 20 TL 40 700 Td ${rows.join(' ')} ET`, form)],
  };
}

describe('TrueType fonts without widths, in whose place PDFium puts its own', () => {
  test.each(['Arial', 'Arial,Bold', 'TimesNewRoman', 'TimesNewRomanPS-ItalicMT', 'CourierNew'])(
    '%s',
    (name) => {
      const read = ours(pageOf(name));
      const { text, boxes } = pdfium(pageOf(name));
      expect(read.text).toBe(text);
      for (let unit = 0; unit < read.text.length; unit++) {
        // No word begins or ends with a blank.
        if (read.runOf[unit] === -1 || /\s/.test(read.text[unit] ?? '')) continue;
        for (let side = 0; side < 4; side++)
          expect(read.boxes[unit * 4 + side]).toBeCloseTo(boxes[unit]?.[side] ?? Number.NaN, 1);
      }
    },
  );
});

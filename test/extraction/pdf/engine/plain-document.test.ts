import { expect, it } from 'vitest';
import { openPlain, readPlainPage } from '#shared/extraction/pdf/engine/plain-document.ts';
import type { LayoutOptions } from '#shared/extraction/pdf/layout/types.ts';
import { onePage } from '../content/support/one-page.ts';

const LAYOUT: LayoutOptions = {
  outputMode: 'text',
  lineSplitterTolerance: undefined,
  horizontalStretchFactor: 1,
  markVerticalLines: false,
  markHorizontalLines: false,
};

const MUSIC =
  '/Font << /F1 4 0 R /F3 << /Type /Font /Subtype /Type1 /BaseFont /Music /FirstChar 1 /Widths [500 500 500 500 500] ' +
  '/Encoding << /Differences [1 /noteheads.s2] >> /FontDescriptor << /Type /FontDescriptor /FontName /Music /Flags 32 ' +
  '/FontBBox [0 -200 600 800] >> >> >>';
const LINES = Array.from({ length: 40 }, () => '0 -14 Td (Nobody reads these words but a machine) Tj').join(
  ' ',
);

const read = (content: string, resources = '') =>
  readPlainPage(openPlain(onePage({ content, resources }), ''), 1, { layout: LAYOUT, ocr: 'never' });

it('reads pages with a few signs that mean nothing, and leaves those with many to PDFium', () => {
  const page = (signs: string) => `BT /F1 10 Tf 72 700 Td ${LINES} /F3 10 Tf 0 -20 Td <${signs}> Tj ET`;
  const few = read(page('0101'), MUSIC);
  expect([few.unmapped, few.text.split('\n').at(-1)?.trim()]).toEqual([2, '\ufffd\ufffd']);
  expect(few.ocr).toBeUndefined();
  expect(() => read(page('01'.repeat(20)), MUSIC)).toThrow('Text without a meaning');
});

it('says why OCR is to read a page whose text is none', () => {
  expect(read('').ocr).toEqual({ why: 'no-text' });
  expect(read('BT /F3 10 Tf 72 700 Td <0101010101> Tj ET', MUSIC).ocr).toEqual({ why: 'garbled' });
});

import { describe, expect, it } from 'vitest';
import { signOf } from '#shared/extraction/pdf/engine/symbols.ts';
import { makePdf, onePage, put } from '../support/make-pdf.ts';
import { expectTiled, read, wordsOf } from '../support/read.ts';

/** A page whose font /S is a symbol font without a Unicode map, and /F is Helvetica. */
const withSymbols = (content: string, name: string) =>
  onePage(content, {
    resources: '/Font << /S 5 0 R /F 6 0 R >>',
    more: [
      `<< /Type /Font /Subtype /TrueType /BaseFont /${name} /FirstChar 0 /LastChar 255 /FontDescriptor 7 0 R
       /Widths [${'700 '.repeat(256)}] >>`,
      '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
      `<< /Type /FontDescriptor /FontName /${name} /Flags 4 /FontBBox [0 -200 1000 900] /Ascent 900 /Descent -200
       /CapHeight 700 /StemV 80 /ItalicAngle 0 >>`,
    ],
  });

describe('signs without a meaning in Unicode', () => {
  it.each([
    [0xf0a7, 'ABCDEF+Wingdings', '▪'],
    [0xf0fe, 'Wingdings-Regular', '☑'],
    [0xfc, 'Wingdings', '✓'],
    [0x84, 'XXQNYR+Wingdings', '•'],
    [0x84, 'AllumiStd-DingbatsTwo', '•'],
    [0xf0b7, 'ABCDEF+SymbolMT', '•'],
    [0xf061, 'Symbol', 'α'],
    [0xf053, 'Symbol', 'Σ'],
    [0xf0b7, 'ABCDEF+Calibri', '•'],
    [0xf0a7, 'ABCDEF+Calibri', undefined],
    [0x84, 'Helvetica', undefined],
  ])('reads %s of %s as %s', (code, font, sign) => {
    expect(signOf(code, font)).toBe(sign);
  });

  it('shows a bullet for a sign of a symbol font, and does not count it as unmapped', async () => {
    const document = await read(
      withSymbols('BT /S 10 Tf 20 100 Td <84> Tj /F 10 Tf 20 0 Td (There is a limit) Tj ET', 'Wingdings'),
    );
    expect(document.text).toMatch(/^\S {1,}There is a limit$/);
    expect(document.text).not.toContain('\ufffd');
    expectTiled(document);
  });

  it('keeps the hyphen at the end of a line', async () => {
    const document = await read(
      await makePdf((pdf) => {
        put(pdf, 'They coordinate the appoint-', 20, 40);
        put(pdf, 'ments of practitioners', 20, 52);
      }),
    );
    expect(document.text).toBe('They coordinate the appoint-\nments of practitioners');
  });
});

describe('superscripts', () => {
  it('parts a footnote mark from the word it precedes without a blank, on one line', async () => {
    const document = await read(
      await makePdf((pdf) => {
        pdf.fontSize(6);
        put(pdf, '12', 20, 38);
        const x = 20 + pdf.widthOfString('12');
        pdf.fontSize(10);
        put(pdf, 'Deaton mentions that sectors are', x, 40);
        put(pdf, 'homogeneous and more efficient', 20, 54);
      }),
    );
    expect(document.text.split('\n')).toEqual([
      '12Deaton mentions that sectors are',
      'homogeneous and more efficient',
    ]);
    const words = wordsOf(document);
    expect(words.slice(0, 2).map(({ text }) => text)).toEqual(['12', 'Deaton']);
    expectTiled(document);
  });
});

import { describe, expect, it } from 'vitest';
import { makePdf, onePage, put } from '../support/make-pdf.ts';
import { read, wordsOf } from '../support/read.ts';

const BOTH = { mark_vertical_lines: true, mark_horizontal_lines: true };
const COLUMNS = [20, 120, 220, 320];
const ROWS = [30, 50, 70, 90];
const CELLS = [
  ['Article', 'Pieces', 'Price'],
  ['Cable', '250', '1.85'],
  ['Relay, long name', '4', '289.50'],
];

const words = (pdf: PDFKit.PDFDocument) =>
  CELLS.forEach((row, at) => {
    row.forEach((cell, column) => {
      put(pdf, cell, (COLUMNS[column] ?? 0) + 5, (ROWS[at] ?? 0) + 6);
    });
  });

const stroked = makePdf((pdf) => {
  words(pdf);
  for (const x of COLUMNS) pdf.moveTo(x, 30).lineTo(x, 90).stroke();
  for (const y of ROWS) pdf.moveTo(20, y).lineTo(320, y).stroke();
});
/** The same grid as word processors write it: thin filled boxes, one for each side of each cell. */
const filled = makePdf((pdf) => {
  words(pdf);
  for (const [at, y] of ROWS.entries())
    for (const [column, x] of COLUMNS.entries()) {
      if (column < 3) pdf.rect(x, y, 100, 0.7).fill();
      if (at < 3) pdf.rect(x, y, 0.7, 20).fill();
    }
});

const GRID = [
  /^-+$/,
  /^\| +Article +\| +Pieces +\| +Price +\|$/,
  /^\|-+\|-+\|-+\|$/,
  /^\| +Cable +\| +250 +\| +1\.85 +\|$/,
  /^\|-+\|-+\|-+\|$/,
  /^\| +Relay, long name +\| +4 +\| +289\.50 +\|$/,
  /^-+$/,
];

describe('marked lines', () => {
  it.each([
    ['strokes', stroked],
    ['thin boxes', filled],
  ])('draw a table of %s with its bars under each other', async (_kind, pdf) => {
    const { text } = await read(await pdf, 'x.pdf', BOTH);
    const lines = text.split('\n').filter((line) => line.trim());
    expect(lines).toHaveLength(GRID.length);
    lines.forEach((line, at) => {
      expect(line).toMatch(GRID[at] ?? /never/);
    });
    const bars = lines
      .filter((line) => line.includes('|'))
      .map((line) => [...line.matchAll(/\|/g)].map((bar) => bar.index));
    expect(new Set(bars.map(String)).size).toBe(1);
    expect(new Set(lines.map((line) => line.length)).size).toBe(1);
  });

  it('are only those asked for, and no words', async () => {
    const plain = await read(await stroked);
    const vertical = await read(await stroked, 'x.pdf', { mark_vertical_lines: true });
    expect(vertical.text).not.toMatch(/--/);
    expect(vertical.text).toMatch(/\|/);
    const horizontal = await read(await stroked, 'x.pdf', { mark_horizontal_lines: true });
    expect(horizontal.text).not.toMatch(/\|/);
    expect(horizontal.text).toMatch(/---/);
    expect(plain.text).not.toMatch(/\||--/);
    for (const marked of [vertical, horizontal]) expect(wordsOf(marked)).toEqual(wordsOf(plain));
    const reading = await read(await stroked, 'x.pdf', { ...BOTH, output_mode: 'text' });
    expect(reading.text).not.toMatch(/\||--/);
  });

  it('are blanks to be filled in where nothing stands on them, and nothing under a word', async () => {
    const form = await makePdf((pdf) => {
      put(pdf, 'Name:', 20, 30);
      pdf.moveTo(60, 41).lineTo(200, 41).stroke();
      put(pdf, 'Underlined', 20, 70);
      pdf
        .moveTo(20, 81)
        .lineTo(20 + pdf.widthOfString('Underlined'), 81)
        .stroke();
    });
    const { text } = await read(form, 'x.pdf', BOTH);
    expect(text).toMatch(/^Name: +_{10,}$/m);
    expect(text.trimEnd()).toMatch(/\nUnderlined$/);
  });

  it('are found in forms of a form and on turned pages', async () => {
    const cross = '0.5 0 0 0.5 0 0 cm 100 100 m 500 100 l S 100 100 m 100 500 l S';
    const form = (content: string, resources = '') =>
      `<< /Type /XObject /Subtype /Form /BBox [0 0 800 600] ${resources} /Length ${content.length} >>\nstream\n${content}\nendstream`;
    const pdf = (page: string) =>
      onePage('/A Do BT /F 10 Tf 60 100 Td (inside) Tj ET BT /F 10 Tf 60 30 Td (below) Tj ET', {
        page,
        resources: '/XObject << /A 5 0 R >> /Font << /F 7 0 R >>',
        more: [
          form('/B Do', '/Resources << /XObject << /B 6 0 R >> >>'),
          form(cross),
          '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
        ],
      });
    const { text } = await read(pdf(''), 'x.pdf', BOTH);
    expect(text).toMatch(/^\| +inside\n(?:\s*\n)*-{10,}\n(?:\s*\n)* *below/);
    const turned = await read(pdf('/Rotate 180'), 'x.pdf', BOTH);
    expect(turned.text).not.toMatch(/NaN/);
  });

  it('are left out with a warning where a drawing has tens of thousands of them', async () => {
    const strokes = Array.from({ length: 30_000 }, (_none, at) => `${at % 400} 0 m ${at % 400} 300 l S`).join(
      '\n',
    );
    const { text, warnings } = await read(
      onePage(`${strokes}\nBT /F 10 Tf 60 100 Td (text) Tj ET`, {
        resources: '/Font << /F 5 0 R >>',
        more: ['<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>'],
      }),
      'x.pdf',
      BOTH,
    );
    expect(text.trim()).toBe('text');
    expect(warnings).toEqual(['Page 1: lines were not marked: a drawing has too many of them.']);
  });
});

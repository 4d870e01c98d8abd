import { describe, expect, it } from 'vitest';
import { makePdf, put, putRight } from '../support/make-pdf.ts';
import { expectTiled, read } from '../support/read.ts';

const PROSE =
  'On 7 June the finance ministers agreed the terms through which the promised sum will be provided to the ' +
  'countries within the union. The fund will involve setting up a special purpose vehicle that is guaranteed on a ' +
  'pro rata basis by each of its members in a coordinated manner and will expire after three years, respecting ' +
  'their national requirements.';

const linesOf = async (draw: (pdf: PDFKit.PDFDocument) => void): Promise<string[]> => {
  const document = await read(await makePdf(draw));
  expectTiled(document);
  return document.text.split('\n').filter((line) => line.trim() !== '');
};

describe('the alignment of columns', () => {
  it('begins lines of justified prose in one column, beside numbers that share the right edge', async () => {
    const lines = await linesOf((pdf) => {
      pdf.font('Times-Roman');
      pdf.text(PROSE, 40, 20, { width: 320, align: 'justify' });
      ['Cash', 'Bonds', 'Shares of stock'].forEach((label, index) => {
        put(pdf, label, 40, 150 + index * 14);
        putRight(pdf, ['7', '1,250.00', '33.10'][index] ?? '', 360, 150 + index * 14);
      });
    });
    expect(lines.length).toBeGreaterThan(6);
    for (const line of lines) expect(line).toMatch(/^\S/);
    const ends = lines.slice(-3).map((line) => line.length);
    expect(new Set(ends).size).toBe(1);
  });

  it('decides once for cells with the same edges, whatever stands above and below them', async () => {
    const numbers = ['80', '60', '48', '1,250', '75'];
    const lines = await linesOf((pdf) => {
      pdf.font('Courier');
      numbers.forEach((number, index) => {
        put(pdf, `Row ${index}`, 20, 40 + index * 14);
        putRight(pdf, number, 200, 40 + index * 14);
        putRight(pdf, '9', 300, 40 + index * 14);
      });
    });
    const ends = lines.map(
      (line, index) => line.indexOf(numbers[index] ?? '?') + (numbers[index]?.length ?? 0),
    );
    expect(new Set(ends).size).toBe(1);
  });

  it('keeps edges together that differ by parts of a point', async () => {
    const places = [100, 100.5, 101, 101.2];
    const lines = await linesOf((pdf) => {
      places.forEach((x, index) => {
        put(pdf, `Row ${index}`, 20, 40 + index * 14);
        put(pdf, 'Value', x, 40 + index * 14);
      });
    });
    expect(new Set(lines.map((line) => line.indexOf('Value'))).size).toBe(1);
  });

  it('takes a heading in the next row for more than an edge shared with a row further up', async () => {
    const lines = await linesOf((pdf) => {
      pdf.font('Helvetica').fontSize(10);
      const edge = 200 + pdf.widthOfString('NORTHEAST');
      ['1,250.00', '7.50', '12.00'].forEach((amount, index) => {
        put(pdf, `Row ${index}`, 20, 40 + index * 14);
        putRight(pdf, amount, edge, 40 + index * 14);
      });
      put(pdf, 'Accounts of this order', 20, 82);
      put(pdf, 'Name', 20, 96);
      put(pdf, 'Region', 200, 96);
      put(pdf, 'Sarah Johnson', 20, 110);
      put(pdf, 'NORTHEAST', 200, 110);
    });
    const [region, value] = lines.slice(-2);
    expect(value?.indexOf('NORTHEAST')).toBe(region?.indexOf('Region'));
  });

  it('keeps headings over their own columns where wide cells push the others aside', async () => {
    const heads = ['1.7', '1.8', '1.9', '2.0', '2.5'];
    const rows = [
      ['1,360', '1,440', '1,520', '1,600', '2,000'],
      ['272', '288', '304', '320', '400'],
      ['136', '144', '152', '160', '200'],
    ];
    const lines = await linesOf((pdf) => {
      pdf.font('Courier').fontSize(10);
      heads.forEach((head, index) => {
        putRight(pdf, head, 130 + index * 36 - 3, 40);
      });
      put(pdf, '-'.repeat(50), 20, 54);
      rows.forEach((row, at) => {
        put(pdf, `0.9${at}`, 20, 68 + at * 14);
        row.forEach((cell, index) => {
          putRight(pdf, cell, 130 + index * 36, 68 + at * 14);
        });
      });
    });
    const [head = '', , ...body] = lines;
    const startOf = (line: string, cell: string) =>
      line.search(new RegExp(`(?<!\\S)${cell.replace('.', '\\.')}(?!\\S)`));
    heads.slice(0, -1).forEach((name, index) => {
      const own = Math.max(
        startOf(head, name) + name.length,
        ...body.map((line, at) => startOf(line, rows[at]?.[index] ?? '') + (rows[at]?.[index]?.length ?? 0)),
      );
      const next = Math.min(
        startOf(head, heads[index + 1] ?? ''),
        ...body.map((line, at) => startOf(line, rows[at]?.[index + 1] ?? '')),
      );
      expect(own, `column ${index} of\n${lines.join('\n')}`).toBeLessThan(next);
    });
  });

  it('takes numbers at equal distances for cells, and words so for a loosely justified line', async () => {
    const lines = await linesOf((pdf) => {
      [20, 60, 100, 140, 180].forEach((x, index) => {
        put(pdf, `1.${index}`, x, 40);
      });
      let x = 20;
      for (const word of ['loosely', 'justified', 'lines', 'of', 'prose', 'stay', 'whole']) {
        put(pdf, word, x, 80);
        x += pdf.widthOfString(word) + 14;
      }
    });
    expect(lines[0]).toMatch(/1\.0 {2,}1\.1 {2,}1\.2 {2,}1\.3 {2,}1\.4/);
    expect(lines[1]).toBe('loosely justified lines of prose stay whole');
  });

  it('joins the last word of a justified line in a narrow cell, and leaves a column of units alone', async () => {
    const lines = await linesOf((pdf) => {
      pdf.font('Helvetica').fontSize(10);
      put(pdf, 'Mean Loss', 20, 40);
      put(pdf, 'Fraction', 120, 40);
      put(pdf, 'of', 120 + pdf.widthOfString('Fraction') + 14, 40);
      put(pdf, 'Wealth Lost', 120, 54);
      [
        ['Weight', 'kg'],
        ['Height', 'mm'],
        ['Speed', 'knots'],
      ].forEach(([label = '', unit = ''], index) => {
        put(pdf, label, 20, 140 + index * 14);
        put(pdf, unit, 66, 140 + index * 14);
      });
    });
    expect(lines[0]).toMatch(/Mean Loss {2,}Fraction of$/);
    for (const line of lines.slice(-3)) expect(line).toMatch(/\S {2,}\S/);
  });

  it('joins label and value whose baselines differ by three tenths of their size', async () => {
    const lines = await linesOf((pdf) => {
      ['Invoice date', 'Invoice number', 'Total'].forEach((label, index) => {
        put(pdf, label, 20, 40 + index * 16);
        put(pdf, ['8-9-2022', 'VF1005', '49.99'][index] ?? '', 200, 43 + index * 16);
      });
    });
    expect(lines.map((line) => line.replace(/ {2,}/, ' | '))).toEqual([
      'Invoice date | 8-9-2022',
      'Invoice number | VF1005',
      'Total | 49.99',
    ]);
  });
});

import { describe, expect, it } from 'vitest';
import { expectTiled, read } from '../support/read.ts';
import { cell, SPREADSHEET, xlsx } from './support/packages.ts';
import { readHere } from './support/read-here.ts';

const row = (number: number, ...cells: string[]) => `<row r="${number}">${cells.join('')}</row>`;

describe('an Excel workbook', () => {
  it('gives a page a sheet and a line a row, columns aligned, numbers at their right edge', async () => {
    const rows =
      row(2, cell('B2', 'A title that runs over the cells beside it')) +
      row(4, cell('B4', 'Item'), cell('D4', 'Amount')) +
      row(5, cell('B5', 'Apples'), cell('D5', 1234.5, 1)) +
      row(6, cell('B6', 'Pears'), cell('D6', 7, 1));
    const document = await read(
      xlsx(
        [
          { name: 'Empty', rows: '' },
          { name: 'Sales', rows },
        ],
        { formats: ['#,##0.00'] },
      ),
      'a.xlsx',
    );
    expect(document.text).toBe(
      [
        '',
        '\fSales',
        '',
        'A title that runs over the cells beside it',
        '',
        'Item      Amount',
        'Apples  1,234.50',
        'Pears       7.00',
      ].join('\n'),
    );
    expect(document.lines.pages.map(({ name }) => name)).toEqual(['Empty', 'Sales']);
    expect(document.lines.lines.map(({ place }) => place)).toEqual([
      undefined,
      'Sales',
      undefined,
      'B2',
      undefined,
      'B4:D4',
      'B5:D5',
      'B6:D6',
    ]);
    expect(document.fileType).toBe('xlsx');
    expectTiled(document);
  });

  it('reads every kind of cell', async () => {
    const rows = row(
      1,
      '<c r="A1" t="s"><v>0</v></c>',
      '<c r="B1" t="str"><f>A1</f><v>result</v></c>',
      '<c r="C1" t="b"><v>1</v></c>',
      '<c r="D1" t="e"><v>#DIV/0!</v></c>',
      '<c r="E1" t="d"><v>2024-02-29T00:00:00</v></c>',
      '<c r="F1" t="inlineStr"><is><r><t>in</t></r><r><t>line</t></r><rPh><t>phonetic</t></rPh></is></c>',
      '<c r="G1"><f>1+1</f></c>',
      '<c r="H1"><f>1+1</f><v>2</v></c>',
    );
    const strings = ['<si><r><t>rich </t></r><r><t>_x0041_\ntext</t></r><rPh><t>phonetic</t></rPh></si>'];
    const { text, warnings } = await readHere(xlsx([{ name: 'a', rows }], { strings }), 'xlsx');
    expect(text.split(/ {2,}/)).toEqual([
      'rich A text',
      'result',
      'TRUE',
      '#DIV/0!',
      '2024-02-29',
      'inline',
      '2',
    ]);
    expect(warnings).toEqual([expect.stringContaining('1 formula without a stored result')]);
  });

  it('shows of merged cells the first, and of unordered or unnamed ones the place they have', async () => {
    const rows =
      row(3, cell('B3', 'late')) +
      row(1, cell('B1', 'x'), cell('A1', 'merged')) +
      '<row><c t="inlineStr"><is><t>implied</t></is></c><c><v>5</v></c></row>';
    const document = await readHere(
      xlsx([{ name: 'a', rows, after: '<mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells>' }]),
      'xlsx',
    );
    expect(document.text).toBe('merged\nimplied  5\n         late');
    expect(document.lines.lines.map(({ place }) => place)).toEqual(['A1', 'A2:B2', 'B3']);
  });

  it('leaves hidden sheets out, and says which', async () => {
    const sheets = [
      { name: 'Shown', rows: row(1, cell('A1', 'yes')) },
      { name: 'Lists', rows: row(1, cell('A1', 'no')), state: 'hidden' },
      { name: 'More', rows: row(1, cell('A1', 'too')) },
    ];
    const document = await readHere(xlsx(sheets), 'xlsx');
    expect(document.text).toBe('Shown\n\nyes\n\fMore\n\ntoo');
    expect(document.warnings).toEqual(['Hidden sheets left out: "Lists".']);
    expect(document.pageCount).toBe(2);
    const progress: number[] = [];
    const second = await readHere(xlsx(sheets), 'xlsx', { pagesToExtract: '2' }, (done) =>
      progress.push(done),
    );
    expect(second.text).toBe('More\n\ntoo');
    expect(second.lines.pages[0]).toMatchObject({ page: 2, name: 'More' });
    expect(progress).toEqual([1]);
  });

  it('reads strict workbooks, other prefixes and dates from 1904', async () => {
    const strict = SPREADSHEET.replace(
      'http://schemas.openxmlformats.org/spreadsheetml/2006/main',
      'http://purl.oclc.org/ooxml/spreadsheetml/main',
    );
    const options = { formats: ['yyyy-mm-dd'], workbook: '<workbookPr date1904="1"/>' };
    const { text } = await readHere(
      xlsx([{ name: 'a', rows: row(1, cell('A1', 0, 1)) }], options, strict),
      'xlsx',
    );
    expect(text).toBe('1904-01-01');
  });

  it('loses of a damaged sheet only what stands behind the damage', async () => {
    const sheets = [
      { name: 'Broken', rows: `${row(1, cell('A1', 'kept'))}<row r="2"><c r="A2"></row>` },
      { name: 'Whole', rows: row(1, cell('A1', 'fine')) },
    ];
    const document = await readHere(xlsx(sheets), 'xlsx');
    expect(document.text).toBe('Broken\n\nkept\n\fWhole\n\nfine');
    expect(document.warnings).toEqual([expect.stringContaining('Sheet "Broken" is damaged')]);
    await expect(
      readHere(xlsx(sheets.slice(0, 1).map((sheet) => ({ ...sheet, rows: '<row><c></row>' }))), 'xlsx'),
    ).rejects.toMatchObject({
      code: 'corrupt_document',
    });
  });

  it('aligns thousands of rows', async () => {
    const rows = Array.from({ length: 5000 }, (_none, index) =>
      row(index + 1, cell(`A${index + 1}`, `name ${index}`), cell(`J${index + 1}`, index)),
    );
    const { lines, text } = await readHere(xlsx([{ name: 'a', rows: rows.join('') }]), 'xlsx');
    expect(lines.lines).toHaveLength(5000);
    expect(new Set(text.split('\n').map((line) => line.length))).toEqual(new Set([15]));
  });
});

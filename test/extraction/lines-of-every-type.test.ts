import { describe, expect, it } from 'vitest';
import type { ExtractionSettings } from '#shared/contract/message.ts';
import { docx, paragraph, run, xlsx } from './office/support/packages.ts';
import { lineFaults } from './support/line-faults.ts';
import { makePdf, put, putRight } from './support/make-pdf.ts';
import { makeTiff } from './support/make-tiff.ts';
import { makeZip } from './support/make-zip.ts';
import { pictureOfText } from './support/picture-of-text.ts';
import { read } from './support/read.ts';

/** A page with two columns, numbers, a blank line, a turned stamp and letters outside the BMP. */
const pdf = await makePdf((page) => {
  put(page, 'Invoice 4711', 20, 20);
  putRight(page, '1,234.50', 380, 20);
  put(page, 'Total due', 20, 60);
  putRight(page, '99.00', 380, 60);
  page.save().rotate(90, { origin: [390, 100] });
  put(page, 'COPY', 390, 100);
  page.restore().addPage().addPage();
  put(page, 'Behind a blank page', 20, 20);
});

const picture = await pictureOfText(['Invoice 4711', 'Total due 99.00']);

const scan = await makePdf((page) => {
  put(page, 'Cover', 20, 20);
  page.addPage({ size: [300, 100], margin: 0 });
  page.image(Buffer.from(picture.png), 0, 0, { width: 300 });
});

const page = { width: picture.width, height: picture.height, pixels: picture.grey, dpi: 150 };
const cell = (text: string) => `<w:tc><w:p>${run(text)}</w:p></w:tc>`;
const text = (at: string, value: string) => `<c r="${at}" t="inlineStr"><is><t>${value}</t></is></c>`;

const letter = docx(
  `${paragraph('Dear 😀')}<w:tbl><w:tr>${cell('Total')}${cell('99.00')}</w:tr></w:tbl>${paragraph('')}${paragraph('Bye')}`,
);

const workbook = xlsx([
  { name: 'Costs', rows: `<row r="2">${text('B2', 'Total')}<c r="D2"><v>99</v></c></row>` },
  { name: 'Empty', rows: '' },
  { name: 'Notes', rows: `<row r="1">${text('A1', 'Approved')}</row>` },
]);

const part = (name: string, data: Uint8Array) =>
  `--b\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment; filename="${name}"\r\nContent-Transfer-Encoding: base64\r\n\r\n${Buffer.from(data).toString('base64')}\r\n`;

const mail = `From: a@example.org\r\nTo: b@example.org\r\nDate: Tue, 3 Mar 2026 10:00:00 +0100\r\nSubject: Bills\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nTwo bills.\r\n${part('bill.pdf', pdf)}${part('costs.xlsx', workbook)}--b--\r\n`;

const FILES: Record<string, Uint8Array | string> = {
  'bill.pdf': pdf,
  'scan.pdf': scan,
  'scan.png': picture.png,
  'pages.tif': makeTiff([page, { ...page, orientation: 6 }]),
  'letter.docx': letter,
  'costs.xlsx': workbook,
  'mail.eml': mail,
  'all.zip': makeZip([
    { name: 'a/bill.pdf', data: pdf },
    { name: 'mail.eml', data: mail },
    { name: 'letter.docx', data: letter },
  ]),
  'note.rtf': '{\\rtf1\\ansi Invoice 4711\\par\\par Total \\u-10179?\\u-8704?\\tab 99.00\\par}',
  'page.html': '<h1>Order</h1><p>One<table><tr><td>Chair<td>99.00</table>',
  'list.csv': 'name;price\nChair;99,00\n"two\nlines";1\n',
  'note.txt': '\ufeffFirst line\r\n\r\n\fSecond page 😀\n',
};

const SETTINGS: ExtractionSettings[] = [
  {},
  { add_line_nos: true, mark_vertical_lines: true, mark_horizontal_lines: true },
  { output_mode: 'text', omit_headers_footers: true, pages_to_extract: '1' },
];

describe.each(Object.keys(FILES))('the lines of %s', (name) => {
  it.each(SETTINGS)('tile its text, and words lie in them and on the page, with %j', async (settings) => {
    const progress: string[] = [];
    const document = await read(FILES[name] ?? '', name, settings, (done, total, unit) =>
      progress.push(`${done} of ${total} ${unit}`),
    );
    expect(lineFaults(document)).toEqual([]);
    expect(progress.at(-1)).toMatch(/^(\d+) of \1 pages$/);
    const { text, lines } = document;
    expect(lines.lines.map(({ start, end }) => text.slice(start, end))).toEqual(
      text.split('\n').map((line) => line.replace(/^\f/, '')),
    );
    expect(document.lines.pages.length).toBeLessThanOrEqual(document.pageCount);
  });
});

describe('the faults', () => {
  it('are found', async () => {
    const { text, lines } = await read(pdf);
    const [first, ...others] = lines.lines;
    if (!first?.words?.[0]) throw new Error('no words');
    const broken = (line: object) =>
      lineFaults({ text, lines: { ...lines, lines: [{ ...first, ...line }, ...others] } });
    expect(broken({})).toEqual([]);
    expect(broken({ start: 1 })[0]).toContain('begins at 1');
    expect(broken({ page: 9 })).toContain('line 1: is on page 9, which there is not');
    expect(broken({ box: [0, 0, 900, 10] })[0]).toContain('900.0');
    expect(broken({ confidence: 2 })).toEqual(['line 1: has the confidence 2']);
    expect(broken({ words: [[3, 99, 1, 1, 5, 5]] })[0]).toContain('has the range 3–99');
  });
});

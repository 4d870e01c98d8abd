import { describe, expect, it } from 'vitest';
import type { PageLine, PageLines } from '#shared/extraction/assemble.ts';
import { markRunningLines } from '#shared/extraction/finishing/running-lines.ts';
import { makePdf, put, putRight } from '../support/make-pdf.ts';
import { read } from '../support/read.ts';

const WORDS =
  'alpha beta gamma delta epsilon zeta eta theta iota kappa lambda my ny xi omikron pi rho sigma'.split(' ');
const body = (page: number, line: number) =>
  WORDS.map((_w, at) => WORDS[(at * (page + 2) + line) % WORDS.length]).join(' ');

/** `pages` pages of prose with what `edges` puts at their edges. */
const report = (pages: number, edges: (pdf: PDFKit.PDFDocument, page: number) => void) =>
  makePdf((pdf) => {
    for (let page = 1; page <= pages; page++) {
      if (page > 1) pdf.addPage();
      pdf.fontSize(8);
      for (let line = 0; line < 12; line++) put(pdf, body(page, line), 20, 60 + line * 14);
      edges(pdf, page);
    }
  });

const rolesOf = ({ text, lines }: Awaited<ReturnType<typeof read>>) =>
  lines.lines.flatMap(({ role, page, start, end }) =>
    role ? [`${page} ${role}: ${text.slice(start, end).trim().replace(/\s+/g, ' ')}`] : [],
  );

describe('running headers and footers', () => {
  const usual = report(4, (pdf, page) => {
    put(pdf, 'Example Corporation', 20, 15);
    putRight(pdf, 'Annual report', 380, 15);
    put(pdf, `Page ${page} of 4`, 180, 280);
  });

  it('are marked on every page', async () => {
    expect(rolesOf(await read(await usual))).toEqual(
      [1, 2, 3, 4].flatMap((page) => [
        `${page} header: Example Corporation Annual report`,
        `${page} footer: Page ${page} of 4`,
      ]),
    );
  });

  it('stay in the text unless they are to be left out', async () => {
    const all = await read(await usual);
    expect(all.text).toContain('Page 3 of 4');
    expect(all.metadata).not.toHaveProperty('header_footer_lines_omitted');
    const body = await read(await usual, 'x.pdf', { omit_headers_footers: true });
    expect(body.text).not.toMatch(/Example Corporation|Annual report|Page/);
    expect(body.text.split('\f').map((page) => page.trim().split('\n').length)).toEqual([12, 12, 12, 12]);
    expect(body.text).not.toMatch(/^\s*\n|\n\s*\n\f/);
    expect(body.metadata).toMatchObject({ header_footer_lines_omitted: 8 });
  });

  it('may differ on left and right pages, and count in Roman numerals', async () => {
    const roman = ['i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii'];
    const book = await report(8, (pdf, page) => {
      if (page % 2 === 1) putRight(pdf, 'The long way home', 380, 15);
      else put(pdf, 'A. N. Author', 20, 15);
      put(pdf, roman[page - 1] ?? '', 200, 280);
    });
    const roles = rolesOf(await read(book));
    expect(roles).toHaveLength(16);
    expect(roles).toContain('4 header: A. N. Author');
    expect(roles).toContain('8 footer: viii');
  });

  it('are not the head of a table that goes on, nor rows with numbers at the same place', async () => {
    const table = await report(5, (pdf, page) => {
      put(pdf, 'Statement of account', 20, 10);
      ['Date', 'Purpose', 'Value', 'Amount'].forEach((cell, at) => {
        put(pdf, cell, 20 + at * 90, 35);
      });
      ['01.02.', `Transfer ${page * 7}`, '02.02.', `${page * 317}.00`].forEach((cell, at) => {
        put(pdf, cell, 20 + at * 90, 46);
      });
    });
    expect(new Set(rolesOf(await read(table)).map((role) => role.slice(2)))).toEqual(
      new Set(['header: Statement of account']),
    );
  });

  it('of a single page are its number and stamps only', async () => {
    const invoice = await report(1, (pdf) => {
      put(pdf, 'Example Ltd., 1 High Street, London', 20, 10);
      put(pdf, 'IBAN GB33 BUKB 2020 1555 5555 55, VAT GB 123456789', 20, 265);
      put(pdf, '- 1 -', 195, 285);
    });
    expect(rolesOf(await read(invoice))).toEqual(['1 footer: - 1 -']);
    const paper = await report(1, (pdf) => {
      put(pdf, 'Downloaded from example.org on 28 December 2018', 20, 285);
    });
    expect(rolesOf(await read(paper))).toEqual(['1 footer: Downloaded from example.org on 28 December 2018']);
  });

  it('are not found where lines have no place on paper', async () => {
    const { lines } = await read('Title\nSame\n\fTitle\nSame\n\fTitle\nSame', 'x.txt');
    expect(lines.lines.filter(({ role }) => role)).toEqual([]);
  });

  it('are found when OCR misread a letter', () => {
    const line = (text: string, y: number): PageLine => ({
      text,
      words: [[0, text.length, 50, y, 300, y + 10]],
    });
    const pages = Array.from(
      { length: 8 },
      (_none, index): PageLines => ({
        page: index + 1,
        width: 600,
        height: 800,
        source: 'ocr',
        lines: [
          line(index === 5 ? 'Minutes of the annua1 meeting' : 'Minutes of the annual meeting', 20),
          line(`Item ${body(index, 3)}`, 80),
          line(body(index, 4), 95),
        ],
      }),
    );
    const marked = markRunningLines(pages);
    expect(marked.map(({ lines }) => lines.map(({ role }) => role))).toEqual(
      Array(8).fill(['header', undefined, undefined]),
    );
  });
});

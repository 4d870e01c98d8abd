import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Refusal } from '#shared/extraction/conversion/protocol.ts';
import { rtfToText } from '#shared/extraction/rtf/rtf-to-text.ts';
import { expectTiled, read } from '../support/read.ts';

const FONTS =
  '{\\fonttbl{\\f0\\fcharset0 Arial;}{\\f1\\fcharset204 Cyr;}{\\f2\\fcharset128 J;}{\\f3\\fcharset2 Symbol;}}';
const linesOf = (body: string, head = '\\ansi\\ansicpg1252\\deff0') =>
  rtfToText(Buffer.from(`{\\rtf1${head}${FONTS}${body}}`, 'latin1')).pages[0]?.lines ?? [];
const textOf = (body: string, head?: string): string =>
  linesOf(body, head)
    .map(({ text }) => text)
    .join('\n');

describe('RTF', () => {
  it('is a document of one page', async () => {
    const document = await read(`{\\rtf1\\ansi{\\info{\\title Secret}}Hello\\par World}`, 'letter.doc');
    expect(document).toMatchObject({ fileType: 'rtf', pageCount: 1, text: 'Hello\nWorld', warnings: [] });
    expect(document.lines.lines[1]).toMatchObject({ source: 'office', place: 'paragraph 2' });
    expectTiled(document);
    await expect(read('{\\rtf1\\ansi{\\pict 00}}', 'a.rtf')).rejects.toMatchObject({ code: 'no_text' });
  });

  it('decodes by code page, font and Unicode with its fallback', () => {
    expect(textOf("Gr\\'fc\\'dfe \\u8364?5 \\{ok\\}")).toBe('Grüße €5 {ok}');
    expect(textOf("{\\f1 \\'cf\\'f0\\'e8}{\\f2 \\'93\\'fa\\'96\\'7b}")).toBe('При日本');
    expect(textOf("\\uc2\\u1055\\'cf\\'cf\\uc0\\u1088\\uc1\\u-10179?\\u-8704?")).toBe('Пр😀');
    expect(textOf("\\'81", '\\pc')).toBe('ü');
    expect(textOf('{\\upr{ansi}{\\*\\ud{\\u1071?}}}')).toBe('Я');
    expect(textOf('\\u8211\\par x')).toBe('–\nx');
  });

  it('keeps tables, tabs and lists in columns', () => {
    const row = (...cells: string[]) =>
      `\\trowd\\intbl ${cells.map((cell) => `${cell}\\cell `).join('')}\\row`;
    const table = `${row('Item', 'Price')}${row('Bolt\\par M8', '1.200,00')}${row('Nut', '5,00')}\\pard After\\par`;
    expect(textOf(table)).toBe('Item        Price\nBolt M8  1.200,00\nNut          5,00\nAfter');
    expect(linesOf(table)[1]?.place).toBe('table 1, row 2');
    expect(textOf('Name:\\tab Ada\\par City of birth:\\tab Rome\\par')).toBe(
      'Name:           Ada\nCity of birth:  Rome',
    );
    expect(textOf("{\\pntext\\f3\\'b7\\tab}One\\par")).toBe('•  One');
  });

  it('shows results of fields, check boxes and notes, and nothing hidden', () => {
    const link = '{\\field{\\*\\fldinst HYPERLINK "http://x"}{\\fldrslt link}}';
    expect(
      textOf(`${link} {\\*\\formfield{\\fftype1\\ffres1}}{\\v no}{\\deleted gone}{\\*\\unknown bad}`),
    ).toBe('link [X]');
    expect(textOf('A{\\super\\chftn}{\\footnote\\pard {\\super\\chftn}Note.} b\\par')).toBe(
      'A[1] b\n\n[1] Note.',
    );
    expect(textOf('a{\\pict\\wmetafile8 0102\\bin5 }{}\\}03}b')).toBe('ab');
  });

  it('marks headers and footers', () => {
    expect(linesOf('{\\header Top\\par}{\\headerf Top\\par}{\\footer Foot}Body')).toEqual([
      { text: 'Top', role: 'header', place: 'paragraph 1' },
      { text: 'Body', place: 'paragraph 1' },
      { text: 'Foot', role: 'footer', place: 'paragraph 1' },
    ]);
  });

  it('of absurd depth is refused; any other bytes are read', () => {
    expect(() => textOf('{'.repeat(20_000))).toThrow(Refusal);
    const token = fc.constantFrom(
      ...'{ } \\par \\cell \\row \\intbl \\u-3913? \\uc9 \\bin3 \\footnote \\header \\chftn \\* \\ud \\f3 \\v \\formfield \\nestcell'.split(
        ' ',
      ),
      "\\'e4",
      ' text ',
      '\\tab ',
    );
    fc.assert(
      fc.property(fc.array(token, { maxLength: 80 }), (tokens) => {
        for (const { text } of linesOf(tokens.join(''))) {
          expect(text).not.toMatch(/[\n\r]/);
          expect(text.isWellFormed()).toBe(true);
        }
      }),
      { numRuns: 500, seed: 6 },
    );
  });
});

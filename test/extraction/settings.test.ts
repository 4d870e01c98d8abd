import { describe, expect, it } from 'vitest';
import type { ExtractionSettings } from '#shared/contract/message.ts';
import { makePdf, put } from './support/make-pdf.ts';
import { expectTiled, read } from './support/read.ts';

/** Words a little above each other, two columns apart, on two pages. */
const slanted = makePdf((pdf) => {
  put(pdf, 'Left', 20, 40);
  put(pdf, 'Middle', 150, 46);
  put(pdf, 'Right', 280, 52);
  put(pdf, 'Next', 20, 80);
  pdf.addPage();
  put(pdf, 'Second page', 20, 40);
});

describe('settings of the layout', () => {
  it.each<[ExtractionSettings, RegExp]>([
    [{ line_splitter_tolerance: 0 }, /line_splitter_tolerance is 0/],
    [{ line_splitter_tolerance: -0.4 }, /line_splitter_tolerance/],
    [{ line_splitter_tolerance: 40 }, /at most 3/],
    [{ horizontal_stretch_factor: 0 }, /horizontal_stretch_factor is 0/],
    [{ horizontal_stretch_factor: 1000 }, /from 0.1 to 10/],
    [{ horizontal_stretch_factor: Number.NaN }, /horizontal_stretch_factor/],
    [{ page_seperator: 'x'.repeat(300) }, /page_seperator/],
    [{ pages_to_extract: '3-1' }, /pages_to_extract/],
    [{ pages_to_extract: '1-,'.repeat(4000) }, /pages_to_extract is longer than/],
  ])('refuses %j', async (settings, message) => {
    await expect(read(await slanted, 'x.pdf', settings)).rejects.toMatchObject({
      code: 'invalid_settings',
      retryable: false,
      message: expect.stringMatching(message),
    });
  });

  it('refuses them for every type of file', async () => {
    const wrong = read('plain text', 'x.txt', { horizontal_stretch_factor: -1 });
    await expect(wrong).rejects.toMatchObject({ code: 'invalid_settings' });
  });

  it('takes the line splitter tolerance as a part of the height of letters', async () => {
    const lines = async (line_splitter_tolerance?: number) => {
      const document = await read(await slanted, 'x.pdf', { line_splitter_tolerance, pages_to_extract: '1' });
      expectTiled(document);
      return document.text
        .split('\n')
        .filter(Boolean)
        .map((line) => line.trim().replace(/\s+/g, ' '));
    };
    expect(await lines()).toEqual(['Left', 'Middle', 'Right', 'Next']);
    expect(await lines(0.4)).toEqual(['Left', 'Middle', 'Right', 'Next']);
    expect(await lines(0.75)).toEqual(['Left Middle', 'Right', 'Next']);
    expect(await lines(1.5)).toEqual(['Left Middle Right', 'Next']);
  });

  it('never writes words over each other, however large the tolerance', async () => {
    const pdf = makePdf((page) => {
      put(page, 'first line', 20, 40);
      put(page, 'second line', 20, 52);
    });
    const { text } = await read(await pdf, 'x.pdf', { line_splitter_tolerance: 3 });
    expect(text).toBe('first line\nsecond line');
  });

  it('stretches the grid', async () => {
    const pdf = await makePdf((page) => {
      put(page, 'Item', 20, 40);
      put(page, 'Price', 220, 40);
    });
    const columnOfPrice = async (horizontal_stretch_factor: number) =>
      (await read(pdf, 'x.pdf', { horizontal_stretch_factor })).text.indexOf('Price');
    const usual = await columnOfPrice(1);
    expect(await columnOfPrice(1.5)).toBeCloseTo(usual * 1.5, -0.5);
    expect(await columnOfPrice(2)).toBeCloseTo(usual * 2, -0.5);
  });

  it('separates pages as it is told', async () => {
    const { text } = await read(await slanted, 'x.pdf', { page_seperator: '<<<', output_mode: 'text' });
    expect(text).toMatch(/Next\n<<<\nSecond page$/);
    const usual = await read(await slanted, 'x.pdf', { output_mode: 'text' });
    expect(usual.text).toMatch(/Next\n\fSecond page$/);
  });

  it('says which settings have no effect', async () => {
    const settings = {
      line_splitter_strategy: 'mid-priority',
      output_mode: 'text',
      mark_vertical_lines: true,
    } as const;
    const { warnings } = await read(await slanted, 'x.pdf', settings);
    expect(warnings).toEqual([
      expect.stringMatching(/"mid-priority".*left-priority was used/),
      expect.stringMatching(/mark_vertical_lines.*no effect in output_mode text/),
    ]);
    const known = await read(await slanted, 'x.pdf', { line_splitter_strategy: 'left-priority' });
    expect(known.warnings).toEqual([]);
    const unknown = await read(await slanted, 'x.pdf', { line_splitter_strategy: 'best' });
    expect(unknown.warnings).toEqual([expect.stringMatching(/"best" is unknown/)]);
  });

  it('numbers every line of a PDF in hexadecimal and moves all ranges', async () => {
    const plain = await read(await slanted);
    const numbered = await read(await slanted, 'x.pdf', { add_line_nos: true });
    const lines = numbered.text.split(/\n\f?/);
    expect(lines).toHaveLength(plain.lines.lines.length);
    lines.forEach((line, index) => {
      expect(line.slice(0, 6)).toBe(`0x${(index + 1).toString(16).toUpperCase().padStart(2, '0')}: `);
    });
    const words = ({ text, lines: { lines: all } }: typeof plain) =>
      all.flatMap(({ words = [] }) => words.map(([start, end]) => text.slice(start, end)));
    expect(words(numbered)).toEqual(words(plain));
    numbered.lines.lines.forEach(({ start, end }, index) => {
      expect(numbered.text.slice(start, end)).toBe(lines[index]);
    });
  });

  it('numbers lines of plain text, all numbers as wide as the last one', async () => {
    const long = Array.from({ length: 300 }, (_none, index) => `line ${index + 1}`).join('\n');
    const { text } = await read(long, 'x.txt', { add_line_nos: true });
    const lines = text.split('\n');
    expect(lines[0]).toBe('0x001: line 1');
    expect(lines[0x1a - 1]).toBe('0x01A: line 26');
    expect(lines[299]).toBe('0x12C: line 300');
  });
});

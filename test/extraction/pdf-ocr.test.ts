import { describe, expect, it } from 'vitest';
import { isGarbled, legibleTokens } from '#shared/extraction/pdf/engine/garbled.ts';
import { mergeOcr } from '#shared/extraction/pdf/engine/merge-ocr.ts';
import type { PageToken } from '#shared/extraction/pdf/layout/types.ts';
import { readWhole } from '#shared/extraction/read-document.ts';
import { makePdf, onePage, put, stream } from './support/make-pdf.ts';
import { pictureOfText } from './support/picture-of-text.ts';
import { expectTiled, LIMITS, read, wordsOf } from './support/read.ts';

const A5 = { size: [300, 200] } satisfies PDFKit.PDFDocumentOptions;

describe('a scanned page', () => {
  it('is read by OCR, in its place among pages with text', async () => {
    const { png } = await pictureOfText(['Invoice 4711', 'Total 123.45 EUR']);
    const pdf = await makePdf((page) => {
      put(page, 'A page of text', 20, 20);
      page.addPage(A5);
      page.image(Buffer.from(png), 0, 50, { width: 300 });
      page.addPage();
      put(page, 'Another page of text', 20, 20);
    });
    const done: number[] = [];
    const document = await readWhole({
      bytes: pdf,
      fileName: 'mixed.pdf',
      settings: {},
      limits: LIMITS,
      progress: (pages, total) => done.push(pages / total),
    });
    const [first, second, third] = document.text.split('\f').map((page) => page.trim());
    expect([first, third]).toEqual(['A page of text', 'Another page of text']);
    expect(second).toMatch(/Invoice 4711\n[\s\S]*Total 123\.45 EUR/);
    expect(document.warnings).toEqual(['Page 2: no text layer; read by OCR.']);
    expect(document.metadata).toMatchObject({ ocr_pages: 1 });
    expect(done).toEqual([1 / 3, 2 / 3, 1]);
    const sources = document.lines.lines.map(({ page, source }) => `${page} ${source}`);
    expect(new Set(sources)).toEqual(new Set(['1 text-layer', '2 ocr', '3 text-layer']));
    expectTiled(document);
    // The picture begins 50 points down the page; its first line was drawn 15 points below that.
    const [, y0 = 0, , y1 = 0] = wordsOf(document).find(({ text }) => text === '4711')?.box ?? [];
    expect(y0).toBeGreaterThan(58);
    expect(y1).toBeLessThan(88);
  });

  it('that is turned is read upright, with boxes on the page as it is shown', async () => {
    const { png } = await pictureOfText(['Invoice 4711', 'Total 123.45 EUR']);
    const pdf = await makePdf(
      (page) => {
        page.rotate(90, { origin: [50, 50] });
        page.image(Buffer.from(png), 50, -50, { width: 300 });
      },
      { size: [200, 400] },
    );
    const document = await read(pdf);
    expect(document.text).toMatch(/Invoice 4711\n[\s\S]*Total 123\.45 EUR/);
    const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] =
      wordsOf(document).find(({ text }) => text === 'Invoice')?.box ?? [];
    expect(y1 - y0).toBeGreaterThan(x1 - x0);
    expect(x0).toBeGreaterThan(100);
    expect(y0).toBeLessThan(90);
  });

  it('is left alone in native_text, which is told', async () => {
    const { png } = await pictureOfText(['Invoice 4711']);
    const pdf = await makePdf((page) => {
      put(page, 'A page of text', 20, 20);
      page.addPage(A5);
      page.image(Buffer.from(png), 0, 50, { width: 300 });
    });
    const document = await read(pdf, 'scan.pdf', { mode: 'native_text' });
    expect(document.text.trim()).toBe('A page of text');
    expect(document.warnings).toEqual(['Page 2: no text layer: blank or scanned.']);
  });

  it('that is blank is told apart from one that cannot be read', async () => {
    const pdf = await makePdf((page) => {
      put(page, 'A page of text', 20, 20);
      page.addPage();
    });
    expect((await read(pdf)).warnings).toEqual(['Page 2: blank.']);
  });

  it('that cannot be drawn loses only itself', async () => {
    const { png } = await pictureOfText(['Invoice 4711']);
    const pdf = await makePdf((page) => {
      page.image(Buffer.from(png), 0, 50, { width: 300 });
      page.addPage({ size: [14_400, 14_400] });
      page.rect(0, 0, 14_000, 14_000).fill();
    });
    const document = await readWhole({
      bytes: pdf,
      fileName: 'scan.pdf',
      settings: {},
      limits: { ...LIMITS, maxPagePixels: 2_000_000 },
    });
    expect(document.text.trim()).toBe('Invoice 4711');
    expect(document.warnings).toContain(
      'Page 2: no text layer: blank or scanned; the page is too large to be drawn for OCR.',
    );
  });

  it('whose pixels are limited is drawn coarser, which is told', async () => {
    const { png } = await pictureOfText(['Invoice 4711']);
    const pdf = await makePdf((page) => void page.image(Buffer.from(png), 0, 50, { width: 300 }));
    const document = await readWhole({
      bytes: pdf,
      fileName: 'scan.pdf',
      settings: {},
      limits: { ...LIMITS, maxPagePixels: 300_000 },
    });
    expect(document.text).toContain('4711');
    expect(document.warnings.join()).toContain('MAX_PAGE_PIXELS');
  });

  it('of a language without data is refused before anything is read', async () => {
    const pdf = await makePdf((page) => put(page, 'Text', 20, 20));
    await expect(read(pdf, 'a.pdf', { ocr_languages: 'tlh' })).rejects.toMatchObject({
      code: 'invalid_settings',
    });
  });
});

describe('a page with text and a picture', () => {
  it('gets those words from OCR that its text layer lacks', async () => {
    const { png } = await pictureOfText(['Invoice 4711', 'Total 123.45 EUR']);
    const pdf = await makePdf(
      (page) => {
        page.image(Buffer.from(png), 0, 50, { width: 300 });
        put(page, 'Received 2026-11-22', 20, 20);
      },
      { size: [300, 200] },
    );
    const document = await read(pdf);
    expect(document.text.match(/2026-11-22/g)).toHaveLength(1);
    expect(document.text).toMatch(/Received 2026-11-22[\s\S]*Invoice 4711[\s\S]*Total 123\.45 EUR/);
    expect(document.warnings).toEqual(['Page 1: words in pictures were added by OCR.']);
    const sourceOf = (text: string) =>
      document.lines.lines.find(({ start, end }) => document.text.slice(start, end).includes(text))?.source;
    expect([sourceOf('Received'), sourceOf('Invoice')]).toEqual(['text-layer', 'ocr']);
  });

  it('that a scanner has made searchable is not read again', async () => {
    const { png } = await pictureOfText(['Invoice 4711']);
    const pdf = await makePdf(
      (page) => {
        page.image(Buffer.from(png), 0, 50, { width: 300 });
        page.addContent('3 Tr');
        put(page, 'Invoice 4712', 20, 62);
      },
      { size: [300, 200] },
    );
    const document = await read(pdf);
    expect(document.text.trim()).toBe('Invoice 4712');
    expect(document.warnings).toEqual([]);
  });

  it('keeps what stands there and takes what stands beside it', () => {
    const token = (text: string, x: number, confidence?: number): PageToken => ({
      text,
      box: [x, 10, x + 30, 20],
      em: 10,
      angle: 0,
      origin: [x, 18],
      confidence,
    });
    const merged = mergeOcr([token('exact', 10)], [token('exoct', 11, 0.7), token('new', 60, 0.9)]);
    expect(merged.map(({ text }) => text)).toEqual(['exact', 'new']);
  });
});

describe('a text layer that is no text', () => {
  it('is replaced by OCR', async () => {
    // Codes that the font shows as letters but whose Unicode map leads to private use.
    const shown = 'Invoice number forty seven';
    const codes = Buffer.from(shown).toString('hex');
    const pdf = onePage(`BT /F 20 Tf 40 200 Td <${codes}> Tj ET`, {
      resources: '/Font << /F 5 0 R >>',
      more: [
        '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>',
        stream(
          '/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def 1 begincodespacerange ' +
            '<00> <ff> endcodespacerange 1 beginbfrange <21> <7e> <e021> endbfrange endcmap end end',
        ),
      ],
    });
    const document = await read(pdf);
    expect(document.text.trim()).toBe(shown);
    expect(document.warnings).toEqual([
      'Page 1: text was garbled (fonts without a Unicode map) and was replaced by OCR.',
    ]);
    const kept = await read(pdf, 'a.pdf', { mode: 'native_text' });
    expect(kept.warnings).toEqual([
      'Page 1: garbled: fonts without a Unicode map, the text is not to be trusted.',
    ]);
  });

  it('is replaced only where it is none', () => {
    const tokens = ['Right', '\ue000\ue001', 'text'].map(
      (text): PageToken => ({ text, box: [0, 0, 9, 9], em: 9, angle: 0, origin: [0, 9] }),
    );
    expect(legibleTokens(tokens, 11, 2).map(({ text }) => text)).toEqual(['Right', 'text']);
    expect(legibleTokens(tokens, 11, 8)).toEqual([]);
  });

  it('is known by its letters', () => {
    const tokens = (text: string): PageToken[] =>
      text.split(' ').map((word) => ({ text: word, box: [0, 0, 9, 9], em: 9, angle: 0, origin: [0, 9] }));
    const garbled = (text: string) => isGarbled(tokens(text), text.length, 0);
    const english =
      'The quick brown fox jumps over the lazy dog while seven wizards quietly mix brighter potions for the ' +
      'queen of the northern kingdom and her many restless children who would rather listen to another story about ' +
      'ancient travellers crossing enormous mountains';
    const shifted = english
      .toLowerCase()
      .replace(/[a-z]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) - 29))
      .replace(/[^A-Z ]/g, 'X');
    const polish =
      'Wszyscy ludzie rodzą się wolni i równi pod względem swej godności i swych praw. Są oni obdarzeni rozumem ' +
      'i sumieniem i powinni postępować wobec innych w duchu braterstwa';
    const code =
      'if (a[i] != b[j]) { c[k] += d[l] * (e - f); } else { return g(h, i) >> 2; } // done '.repeat(3);
    expect([english, polish, code].map(garbled)).toEqual([false, false, false]);
    expect([shifted, '!"#$ %&\' ()*+ /:;< =>?@ [\\]^ '.repeat(8)].map(garbled)).toEqual([true, true]);
  });
});

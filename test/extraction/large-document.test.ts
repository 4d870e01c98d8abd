import { describe, expect, it } from 'vitest';
import { readWhole } from '#shared/extraction/read-document.ts';
import { makePdf, put, rawPdf, stream } from './support/make-pdf.ts';
import { expectTiled, LIMITS } from './support/read.ts';

const PAGES = 120;

const longPdf = (pages: number) =>
  makePdf((pdf) => {
    for (let page = 1; page <= pages; page++) {
      if (page > 1) pdf.addPage();
      put(pdf, `Page ${page} of many`, 30, 30);
      put(pdf, `Total ${page * 7}.00`, 30, 60);
    }
  });

/** Pages of text, those of `killers` with forms that draw each other ten times, eight deep. */
function mixedPdf(pages: number, killers: readonly number[]): Uint8Array {
  const first = 4;
  const forms = first + pages;
  const fine = forms + 9;
  const kids = Array.from({ length: pages }, (_none, index) => `${first + index} 0 R`).join(' ');
  const page = (content: number, more: string) =>
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents ${content} 0 R /Resources << /Font << /F 3 0 R >> ${more} >> >>`;
  const form = (next: number) =>
    stream(
      '/X Do '.repeat(10),
      `/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X ${next} 0 R >> >>`,
    );
  return rawPdf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids}] /Count ${pages} >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    ...Array.from({ length: pages }, (_none, index) =>
      killers.includes(index + 1) ? page(fine + 1, `/XObject << /X ${forms} 0 R >>`) : page(fine, ''),
    ),
    ...Array.from({ length: 8 }, (_none, index) => form(forms + index + 1)),
    stream(
      'BT /F 9 Tf (x) Tj ET '.repeat(100),
      '/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /Font << /F 3 0 R >> >>',
    ),
    stream('BT /F 10 Tf 50 100 Td (fine) Tj ET'),
    stream('/X Do'),
  ]);
}

describe('a long PDF', () => {
  it('is read by several engines, its pages in order', async () => {
    const progress: number[] = [];
    const document = await readWhole({
      bytes: await longPdf(PAGES),
      fileName: 'x.pdf',
      settings: {},
      limits: LIMITS,
      progress: (done, total) => {
        expect(total).toBe(PAGES);
        progress.push(done);
      },
    });
    const numbers = Array.from({ length: PAGES }, (_none, index) => index + 1);
    expect(document.text.split('\f').map((page) => /Page (\d+) of/.exec(page)?.[1])).toEqual(
      numbers.map(String),
    );
    expect(document.lines.pages.map(({ page }) => page)).toEqual(numbers);
    expect(document.warnings).toEqual([]);
    expect(progress).toEqual(numbers);
    expectTiled(document);
  });

  it('loses only the pages that take too long, wherever they stand', async () => {
    const killers = [1, 17, 60];
    const document = await readWhole({
      bytes: mixedPdf(60, killers),
      fileName: 'x.pdf',
      settings: {},
      limits: { ...LIMITS, pageTimeoutMs: 1000 },
    });
    const good = Array.from({ length: 60 }, (_none, index) => index + 1).filter(
      (page) => !killers.includes(page),
    );
    expect(document.lines.pages.map(({ page }) => page)).toEqual(good);
    expect(document.text).toBe(good.map(() => 'fine').join('\n\f'));
    expect(document.warnings).toEqual([expect.stringMatching(/^Pages 1, 17, 60: left out/)]);
  });

  it('is given up when page after page takes too long', async () => {
    const killers = Array.from({ length: 10 }, (_none, index) => index * 4 + 1);
    await expect(
      readWhole({
        bytes: mixedPdf(40, killers),
        fileName: 'x.pdf',
        settings: {},
        limits: { ...LIMITS, pageTimeoutMs: 300 },
      }),
    ).rejects.toMatchObject({ code: 'limit_exceeded', retryable: false });
  });

  it('frees the caller’s copy of the file, and leaves a small one alone', async () => {
    const bytes = await longPdf(3);
    let released = 0;
    const input = { bytes, fileName: 'x.pdf', settings: {}, limits: LIMITS, release: () => void released++ };
    await readWhole(input);
    expect(released).toBe(1);
    const shared = new Uint8Array(new SharedArrayBuffer(bytes.length));
    shared.set(bytes);
    const document = await readWhole({ ...input, bytes: shared });
    expect(released).toBe(1);
    expect(document.pageCount).toBe(3);
  });
});

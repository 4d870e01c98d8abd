import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readWhole } from '#shared/extraction/read-document.ts';
import { makePdf, mappedFont, onePage, put, rawPdf, stream } from './support/make-pdf.ts';
import { LIMITS, read } from './support/read.ts';

const pages = (count: number) =>
  makePdf((pdf) => {
    for (let page = 1; page <= count; page++) {
      if (page > 1) pdf.addPage();
      put(pdf, `This is page ${page}`, 30, 30);
    }
  });

describe('a PDF that cannot be read', () => {
  it('names what is wrong, as a permanent error', async () => {
    const good = await pages(1);
    const cases: [Uint8Array | string, string, RegExp][] = [
      ['', 'empty_file', /0 bytes/],
      ['%PDF-1.7\nthis is not what it says', 'corrupt_document', /damaged/],
      [good.slice(0, 300), 'corrupt_document', /damaged/],
      [new Uint8Array(5000), 'corrupt_document', /no PDF header/],
      [
        rawPdf(['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [] /Count 0 >>']),
        'no_pages',
        /no pages/,
      ],
      [await makePdf((pdf) => pdf.rect(10, 10, 50, 50).fill()), 'no_text', /OCR/],
    ];
    for (const [bytes, code, message] of cases)
      await expect(read(bytes)).rejects.toMatchObject({
        code,
        retryable: false,
        message: expect.stringMatching(message),
      });
  });

  it('asks for the password, takes it, and says when it is the wrong one', async () => {
    const secret = await makePdf((pdf) => put(pdf, 'Confidential', 30, 30), {
      userPassword: 'opën',
      ownerPassword: 'owner',
      pdfVersion: '1.7',
    });
    await expect(read(secret)).rejects.toMatchObject({
      code: 'encrypted_document',
      message: expect.stringContaining('extraction_settings.password'),
    });
    await expect(read(secret, 'x.pdf', { password: 'guess' })).rejects.toMatchObject({
      code: 'encrypted_document',
      message: expect.stringContaining('does not open'),
    });
    expect((await read(secret, 'x.pdf', { password: 'opën' })).text).toBe('Confidential');
    expect((await read(secret, 'x.pdf', { password: 'owner' })).text).toBe('Confidential');
  });

  it('is read with a warning when all that it lacks is the header', async () => {
    const good = await pages(2);
    for (const damaged of [good.slice(9), Buffer.concat([Buffer.from('%/rubbish'), good.slice(9)])]) {
      const { text, warnings } = await read(damaged);
      expect(text).toBe('This is page 1\n\fThis is page 2');
      expect(warnings).toEqual([expect.stringMatching(/no header/)]);
    }
  });

  it('reads what only forbids printing and copying', async () => {
    const limited = await makePdf((pdf) => put(pdf, 'Readable', 30, 30), { ownerPassword: 'owner' });
    expect((await read(limited)).text).toBe('Readable');
  });
});

describe('pages of a PDF', () => {
  it('can be selected, and separated as asked', async () => {
    const pdf = await pages(5);
    const all = await read(pdf);
    expect(all.pageCount).toBe(5);
    expect(all.text.split('\n\f')).toEqual([1, 2, 3, 4, 5].map((page) => `This is page ${page}`));
    const some = await read(pdf, 'x.pdf', { pages_to_extract: '4-, 2', page_seperator: '<<<' });
    expect(some.text).toBe('This is page 2\n<<<\nThis is page 4\n<<<\nThis is page 5');
    expect(some.lines.pages.map((page) => page.page)).toEqual([2, 4, 5]);
    expect(some.lines.lines.map((line) => some.text.slice(line.start, line.end))).toEqual(
      [2, 4, 5].map((page) => `This is page ${page}`),
    );
  });

  it('are refused when the selection makes no sense or there are too many', async () => {
    const pdf = await pages(3);
    await expect(read(pdf, 'x.pdf', { pages_to_extract: '1,x' })).rejects.toMatchObject({
      code: 'invalid_settings',
    });
    await expect(read(pdf, 'x.pdf', { pages_to_extract: '9' })).rejects.toMatchObject({ code: 'no_pages' });
    const limited = { bytes: pdf, fileName: 'x.pdf', settings: {}, limits: { ...LIMITS, maxPages: 2 } };
    await expect(readWhole(limited)).rejects.toMatchObject({
      code: 'limit_exceeded',
      message: expect.stringContaining('MAX_PAGES'),
    });
    expect((await readWhole({ ...limited, settings: { pages_to_extract: '1-2' } })).lines.pages).toHaveLength(
      2,
    );
  });

  it('without text are named in a warning', async () => {
    const document = await read(
      await makePdf((pdf) => {
        put(pdf, 'Text', 30, 30);
        for (let page = 2; page <= 5; page++) pdf.addPage();
        put(pdf, 'More text', 30, 30);
      }),
    );
    expect(document.text).toBe('Text\n\f\n\f\n\f\n\fMore text');
    expect(document.warnings).toEqual([expect.stringMatching(/^Pages 2-4: blank/)]);
  });

  it('with fonts that have no Unicode map are named in a warning', async () => {
    const document = await read(
      onePage('BT /F 10 Tf 50 100 Td (abcabc) Tj ET', mappedFont(['\ue001', '\ue002', '\ue003'])),
    );
    expect(document.warnings).toEqual([expect.stringMatching(/^Page 1: .*garbled.*OCR/)]);
  });

  it('that are damaged lose only themselves', async () => {
    const text = (word: string) => stream(`BT /F 10 Tf 50 100 Td (${word}) Tj ET`);
    const page = (content: number) =>
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents ${content} 0 R /Resources << /Font << /F 8 0 R >> >> >>`;
    const document = await read(
      rawPdf([
        '<< /Type /Catalog /Pages 2 0 R >>',
        '<< /Type /Pages /Kids [3 0 R 99 0 R 4 0 R] /Count 3 >>',
        page(5),
        page(6),
        text('first'),
        text('third'),
        '<< >>',
        '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
      ]),
    );
    expect(document.text.replaceAll('\n\f', '|').replace('||', '|')).toBe('first|third');
    expect(document.warnings.join()).toMatch(/Page 2: (could not be read|no text layer)/);
  });

  it('are counted while they are read', async () => {
    const seen: [number, number, string][] = [];
    await readWhole({
      bytes: await pages(3),
      fileName: 'x.pdf',
      settings: {},
      limits: LIMITS,
      progress: (...step) => seen.push(step),
    });
    expect(seen).toEqual([
      [1, 3, 'pages'],
      [2, 3, 'pages'],
      [3, 3, 'pages'],
    ]);
  });
});

/** Forms that draw each other ten times, nine deep: a thousand million draws in two kilobytes. */
function nestedForms(extraPages = ''): Uint8Array {
  const form = (next: number) =>
    stream(
      '/X Do '.repeat(10),
      `/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X ${next} 0 R >> >>`,
    );
  const last = stream(
    'BT /F 9 Tf (x) Tj ET '.repeat(10),
    '/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /Font << /F 15 0 R >> >>',
  );
  return onePage('/X Do', {
    resources: `/XObject << /X 5 0 R >> ${extraPages}`,
    more: [
      ...[6, 7, 8, 9, 10, 11, 12, 13, 14].map(form),
      last,
      '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    ],
  });
}

describe('a PDF made to do harm', () => {
  const quick = { ...LIMITS, engineMemoryMb: 64 };

  it('is given up at the time limit of a page, and the next document is read', async () => {
    const started = performance.now();
    await expect(
      readWhole({
        bytes: nestedForms(),
        fileName: 'x.pdf',
        settings: {},
        limits: { ...quick, pageTimeoutMs: 400 },
      }),
    ).rejects.toMatchObject({ code: 'limit_exceeded', retryable: false });
    expect(performance.now() - started).toBeLessThan(6000);
    expect((await read(await pages(1))).text).toBe('This is page 1');
  });

  it('is given up when it takes too long to be opened', async () => {
    const objects = Array.from({ length: 20_000 }, (_none, number) => `<< /Number ${number} >>`);
    const bytes = rawPdf(objects);
    const limits = { ...LIMITS, extractionTimeoutMs: 3_600_000, pageTimeoutMs: 0.2 };
    await expect(readWhole({ bytes, fileName: 'x.pdf', settings: {}, limits })).rejects.toMatchObject({
      code: 'limit_exceeded',
      retryable: false,
      message: expect.stringContaining('PAGE_TIMEOUT_MS'),
    });
  });

  it('is given up at the time limit of the document', async () => {
    const limits = { ...LIMITS, extractionTimeoutMs: 300 };
    const started = performance.now();
    await expect(
      readWhole({ bytes: nestedForms(), fileName: 'x.pdf', settings: {}, limits }),
    ).rejects.toMatchObject({ code: 'extraction_timeout', retryable: false });
    expect(performance.now() - started).toBeLessThan(4000);
    expect((await read(await pages(1))).text).toBe('This is page 1');
  });

  it('is given up when the invocation ends, to be tried again', async () => {
    const input = { bytes: nestedForms(), fileName: 'x.pdf', settings: {}, limits: LIMITS };
    await expect(readWhole({ ...input, signal: AbortSignal.timeout(200) })).rejects.toMatchObject({
      code: 'extraction_aborted',
      retryable: true,
    });
    await expect(readWhole({ ...input, signal: AbortSignal.abort() })).rejects.toMatchObject({
      retryable: true,
    });
    expect((await read(await pages(1))).text).toBe('This is page 1');
  });

  it('cannot take more memory than allowed', async () => {
    const bomb = onePage(deflateSync(Buffer.alloc(200 * 1024 * 1024, 32)), {
      filter: '/Filter /FlateDecode',
    });
    await expect(
      readWhole({ bytes: bomb, fileName: 'x.pdf', settings: {}, limits: quick }),
    ).rejects.toMatchObject({
      code: expect.stringMatching(/^(limit_exceeded|no_text|corrupt_document)$/),
    });
    expect((await read(await pages(1))).text).toBe('This is page 1');
  });

  it('with too much text on a page loses that page', async () => {
    const crowd = Buffer.from(
      `BT /F 1 Tf 10 10 Td ${'(ab ab ab ab ab ab ab ab ab ab) Tj '.repeat(20_000)} ET`,
    );
    const bomb = onePage(deflateSync(crowd), { ...mappedFont(['a', 'b']), filter: '/Filter /FlateDecode' });
    await expect(read(bomb)).rejects.toMatchObject({ code: 'limit_exceeded' });
  });

  it('with a page of nine million points is read', async () => {
    const document = await read(
      onePage('BT /F 10 Tf 50 100 Td (ab) Tj ET', { ...mappedFont(['a', 'b']), box: '0 0 9000000 9000000' }),
    );
    expect(document.text).toBe('ab');
  });

  it('loses the page that kills the engine and keeps the others', async () => {
    const form = (next: number) =>
      stream(
        '/X Do '.repeat(10),
        `/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X ${next} 0 R >> >>`,
      );
    const page = (content: string, resources: string) =>
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents ${content} 0 R /Resources << /Font << /F 8 0 R >> ${resources} >> >>`;
    const bytes = rawPdf([
      '<< /Type /Catalog /Pages 2 0 R >>',
      '<< /Type /Pages /Kids [3 0 R 4 0 R 5 0 R] /Count 3 >>',
      page('6', ''),
      page('7', '/XObject << /X 9 0 R >>'),
      page('6', ''),
      stream('BT /F 10 Tf 50 100 Td (fine) Tj ET'),
      stream('/X Do'),
      '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
      ...[10, 11, 12, 13, 14, 15, 16, 17].map(form),
      stream(
        'BT /F 9 Tf (x) Tj ET '.repeat(100),
        '/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /Font << /F 8 0 R >> >>',
      ),
    ]);
    const document = await readWhole({
      bytes,
      fileName: 'x.pdf',
      settings: {},
      limits: { ...quick, pageTimeoutMs: 1000 },
    });
    expect(document.text).toBe('fine\n\ffine');
    expect(document.lines.pages.map((each) => each.page)).toEqual([1, 3]);
    expect(document.warnings).toEqual([expect.stringMatching(/^Page 2: left out/)]);
  });
});

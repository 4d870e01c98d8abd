import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDocument } from '#shared/extraction/read-document.ts';
import { expectTiled, LIMITS, read } from './support/read.ts';

const SAMPLE = 'Rechnung Nr. 17\nSumme: 1.234,50 €\n\nÜbertrag – “größer” als je zuvor';

function utf32(text: string): Uint8Array {
  const codes = Uint32Array.from([...text].map((character) => character.codePointAt(0) ?? 0));
  return new Uint8Array(codes.buffer);
}

describe('plain text', () => {
  it('is decoded whatever its encoding', async () => {
    const utf16 = Buffer.from(SAMPLE, 'utf16le');
    const cases: [string, Uint8Array][] = [
      ['utf-8', Buffer.from(SAMPLE)],
      ['utf-8 with mark', Buffer.from(`\ufeff${SAMPLE}`)],
      ['utf-16le with mark', Buffer.from(`\ufeff${SAMPLE}`, 'utf16le')],
      ['utf-16be with mark', Buffer.from(`\ufeff${SAMPLE}`, 'utf16le').swap16()],
      ['utf-16le', utf16],
      ['utf-16be', Buffer.from(utf16).swap16()],
      ['utf-32le with mark', utf32(`\ufeff${SAMPLE}`)],
      ['utf-32le', utf32(SAMPLE)],
    ];
    for (const [name, bytes] of cases) {
      const document = await read(bytes, 'note.txt');
      expect(document.text, name).toBe(SAMPLE);
      expect(document.fileType).toBe('txt');
      expectTiled(document);
    }
  });

  it('in an unnamed 8-bit encoding is read as windows-1252, with a warning', async () => {
    const document = await read(Buffer.from('Gr\xf6\xdfe: 5 \x80', 'latin1'), 'note.txt');
    expect(document.text).toBe('Größe: 5 €');
    expect(document.warnings).toEqual([expect.stringContaining('windows-1252')]);
  });

  it('keeps its lines, whatever ends them', async () => {
    const document = await read('one\r\ntwo  \rthree\n\n\nfour\n\n', 'a.txt');
    expect(document.text).toBe('one\ntwo\nthree\n\n\nfour');
    expect(document.lines.lines).toHaveLength(6);
    expect(document.lines.lines.every((line) => line.box === undefined && line.page === 1)).toBe(true);
    expect(document.pageCount).toBe(1);
  });

  it('tiles into lines for any text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 }), async (text) => {
        const document = await read(`start ${text}`, 'a.txt').catch((error: { code?: string }) => error);
        if ('code' in document) expect(document.code).toBe('unsupported_type');
        else expectTiled(document as Awaited<ReturnType<typeof read>>);
      }),
      { numRuns: 200, seed: 99 },
    );
  });

  it('that begins like a memo is no e-mail', async () => {
    const memo = 'From: Ada\nTo: all\nSubject: Lunch\n\nAt noon.';
    expect((await read(memo, 'memo.txt')).text).toBe(memo);
  });

  it('in ISO-2022-JP, which is seven-bit, is not taken for UTF-8', async () => {
    const konnichiwa = Buffer.from('1b244224332473244b2441244f1b2842', 'hex');
    expect((await read(konnichiwa, 'a.txt')).text).toBe('こんにちは');
  });

  it('of too many lines ends typed', async () => {
    await expect(read('a\n'.repeat(2_000_001), 'a.txt')).rejects.toMatchObject({
      code: 'limit_exceeded',
      retryable: false,
    });
  });

  it('that is blank is an error, not an empty success', async () => {
    await expect(read(' \n\t\n', 'a.txt')).rejects.toMatchObject({ code: 'no_text' });
  });

  it('is told apart: Markdown, JSON, XML', async () => {
    expect((await read('# Title\n\n- one\n- two\n- three\n', 'README.md')).fileType).toBe('md');
    expect((await read('# Title\n\n- one\n- two\n- three\n', 'upload')).fileType).toBe('md');
    expect((await read('{"a": [1, 2]}', 'data')).fileType).toBe('json');
    expect((await read('<?xml version="1.0"?><invoice><total>5</total></invoice>', 'data')).fileType).toBe(
      'xml',
    );
  });
});

describe('HTML', () => {
  const page = `<!DOCTYPE html><html><head><meta charset="utf-8"><title>T</title><style>p{color:red}</style>
    <script>alert("never shown")</script></head><body><h1>Report &amp; figures</h1>
    <p>First   paragraph with a <a href="https://example.org/x">link</a>.</p>
    <table><tr><th>Region</th><th>Sales</th></tr><tr><td>North</td><td>1,200</td></tr>
    <tr><td>South-East</td><td>90</td></tr></table></body></html>`;

  it('keeps its words and the columns of its tables', async () => {
    const document = await read(page, 'upload.bin');
    expect(document.fileType).toBe('html');
    const lines = document.text.split('\n');
    expect(lines[0]).toBe('Report & figures');
    expect(document.text).toContain('First paragraph with a link.');
    expect(document.text).not.toMatch(/never shown|color|https/);
    const cells = lines.filter((line) => /Region|North|South/.test(line));
    // Numbers end in one column.
    expect(cells.map((line) => line.length)).toEqual([cells[1]?.length, cells[1]?.length, cells[1]?.length]);
    expectTiled(document);
  });

  it('is known by its name where there is little of it', async () => {
    expect((await read('Only <b>bold</b> &amp; small', 'a.htm')).text).toBe('Only bold & small');
  });

  it('is decoded as it declares', async () => {
    const html =
      '<html><head><meta http-equiv="Content-Type" content="text/html; charset=koi8-r"></head><body>\xf0\xd2\xc9\xd7\xc5\xd4</body></html>';
    const document = await read(Buffer.from(html, 'latin1'), 'a.html');
    expect(document.text).toBe('Привет');
    expect(document.warnings).toEqual([]);
  });

  it('of absurd depth is read all the same', async () => {
    const document = await read(`<html><body>top${'<div>'.repeat(5000)}deep</body></html>`, 'a.html');
    expect(document.text).toBe('top\ndeep');
    const tables = await read(`<html><body>${'<table><tr><td>a<td>b'.repeat(500)}</table>`, 'a.html');
    expect(tables.text.match(/a/g)).toHaveLength(500);
  });
});

describe('HTML and CSV in their thread', () => {
  const bomb = `<html><body>${'<p>a</p>'.repeat(1_500_000)}`;
  const readWith = (limits: Partial<typeof LIMITS>, text: string, signal?: AbortSignal) =>
    readDocument({
      bytes: Buffer.from(text),
      fileName: 'a.html',
      settings: {},
      limits: { ...LIMITS, ...limits },
      ...(signal && { signal }),
    });

  it('may not use up the memory', async () => {
    await expect(readWith({ engineMemoryMb: 64 }, bomb)).rejects.toMatchObject({
      code: 'limit_exceeded',
      retryable: false,
      message: expect.stringContaining('ENGINE_MEMORY_MB'),
    });
  }, 20_000);

  it('may not take more than their time, and leave the process free meanwhile', async () => {
    let ticks = 0;
    const timer = setInterval(() => ticks++, 20);
    await expect(readWith({ extractionTimeoutMs: 300 }, bomb)).rejects.toMatchObject({
      code: 'extraction_timeout',
      retryable: false,
    });
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(5);
  });

  it('may take five times what a page may, so that they fail for good within one invocation', async () => {
    const reading = readWith({ pageTimeoutMs: 60, extractionTimeoutMs: 3_600_000 }, bomb);
    await expect(reading).rejects.toMatchObject({
      code: 'limit_exceeded',
      retryable: false,
      message: expect.stringContaining('within 300 ms'),
    });
  });

  it('are given up when the invocation ends, to be tried again', async () => {
    const reading = readWith({}, bomb, AbortSignal.timeout(50));
    await expect(reading).rejects.toMatchObject({ code: 'extraction_aborted', retryable: true });
    await expect(readWith({}, '<p>a</p>', AbortSignal.abort())).rejects.toMatchObject({ retryable: true });
  });
});

describe('CSV', () => {
  it('becomes a grid, numbers to the right', async () => {
    const document = await read('Item;Qty;Price\n"Bolt; M8";5;0,40\nWasher;1200;0,05\n', 'parts.csv');
    expect(document.fileType).toBe('csv');
    expect(document.text).toBe('Item       Qty  Price\nBolt; M8     5   0,40\nWasher    1200   0,05');
    expectTiled(document);
  });

  it('is known by its content too, and tabs are as good as commas', async () => {
    expect((await read('a,b,c\n1,2,3\n4,5,6\n', 'upload')).fileType).toBe('csv');
    expect((await read('a\tb\n1\t2\n', 'x.tsv')).text).toBe('a  b\n1  2');
    expect((await read('Dear Sir, or Madam,\nplease, find, enclosed\nthe invoice.', 'x')).fileType).toBe(
      'txt',
    );
  });

  it('with rows of very different lengths takes no more time for it', async () => {
    const startedAt = performance.now();
    const wide = ','.repeat(20_000);
    const { text } = await read(`${wide}\n${'a,b\n'.repeat(20_000)}`, 'a.csv');
    expect(text.split('\n').at(-1)).toBe('a  b');
    expect(performance.now() - startedAt).toBeLessThan(5000);
  });

  it('that would become enormous by being aligned is not aligned, and says so', async () => {
    const heading = Array.from({ length: 2000 }, () => 'x'.repeat(60)).join(',');
    const row = `${','.repeat(1998)}1,2`;
    const { text, warnings } = await read(`${heading}\n${`${row}\n`.repeat(1000)}`, 'a.csv');
    expect(warnings).toEqual([expect.stringContaining('too large to be aligned')]);
    expect(text.split('\n').at(-1)?.trim()).toBe('1  2');
  });

  it('of too many characters ends typed', async () => {
    await expect(read(`a,b\n${'1,2\n'.repeat(8_500_000)}`, 'a.csv')).rejects.toMatchObject({
      code: 'limit_exceeded',
    });
  });

  it('with line breaks inside cells keeps a record on a line', async () => {
    const { text } = await read('name,address,x\nAda,"1 Lane\nTown",1\n', 'a.csv');
    expect(text.split('\n')).toEqual(['name  address      x', 'Ada   1 Lane Town  1']);
  });
});

import fc from 'fast-check';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { OfficeFile } from '#shared/extraction/conversion/protocol.ts';
import { readOffice } from '#shared/extraction/office/read-office.ts';
import { readElements } from '#shared/extraction/office/xml/tree.ts';
import { read } from '../support/read.ts';
import { cell, docx, openDocument, paragraph, pptx, run, shape, WORD, xlsx } from './support/packages.ts';
import { readHere } from './support/read-here.ts';

const word = (xml: string) => docx('', {}, { 'word/document.xml': xml });
const body = (content: string) => `<w:document ${WORD}><w:body>${content}</w:body></w:document>`;

describe('a hostile Office file', () => {
  it('that unfolds to more than allowed is refused while it unfolds', async () => {
    const bomb = word(body(paragraph('a').repeat(200_000)));
    expect(bomb.length).toBeLessThan(200_000);
    await expect(readHere(bomb, 'docx', { maxExpandedBytes: 1_000_000 })).rejects.toMatchObject({
      code: 'limit_exceeded',
    });
  });

  it('that nests without end is refused', async () => {
    const deep = body(
      `${'<w:tbl><w:tr><w:tc>'.repeat(300)}${paragraph('x')}${'</w:tc></w:tr></w:tbl>'.repeat(300)}`,
    );
    await expect(readHere(word(deep), 'docx')).rejects.toMatchObject({ code: 'limit_exceeded' });
  });

  it('with a table of more elements than anyone can use is refused before memory runs out', () => {
    function* table(): Generator<Uint8Array> {
      yield Buffer.from('<w:tbl>');
      for (let times = 0; times < 2000; times++) yield Buffer.from('<w:tc/>'.repeat(1000));
    }
    expect(() => readElements(table(), new Set(), () => {})).toThrow(/elements/);
  });

  it('with entities of its own is refused; they are never expanded', async () => {
    const entities = `<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>${body(paragraph('&b;'))}`;
    await expect(readHere(word(entities), 'docx')).rejects.toMatchObject({ code: 'corrupt_document' });
  });

  it('that shares one long text among many cells is refused', async () => {
    const rows = Array.from(
      { length: 2000 },
      (_none, index) => `<row r="${index + 1}"><c r="A${index + 1}" t="s"><v>0</v></c></row>`,
    );
    const strings = [`<si><t>${'x'.repeat(100_000)}</t></si>`];
    await expect(
      readHere(xlsx([{ name: 'a', rows: rows.join('') }], { strings }), 'xlsx'),
    ).rejects.toMatchObject({
      code: 'limit_exceeded',
    });
  });

  it('with spans and numbers out of all bounds is read', async () => {
    const span = (value: string) =>
      `<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="${value}"/></w:tcPr>${paragraph('x')}</w:tc></w:tr></w:tbl>`;
    const { text } = await readHere(docx(span('9'.repeat(20)) + span('-3') + span('9000')), 'docx');
    expect(text).toBe('x\n\nx\n\nx');
    const far = '<row r="99999999999"><c r="ZZZZZ1"><v>1</v></c><c r="A0"><v>2</v></c></row>';
    expect((await readHere(xlsx([{ name: 'a', rows: far }]), 'xlsx')).text).toMatch(/1/);
  });

  it('of a line of tabs, or of rows as wide as they can be, is read in linear time', async () => {
    const tabs = await readHere(
      docx(`<w:p><w:r>${'<w:tab/>'.repeat(300_000)}<w:t>end</w:t></w:r></w:p>`),
      'docx',
    );
    expect(tabs.text.endsWith('end')).toBe(true);
    const wide = (row: number) => `<row r="${row}">${'<c><v>1</v></c>'.repeat(16_384)}</row>`;
    const sheet = await readHere(xlsx([{ name: 'a', rows: wide(1) + wide(2) }]), 'xlsx');
    expect(sheet.lines.lines[1]?.place).toBe('A2:XFD2');
  });

  it('without its main part is corrupt, one with a password encrypted', async () => {
    await expect(readHere(zipSync({ 'a.txt': new Uint8Array(1) }), 'docx')).rejects.toMatchObject({
      code: 'corrupt_document',
    });
    const locked = docx(paragraph('x'));
    const directory = locked.findLastIndex(
      (byte, index) => byte === 0x50 && locked[index + 1] === 0x4b && locked[index + 2] === 1,
    );
    locked[directory + 8] = (locked[directory + 8] ?? 0) | 1;
    await expect(readHere(locked, 'docx')).rejects.toMatchObject({ code: 'encrypted_document' });
  });

  it('whatever is broken in it, ends in text or a typed error', async () => {
    const samples: [OfficeFile['type'], Uint8Array][] = [
      [
        'docx',
        docx(`${paragraph(run('text '))}<w:tbl><w:tr><w:tc>${paragraph('cell')}</w:tc></w:tr></w:tbl>`),
      ],
      ['xlsx', xlsx([{ name: 'a', rows: `<row r="1">${cell('A1', 'x')}${cell('B1', 2)}</row>` }])],
      ['pptx', pptx([shape(0, 0, ['one', 'two'])])],
      ['odt', openDocument('text', '<text:p>one</text:p>')],
      [
        'ods',
        openDocument(
          'spreadsheet',
          '<table:table table:name="a"><table:table-row><table:table-cell><text:p>x</text:p></table:table-cell></table:table-row></table:table>',
        ),
      ],
    ];
    const mutation = fc.tuple(
      fc.nat(samples.length - 1),
      fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 8 }),
    );
    await fc.assert(
      fc.asyncProperty(mutation, async ([index, changes]) => {
        const [type, original] = samples[index] ?? ['docx', new Uint8Array()];
        const bytes = Uint8Array.from(original);
        for (const [at, value] of changes) bytes[at % bytes.length] = value;
        const outcome = await readOffice(
          { type, bytes, maxExpandedBytes: 1_000_000, maxPages: 10 },
          () => {},
        ).catch((error: Error) => error);
        if (outcome instanceof Error) expect(outcome.name).toBe('Refusal');
      }),
      { numRuns: 400, seed: 5 },
    );
  });

  it('is refused in its thread as a permanent error', async () => {
    await expect(read(word('<w:document'), 'a.docx')).rejects.toMatchObject({
      code: 'corrupt_document',
      retryable: false,
    });
  });
});

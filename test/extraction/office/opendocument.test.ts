import { describe, expect, it } from 'vitest';
import { read } from '../support/read.ts';
import { OPEN_DOCUMENT, openDocument } from './support/packages.ts';
import { readHere } from './support/read-here.ts';

const p = (text: string, style = '') => `<text:p${style && ` text:style-name="${style}"`}>${text}</text:p>`;
const item = (...content: string[]) => `<text:list-item>${content.join('')}</text:list-item>`;
const list = (style: string, content: string, attributes = '') =>
  `<text:list text:style-name="${style}" ${attributes}>${content}</text:list>`;
const cell = (text: string, attributes = '') =>
  `<table:table-cell ${attributes}>${text && p(text)}</table:table-cell>`;
const row = (...cells: string[]) => `<table:table-row>${cells.join('')}</table:table-row>`;

describe('an OpenDocument text', () => {
  it('gives its paragraphs, blanks, notes, boxes; comments and deletions are left out', async () => {
    const body =
      '<text:tracked-changes><text:changed-region><text:deletion><text:p>gone</text:p></text:deletion></text:changed-region></text:tracked-changes>' +
      '<text:h text:outline-level="1">Title</text:h>' +
      p(
        'a<text:s text:c="3"/>b\n  c<text:line-break/>d<office:annotation><text:p>remark</text:p></office:annotation>',
      ) +
      p(
        'see<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>Foot.</text:p></text:note-body></text:note>',
      ) +
      p(`<draw:frame><draw:text-box>${p('in a box')}</draw:text-box></draw:frame>`) +
      p('next', 'Break');
    const automatic =
      '<style:style style:name="Break" style:family="paragraph"><style:paragraph-properties fo:break-before="page"/></style:style>';
    const styles =
      '<office:master-styles><style:master-page><style:header><text:p>Head</text:p></style:header></style:master-page></office:master-styles>';
    const document = await read(openDocument('text', body, { automatic, styles }), 'a.odt');
    expect(document.text).toBe('Head\nTitle\na   b c\nd\nsee[1]\nin a box\n\n[1] Foot.\n\fnext');
    expect(document.fileType).toBe('odt');
    expect(document.lines.lines[0]?.role).toBe('header');
    expect(document.warnings.join()).toMatch(/1 tracked deletion.*1 comment/);
  });

  it('numbers its lists', async () => {
    const automatic =
      '<text:list-style style:name="N"><text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/><text:list-level-style-number text:level="2" style:num-format="a" style:num-suffix=")" text:display-levels="2"/></text:list-style>' +
      '<text:list-style style:name="B"><text:list-level-style-bullet text:level="1" text:bullet-char="•"/></text:list-style>';
    const body =
      list(
        'N',
        item(p('one'), list('', item(p('sub')))).replace(' text:style-name=""', '') +
          item(p('two'), p('goes on')),
      ) +
      list('B', item(p('dot'))) +
      list('N', item(p('three')), 'text:continue-numbering="true"') +
      list('N', item(p('again')));
    expect((await readHere(openDocument('text', body, { automatic }), 'odt')).text).toBe(
      '1. one\n  1.a) sub\n2. two\ngoes on\n• dot\n3. three\n1. again',
    );
  });

  it('aligns tables, merged and nested ones too', async () => {
    const nested = `<table:table>${row(cell('x'), cell('y'))}</table:table>`;
    const table = `<table:table>${row(cell('over both', 'table:number-columns-spanned="2"'), '<table:covered-table-cell/>')}${row(cell('a'), `<table:table-cell>${nested}</table:table-cell>`)}</table:table>`;
    expect((await readHere(openDocument('text', table), 'odt')).text).toBe('over both\na  x  y');
  });

  it('may be one flat XML file', async () => {
    const flat = `<?xml version="1.0" encoding="UTF-8"?>\n<office:document ${OPEN_DOCUMENT} office:mimetype="application/vnd.oasis.opendocument.text"><office:automatic-styles><style:style style:name="B" style:family="paragraph"><style:paragraph-properties fo:break-before="page"/></style:style></office:automatic-styles><office:body><office:text>${p('one')}${p('two', 'B')}</office:text></office:body></office:document>`;
    const document = await read(flat, 'a.fodt');
    expect(document.text).toBe('one\n\ftwo');
    expect(document.fileType).toBe('odt');
  });

  it('that is encrypted is refused as such', async () => {
    const manifest =
      '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>';
    const bytes = openDocument('text', p('x'), { extra: { 'META-INF/manifest.xml': manifest } });
    await expect(read(bytes, 'a.odt')).rejects.toMatchObject({ code: 'encrypted_document' });
  });
});

describe('an OpenDocument spreadsheet', () => {
  const sheet = (name: string, rows: string, style = '') =>
    `<table:table table:name="${name}" ${style && `table:style-name="${style}"`}>${rows}</table:table>`;

  it('gives pages and rows like a workbook, repeated ones as often as they stand', async () => {
    const rows =
      `<table:table-row table:number-rows-repeated="2">${cell('', 'table:number-columns-repeated="16384"')}</table:table-row>` +
      row(cell('', ''), cell('Name'), cell('Sum')) +
      `<table:table-row table:number-rows-repeated="2">${cell('')}${cell('same')}${cell('1,5', 'office:value-type="float" office:value="1.5"')}</table:table-row>` +
      row(cell(''), cell('x', 'table:number-columns-repeated="2"')) +
      '<table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>';
    const automatic =
      '<style:style style:name="Hidden" style:family="table"><style:table-properties table:display="false"/></style:style>';
    const document = await read(
      openDocument('spreadsheet', sheet('One', rows) + sheet('Two', row(cell('no')), 'Hidden'), {
        automatic,
      }),
      'a.ods',
    );
    expect(document.text).toBe('Name  Sum\nsame  1,5\nsame  1,5\nx     x');
    expect(document.lines.lines.map(({ place }) => place)).toEqual(['B3:C3', 'B4:C4', 'B5:C5', 'B6:C6']);
    expect(document.warnings).toEqual(['Hidden sheets left out: "Two".']);
    const two = openDocument('spreadsheet', sheet('One', row(cell('1'))) + sheet('Two', row(cell('2'))));
    expect((await read(two, 'a.ods')).text).toBe('One\n\n1\n\fTwo\n\n2');
  });

  it('that repeats what it holds without end is refused', async () => {
    const bomb = `<table:table-row table:number-rows-repeated="1048576">${cell('x', 'table:number-columns-repeated="16384"')}</table:table-row>`;
    const rows = `<table:table-row table:number-rows-repeated="1048576">${cell('x')}</table:table-row>`;
    for (const content of [bomb, rows + row(cell('below'))])
      await expect(
        readHere(openDocument('spreadsheet', sheet('Bomb', content)), 'ods'),
      ).rejects.toMatchObject({ code: 'limit_exceeded' });
  });
});

describe('an OpenDocument presentation', () => {
  it('gives a page a slide, in reading order, with its notes', async () => {
    const frame = (x: number, y: number, text: string, kind = '') =>
      `<draw:frame svg:x="${x}cm" svg:y="${y}cm" svg:width="5cm" svg:height="2cm" presentation:class="${kind}"><draw:text-box>${p(text)}</draw:text-box></draw:frame>`;
    const notes = `<presentation:notes>${frame(0, 0, 'Say it.', 'notes')}</presentation:notes>`;
    const slide = `<draw:page>${frame(10, 5, 'right')}${frame(1, 5, 'left')}${frame(0, 9, 'Title', 'title')}${notes}</draw:page>`;
    const document = await read(openDocument('presentation', slide), 'a.odp');
    expect(document.text).toBe('Title\n\nleft\nright\n\nNotes:\nSay it.');
    expect(document.lines.lines[0]?.place).toBe('slide 1');
  });
});

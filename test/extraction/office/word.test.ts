import { describe, expect, it } from 'vitest';
import { expectTiled, read } from '../support/read.ts';
import { docx, paragraph, run, WORD } from './support/packages.ts';
import { readHere } from './support/read-here.ts';

const textOf = async (bytes: Uint8Array) => (await readHere(bytes, 'docx')).text;
const item = (list: number, level: number, text: string) =>
  paragraph(text, `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${list}"/></w:numPr>`);
const row = (...cells: string[]) => `<w:tr>${cells.join('')}</w:tr>`;
const tableCell = (content: string, properties = '') =>
  `<w:tc><w:tcPr>${properties}</w:tcPr>${content.startsWith('<') ? content : paragraph(content)}</w:tc>`;
const field = (kind: string) => `<w:r><w:fldChar w:fldCharType="${kind}"/></w:r>`;

describe('a Word document', () => {
  it('gives a line a paragraph, with its place, breaks, tabs and signs', async () => {
    const document = await read(
      docx(
        paragraph('First') +
          paragraph(
            '<w:r><w:t>one</w:t><w:br/><w:t>two</w:t><w:noBreakHyphen/><w:t>three so\u00adft</w:t><w:softHyphen/></w:r>',
          ) +
          paragraph(
            '<w:hyperlink r:id="x"><w:r><w:t>link</w:t></w:r></w:hyperlink><w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>',
          ),
      ),
      'a.docx',
    );
    expect(document.text).toBe('First\none\ntwo-three soft\nlink[X]');
    expect(document.fileType).toBe('docx');
    expect(document.lines.lines.map(({ place, source }) => [place, source])).toEqual([
      ['paragraph 1', 'office'],
      ['paragraph 2', 'office'],
      ['paragraph 2', 'office'],
      ['paragraph 3', 'office'],
    ]);
    expectTiled(document);
  });

  it('numbers its lists: levels, restarts, lists that go on, bullets', async () => {
    const level = (index: number, format: string, text: string) =>
      `<w:lvl w:ilvl="${index}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/></w:lvl>`;
    const numbering = `<w:numbering ${WORD}>
      <w:abstractNum w:abstractNumId="7">${level(0, 'decimal', '%1.')}${level(1, 'lowerLetter', '%1.%2)')}</w:abstractNum>
      <w:abstractNum w:abstractNumId="8">${level(0, 'bullet', '\uf0b7')}</w:abstractNum>
      <w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>
      <w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>
      <w:num w:numId="3"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
    </w:numbering>`;
    const body =
      item(1, 0, 'a') +
      item(1, 1, 'b') +
      item(1, 1, 'c') +
      item(2, 0, 'd') +
      item(1, 0, 'e') +
      item(1, 1, 'f') +
      item(3, 0, 'g') +
      item(0, 0, 'h');
    expect(await textOf(docx(body, { numbering }))).toBe(
      '1. a\n  1.a) b\n  1.b) c\n• d\n2. e\n  2.a) f\n1. g\nh',
    );
  });

  it('takes numbers, headings and page breaks from styles', async () => {
    const styles = `<w:styles ${WORD}>
      <w:style w:type="paragraph" w:styleId="Base"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
      <w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/><w:basedOn w:val="Base"/></w:style>
    </w:styles>`;
    const numbering = `<w:numbering ${WORD}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>`;
    const heading = (text: string) => paragraph(text, '<w:pStyle w:val="H1"/>');
    expect(
      await textOf(docx(heading('One') + paragraph('text') + heading('Two'), { styles, numbering })),
    ).toBe('I One\ntext\n\nII Two');
  });

  it('aligns tables; merged cells stand once, nested tables in their cell', async () => {
    const nested = `<w:tbl>${row(tableCell('x'), tableCell('yy'))}${row(tableCell('xx'), tableCell('y'))}</w:tbl>`;
    const table = `<w:tbl>
      ${row(tableCell('Wide title over two', '<w:gridSpan w:val="2"/>'), tableCell('Sum'))}
      ${row(tableCell('down', '<w:vMerge w:val="restart"/>'), tableCell('first'), tableCell('1,000.00'))}
      ${row(tableCell('', '<w:vMerge/>'), tableCell('second'), tableCell('7.50'))}
      ${row(tableCell(paragraph('two') + paragraph('lines')), tableCell(nested + paragraph('')), tableCell('12.00'))}
    </w:tbl>`;
    const document = await readHere(docx(paragraph('before') + table + paragraph('after')), 'docx');
    expect(document.text).toBe(
      [
        'before',
        '',
        'Wide title over two       Sum',
        'down   first         1,000.00',
        '       second            7.50',
        'two    x   yy           12.00',
        'lines  xx  y',
        '',
        'after',
      ].join('\n'),
    );
    expect(document.lines.lines[3]?.place).toBe('table 1 row 2');
  });

  it('wraps the widest columns of a table that would be too wide', async () => {
    const long = 'word '.repeat(100).trim();
    const { text } = await readHere(docx(`<w:tbl>${row(tableCell('key'), tableCell(long))}</w:tbl>`), 'docx');
    const lines = text.split('\n');
    expect(lines.length).toBeGreaterThan(3);
    expect(lines.every((line) => line.length <= 160)).toBe(true);
    expect(lines[1]).toMatch(/^ {5}word/);
    expect(text.match(/word/g)).toHaveLength(100);
  });

  it('reads results of fields, not their codes, and states of form fields and check boxes', async () => {
    const box = (checked: string) =>
      `<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="${checked}"/></w14:checkbox></w:sdtPr><w:sdtContent>${run('☒')}</w:sdtContent></w:sdt>`;
    const body =
      paragraph(
        `${field('begin')}<w:r><w:instrText>PAGEREF x</w:instrText></w:r>${field('begin')}${run('inner code')}${field('end')}${field('separate')}${run('42')}${field('end')}${run(' after')}`,
      ) +
      paragraph(box('1') + run(' yes ') + box('0') + run(' no')) +
      paragraph(
        `<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox></w:ffData></w:fldChar></w:r>${field('end')}${run(' old')}`,
      );
    expect(await textOf(docx(body))).toBe('42 after\n[X] yes [ ] no\n[X] old');
  });

  it('takes tracked insertions in, leaves deletions, hidden text and comments out, and says so', async () => {
    const body =
      paragraph(
        `${run('kept ')}<w:ins>${run('new')}</w:ins><w:del><w:r><w:delText>old</w:delText></w:r></w:del><w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r>`,
      ) +
      paragraph('half', '<w:rPr><w:del/></w:rPr>') +
      paragraph(' joined');
    const comments = `<w:comments ${WORD}><w:comment w:id="1">${paragraph('remark')}</w:comment></w:comments>`;
    const document = await readHere(docx(body, { comments }), 'docx');
    expect(document.text).toBe('kept new\nhalf joined');
    expect(document.warnings).toEqual([
      expect.stringContaining('1 tracked deletion'),
      expect.stringContaining('1 hidden passage'),
      expect.stringContaining('1 comment'),
    ]);
  });

  it('puts notes at the end of their page, endnotes at the end, headers and footers once', async () => {
    const note = (kind: string, id: number, text: string) =>
      `<w:${kind} w:id="${id}">${paragraph(text)}</w:${kind}>`;
    const body =
      paragraph(
        `${run('see')}<w:r><w:footnoteReference w:id="5"/></w:r>${run(' and')}<w:r><w:endnoteReference w:id="1"/></w:r>`,
      ) +
      paragraph('<w:r><w:br w:type="page"/></w:r>') +
      paragraph('next') +
      '<w:sectPr><w:headerReference w:type="default" r:id="header1"/><w:headerReference w:type="first" r:id="header2"/><w:footerReference r:id="footer1"/></w:sectPr>';
    const document = await readHere(
      docx(body, {
        footnotes: `<w:footnotes ${WORD}>${note('footnote', 5, 'Foot.')}</w:footnotes>`,
        endnotes: `<w:endnotes ${WORD}>${note('endnote', 1, 'End.')}</w:endnotes>`,
        header1: `<w:hdr ${WORD}>${paragraph('Company')}</w:hdr>`,
        header2: `<w:hdr ${WORD}>${paragraph('Only on title pages')}</w:hdr>`,
        footer1: `<w:ftr ${WORD}>${paragraph('Page 1')}</w:ftr>`,
      }),
      'docx',
    );
    expect(document.text).toBe('Company\nsee[1] and[i]\n\n[1] Foot.\n\fnext\n\n[i] End.\nPage 1');
    expect(document.pageCount).toBe(2);
    expect(document.lines.lines[0]?.role).toBe('header');
    expect(document.lines.lines.at(-1)?.role).toBe('footer');
  });

  it('has the pages that breaks make, an explicit one and what a program rendered for it being one', async () => {
    const rendered = '<w:r><w:lastRenderedPageBreak/></w:r>';
    const body =
      paragraph('one') +
      paragraph(`${run('still one')}<w:r><w:br w:type="page"/></w:r>`) +
      paragraph(rendered + run('two')) +
      paragraph(`${run('two ends ')}${rendered}${run('three')}`);
    const document = await readHere(docx(body), 'docx');
    expect(document.text).toBe('one\nstill one\n\ftwo\ntwo ends\n\fthree');
    const { text } = await readHere(docx(body), 'docx', { pagesToExtract: '2-3' });
    expect(text).toBe('two\ntwo ends\n\fthree');
    await expect(readHere(docx(body), 'docx', { pagesToExtract: '9' })).rejects.toMatchObject({
      code: 'no_pages',
    });
  });

  it('reads text boxes once, whatever alternatives the file has for older programs', async () => {
    const box = (text: string) => `<w:txbxContent>${paragraph(text)}</w:txbxContent>`;
    const body = paragraph(
      `${run('anchor')}<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>${box('in a box')}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>${box('in a box')}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>`,
    );
    expect(await textOf(docx(body))).toBe('anchor\nin a box');
  });

  it('writes equations on a line', async () => {
    const text = (value: string) => `<m:r><m:t>${value}</m:t></m:r>`;
    const fraction = `<m:f><m:num>${text('-b±')}<m:rad><m:radPr><m:degHide/></m:radPr><m:deg/><m:e><m:sSup><m:e>${text('b')}</m:e><m:sup>${text('2')}</m:sup></m:sSup>${text('-4ac')}</m:e></m:rad></m:num><m:den>${text('2a')}</m:den></m:f>`;
    const sum = `<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr><m:sub>${text('i=1')}</m:sub><m:sup>${text('n')}</m:sup><m:e>${text('i')}</m:e></m:nary>`;
    expect(
      await textOf(
        docx(
          paragraph(`<m:oMath>${text('x=')}${fraction}</m:oMath>`) + paragraph(`<m:oMath>${sum}</m:oMath>`),
        ),
      ),
    ).toBe('x=(-b±√(b^2-4ac))/(2a)\n∑_(i=1)^n i');
  });

  it('sets text at its tab stops', async () => {
    const tabs = '<w:tabs><w:tab w:val="left" w:pos="1440"/><w:tab w:val="right" w:pos="4800"/></w:tabs>';
    const tabbed = (a: string, b: string, c: string) =>
      paragraph(`<w:r><w:t>${a}</w:t><w:tab/><w:t>${b}</w:t><w:tab/><w:t>${c}</w:t></w:r>`, tabs);
    expect(await textOf(docx(tabbed('a', 'first', '1.00') + tabbed('bbbb', 'x', '1,234.00')))).toBe(
      'a           first                   1.00\nbbbb        x                   1,234.00',
    );
  });

  it('reads strict files and files with other prefixes', async () => {
    const bytes = docx(
      '',
      {},
      {
        'word/document.xml':
          '<d:document xmlns:d="http://purl.oclc.org/ooxml/wordprocessingml/main"><d:body><d:p><d:r><d:t>strict</d:t></d:r></d:p></d:body></d:document>',
      },
    );
    expect(await textOf(bytes)).toBe('strict');
  });

  it('keeps what stands before a damage, and says so; a file without any text is corrupt', async () => {
    const cut = (xml: string) => docx('', {}, { 'word/document.xml': `<w:document ${WORD}><w:body>${xml}` });
    const document = await readHere(cut(`${paragraph('before')}<w:p><w:r><w:t>lost`), 'docx');
    expect(document.text).toBe('before');
    expect(document.warnings).toEqual([expect.stringContaining('damaged')]);
    await expect(readHere(cut('<w:p><w:r><w:t>lost'), 'docx')).rejects.toMatchObject({
      code: 'corrupt_document',
    });
  });
});

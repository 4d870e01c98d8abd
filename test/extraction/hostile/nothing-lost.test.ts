import { describe, expect, it } from 'vitest';
import { makeZip } from '../support/make-zip.ts';
import { read } from '../support/read.ts';
import { docx, WORD } from './bombs/office-files.ts';

describe('odd files', () => {
  it('keep cells that stand right of the last column a table is drawn with', async () => {
    const cells = 1003;
    const file = docx([
      [`<w:document ${WORD}><w:body><w:tbl><w:tr>`, 1],
      ['<w:tc><w:p><w:r><w:t>cell</w:t></w:r></w:p></w:tc>', cells],
      ['</w:tr></w:tbl></w:body></w:document>', 1],
    ]);
    expect((await read(file, 'wide.docx')).text.split(/\s+/)).toEqual(new Array(cells).fill('cell'));
  });

  it('are read where an archive claims a wrong size for them, as long as it is not far off', async () => {
    const text = 'some words\n'.repeat(100_000);
    const lying = makeZip([{ name: 'a.txt', data: text, claims: { size: 10 } }]);
    expect((await read(lying, 'a.zip')).text.match(/words/g)).toHaveLength(100_000);
  });

  it('named .pdf that hold the ruins of one are damaged, not texts', async () => {
    for (const ruin of ['%PDF\n1 0 obj\n<< >>\nendobj', '2 0 obj\n<< /Type /Page >>\nendobj\ntrailer'])
      await expect(read(ruin, 'ruin.pdf')).rejects.toMatchObject({ code: 'corrupt_document' });
    expect((await read('Just words.', 'words.pdf')).warnings.join()).toContain('plain text');
  });

  it('of JSON are told as such by their beginning when they are large', async () => {
    const large = `[${'"value",'.repeat(600_000)}"last"]`;
    expect(await read(large, 'large.txt')).toMatchObject({ fileType: 'json' });
  });
});

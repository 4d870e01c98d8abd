import { describe, expect, it } from 'vitest';
import { openFile } from '#shared/extraction/pdf/file/open-file.ts';
import { NotPlain, type PdfStream } from '#shared/extraction/pdf/file/types.ts';
import { onePage, rawPdf, stream } from '../../support/make-pdf.ts';

const CONTENT = 'BT /F 12 Tf (Hello) Tj ET';
const content = (bytes: Uint8Array): string => {
  const file = openFile(bytes, '');
  const found = file.resolve(file.pages[0]?.dict.get('Contents'));
  return Buffer.from(file.decode(found as PdfStream)).toString('latin1');
};
const withContent = (object: string, ...more: string[]) =>
  rawPdf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 300] /Contents 4 0 R >>',
    object,
    ...more,
  ]);

describe('streams', () => {
  it('are read from any memory, and not copied without need', () => {
    const bytes = onePage(CONTENT);
    expect(content(bytes)).toBe(CONTENT);
    expect(content(Buffer.from(bytes))).toBe(CONTENT);
    const shared = new Uint8Array(new SharedArrayBuffer(bytes.length));
    shared.set(bytes);
    expect(content(shared)).toBe(CONTENT);
    const file = openFile(shared, '');
    const found = file.resolve(file.pages[0]?.dict.get('Contents')) as PdfStream;
    expect(found.raw.buffer).toBe(shared.buffer);
    expect(found.ref).toEqual({ kind: 'ref', number: 4, generation: 0 });
  });

  it('leave the file as it is where a string has escapes', () => {
    const bytes = Buffer.from(withContent(Buffer.from(stream('')).toString('latin1'), '(one \\(1\\))'));
    const before = Buffer.from(bytes);
    const file = openFile(bytes, '');
    expect(file.resolve({ kind: 'ref', number: 5, generation: 0 })).toEqual(
      new Uint8Array(Buffer.from('one (1)')),
    );
    expect(bytes.equals(before)).toBe(true);
  });

  it.each([
    ['a length elsewhere', `<< /Length 5 0 R >>\nstream\n${CONTENT}\nendstream`],
    ['lines that end in both ways', `<< /Length ${CONTENT.length} >>\r\nstream\r\n${CONTENT}\r\nendstream`],
    ['blanks behind the keyword', `<< /Length ${CONTENT.length} >>stream \t\n${CONTENT}endstream`],
  ])('with %s', (_what, object) => {
    expect(content(withContent(object, String(CONTENT.length)))).toBe(CONTENT);
  });

  it.each([
    ['no length', `<< >>\nstream\n${CONTENT}\nendstream`],
    ['another length', `<< /Length 7 >>\nstream\n${CONTENT}\nendstream`],
    ['a length beyond the file', `<< /Length 70000 >>\nstream\n${CONTENT}\nendstream`],
    ['a negative length', `<< /Length -1 >>\nstream\n${CONTENT}\nendstream`],
    ['their own length', `<< /Length 4 0 R >>\nstream\n${CONTENT}\nendstream`],
    ['a length that is a reference', `<< /Length 5 0 R >>\nstream\n${CONTENT}\nendstream`],
    ['no line of their own', `<< /Length ${CONTENT.length} >>stream${CONTENT}\nendstream`],
    ['no end of the object', `<< /Length ${CONTENT.length} >>stream\n${CONTENT}\nendstream 5`],
  ])('with %s are not plain', (_what, object) => {
    const file = openFile(withContent(object, '4 0 R'), '');
    expect(() => file.resolve(file.pages[0]?.dict.get('Contents'))).toThrow(NotPlain);
    expect(() => file.resolve(file.pages[0]?.dict.get('Contents'))).toThrow(NotPlain);
  });

  it('with a long chain of lengths are not plain', () => {
    const chain = Array.from({ length: 5000 }, (_, i) => `<< /Length ${i + 6} 0 R >>\nstream\n\nendstream`);
    const file = openFile(withContent('<< /Length 5 0 R >>\nstream\n\nendstream', ...chain), '');
    expect(() => file.resolve(file.pages[0]?.dict.get('Contents'))).toThrow(NotPlain);
  });
});

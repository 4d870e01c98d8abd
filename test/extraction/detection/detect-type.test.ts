import { describe, expect, it } from 'vitest';
import { detectType } from '#shared/extraction/detection/detect-type.ts';
import { makeCompound } from '../support/make-compound.ts';
import { makeZip } from '../support/make-zip.ts';

const typeOf = async (bytes: Uint8Array | string, name = 'upload'): Promise<string> =>
  (await detectType(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes, name)).type;

const opc = (contentType: string) =>
  makeZip([
    { name: 'x/y.xml', data: '<y/>' },
    { name: '[Content_Types].xml', data: `<Types><Override ContentType="${contentType}"/></Types>` },
  ]);
const odf = (mimetype: string) =>
  makeZip([{ name: 'content.xml' }, { name: 'mimetype', data: mimetype, method: 0 }]);
const PDF = '%PDF-1.4\n1 0 obj\n';

describe('the type of a file', () => {
  it('is that of its content, whatever its name', async () => {
    const ooxml = 'application/vnd.openxmlformats-officedocument';
    const cases: [Uint8Array | string, string][] = [
      [PDF, 'pdf'],
      [`junk before\n${PDF}`, 'pdf'],
      ['\x89PNG\r\n\x1a\n\0', 'png'],
      ['\xff\xd8\xff\xe0', 'jpg'],
      ['II*\0', 'tif'],
      ['MM\0*', 'tif'],
      ['RIFF\0\0\0\0WEBPVP8 ', 'webp'],
      ['GIF89a', 'gif'],
      [`BM${'\0'.repeat(12)}\x28\0\0\0`, 'bmp'],
      [opc(`${ooxml}.wordprocessingml.document.main+xml`), 'docx'],
      [opc('application/vnd.ms-excel.sheet.macroEnabled.main+xml'), 'xlsx'],
      [opc(`${ooxml}.presentationml.slideshow.main+xml`), 'pptx'],
      [makeZip([{ name: 'xl/workbook.xml' }]), 'xlsx'],
      [odf('application/vnd.oasis.opendocument.text'), 'odt'],
      [odf('application/vnd.oasis.opendocument.spreadsheet'), 'ods'],
      [odf('application/vnd.oasis.opendocument.presentation'), 'odp'],
      [makeZip([{ name: 'a.pdf', data: PDF, method: 0 }]), 'zip'],
      ['{\\rtf1 x}', 'rtf'],
      ['<!doctype html><p>x', 'html'],
      ['From: a@b.c\nMIME-Version: 1.0\n\nx', 'eml'],
      [`From: a@b.c\nMIME-Version: 1.0\n\n${PDF}`, 'eml'],
      ['a,b,c\n1,2,3\n4,5,6', 'csv'],
      ['{"a": 1}', 'json'],
      ['{"a":1,"b":2,"c":3}\n{"a":1,"b":2,"c":3}\n{"a":1,"b":2,"c":3}', 'json'],
      ['<?xml version="1.0"?><table><tr><td/></tr></table>', 'xml'],
      ['<!DOCTYPE article SYSTEM "x.dtd"><article/>', 'xml'],
      ['# A\n\n- b\n- c\n- d', 'md'],
      ['plain', 'txt'],
    ];
    for (const [bytes, type] of cases) expect(await typeOf(bytes, 'file.bin'), type).toBe(type);
  });

  it('is decided by the name only among plain texts', async () => {
    expect(await typeOf('a,b\n1,2', 'x.csv')).toBe('csv');
    expect(await typeOf('a,b\n1,2', 'x.txt')).toBe('txt');
    expect(await typeOf('plain', 'README.md')).toBe('md');
    expect(await typeOf('From: a@b.c\n\nx', 'x.eml')).toBe('eml');
  });

  it('that is not supported is named, with what to do', async () => {
    const cases: [Uint8Array | string, RegExp][] = [
      [makeCompound(['WordDocument']), /old Word document.*DOCX or PDF/],
      [makeCompound(['Workbook']), /old Excel workbook.*XLSX/],
      [makeCompound(['PowerPoint Document']), /old PowerPoint/],
      [makeCompound(['__properties_version1.0', 'WordDocument']), /Outlook message.*EML/],
      [makeCompound(['Other']), /old Office file/],
      [
        'd0cf11e0a1b11ae1'.replace(/../g, (hex) => String.fromCharCode(Number.parseInt(hex, 16))),
        /old Office/,
      ],
      [odf('application/epub+zip'), /EPUB/],
      [makeZip([{ name: 'Index/Document.iwa' }]), /Apple Pages/],
      [opc('application/vnd.ms-excel.sheet.binary.macroEnabled.main'), /XLSB/],
      ['Rar!\x1a\x07\0', /RAR.*ZIP/],
      ['7z\xbc\xaf\x27\x1c', /7-Zip/],
      ['\x1f\x8b\x08', /gzip/],
      [`a.txt${'\0'.repeat(252)}ustar`, /tar archive/],
      ['\0\0\0\x18ftypheic', /HEIC.*PNG or JPEG/],
      ['\0\0\0\x18ftypisom', /video/],
      ['ID3\x04', /MP3.*transcript/],
      ['\x7fELF\x02', /program/],
      [`MZ${'\0'.repeat(100)}PE\0\0`, /program/],
      ['SQLite format 3\0', /SQLite.*CSV/],
      ['\x78\x9f\x3e\x22', /TNEF/],
      ['-----BEGIN PGP MESSAGE-----', /OpenPGP/],
      ['%!PS-Adobe', /PostScript/],
      ['\x01\x02\x03\x04\0\0\x09\xc8\x03\x02\x01\x05', /unknown kind/],
    ];
    for (const [bytes, message] of cases)
      await expect(typeOf(bytes, 'thing.txt'), String(message)).rejects.toMatchObject({
        code: 'unsupported_type',
        retryable: false,
        message: expect.stringMatching(message),
      });
  });

  it('tells encrypted, damaged and empty files', async () => {
    await expect(typeOf(makeCompound(['EncryptedPackage', 'EncryptionInfo']))).rejects.toMatchObject({
      code: 'encrypted_document',
    });
    // BOF, then FilePass; the stream is long enough to stand in sectors of its own.
    const workbook = Buffer.alloc(4096);
    workbook.write('09080400000605002f00020000', 0, 'hex');
    await expect(typeOf(makeCompound(['Workbook'], workbook))).rejects.toMatchObject({
      code: 'encrypted_document',
      message: expect.stringContaining('XLS'),
    });
    await expect(typeOf(makeZip([]), 'a.xlsx')).rejects.toMatchObject({ code: 'corrupt_document' });
    await expect(typeOf('not a PDF \x80', 'a.pdf')).rejects.toMatchObject({
      code: 'corrupt_document',
    });
    await expect(typeOf('', 'a.txt')).rejects.toMatchObject({ code: 'empty_file' });
  });

  it('is found in a moment whatever the text is made of', async () => {
    // Each would take minutes and more where an expression tries all ways to cut it up.
    expect(await typeOf(`${'<!---->'.repeat(60)}x`)).toBe('txt');
    expect(await typeOf(`${'<!---->'.repeat(60)}<html>`)).toBe('html');
    expect(await typeOf(`# a\n${'['.repeat(60_000)}`)).toBe('txt');
    const macros = 'macroEnabled'.repeat(100_000);
    expect(await typeOf(opc(`vnd.ms-word.${macros}`))).toBe('zip');
    expect(await typeOf(opc(`vnd.ms-powerpoint.${macros}`))).toBe('zip');
  });

  it('is found in a long list of content types', async () => {
    const types = '<Override PartName="/x.xml" ContentType="application/xml"/>'.repeat(30_000);
    const main = 'application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml';
    expect(await typeOf(opc(`x"/>${types}<Override ContentType="${main}`))).toBe('pptx');
    expect(await typeOf(opc('application/vnd.ms-word.template.macroEnabledTemplate.main+xml'))).toBe('docx');
    expect(await typeOf(opc('application/vnd.ms-powerpoint.slideshow.macroEnabled.main+xml'))).toBe('pptx');
  });
});

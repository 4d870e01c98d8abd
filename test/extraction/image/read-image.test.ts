import { readFile } from 'node:fs/promises';
import { encode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { readWhole } from '#shared/extraction/read-document.ts';
import { makeTiff } from '../support/make-tiff.ts';
import { pictureOfText } from '../support/picture-of-text.ts';
import { expectTiled, LIMITS, read, wordsOf } from '../support/read.ts';

const fixture = async (name: string): Promise<Uint8Array> =>
  new Uint8Array(await readFile(new URL(`./fixtures/${name}`, import.meta.url)));

describe('a picture file', () => {
  it('becomes a page of lines whose words have boxes and confidence', async () => {
    const { png } = await pictureOfText(['Invoice 4711', 'Total 123.45 EUR']);
    const document = await read(png, 'scan.png');
    expect(document.text.split('\n').map((line) => line.trim())).toEqual(
      expect.arrayContaining(['Invoice 4711', 'Total 123.45 EUR']),
    );
    expect(document).toMatchObject({ fileType: 'png', pageCount: 1, warnings: [] });
    expect(new Set(document.lines.lines.map((line) => line.source))).toEqual(new Set(['ocr']));
    expectTiled(document);
    const line = document.lines.lines.find((one) => document.text.slice(one.start, one.end).includes('4711'));
    expect(line?.confidence).toBeGreaterThan(0.7);
    // Drawn at (20, 15) on a page that is taken to be drawn at 72 dpi for want of any better.
    const scale = 625 / 300;
    const box = (wordsOf(document)[0]?.box ?? []).slice(0, 4).map((at) => (at ?? 0) / scale);
    expect(box.map((at, side) => Math.abs(at - ([20, 15, 64, 28][side] ?? 0)) < 4)).toEqual(
      Array(4).fill(true),
    );
  });

  it.each([
    'invoice.jpg',
    'invoice-g3.tif',
    'invoice-g4.tif',
    'invoice-lzw.tif',
    'invoice-jpeg.tif',
    'invoice.webp',
    'invoice.gif',
  ])('is read as it is packed: %s', async (name) => {
    const document = await read(await fixture(name), name);
    expect(document.text).toMatch(/Invoice 4711[\s\S]*Total 123\.45 EUR/);
    expect(document.lines.pages).toHaveLength(1);
  });

  it('may be transparent or of 16 bits', async () => {
    const { grey, width, height } = await pictureOfText(['Invoice 4711']);
    const clear = encode({
      width,
      height,
      channels: 2,
      data: Uint8Array.from({ length: grey.length * 2 }, (_none, index) =>
        index % 2 === 0 ? 0 : 255 - (grey[index >> 1] as number),
      ),
    });
    const deep = encode({
      width,
      height,
      channels: 1,
      depth: 16,
      data: Uint16Array.from(grey, (shade) => shade * 257),
    });
    expect((await read(clear, 'clear.png')).text).toContain('Invoice 4711');
    expect((await read(deep, 'deep.png')).text).toContain('Invoice 4711');
  });

  it('is shown as its EXIF orientation says', async () => {
    const jpeg = await fixture('invoice.jpg');
    const upright = await read(jpeg, 'upright.jpg');
    const turned = await read(withOrientation(jpeg, 6), 'turned.jpg');
    const [page] = turned.lines.pages;
    expect((page?.height ?? 0) > (page?.width ?? 0)).toBe(true);
    // Its text now runs down the page; OCR turns it upright to read it, boxes stay on the page as it is shown.
    expect(turned.text).toContain('4711');
    expect(turned.text.replace(/\s+/g, ' ').trim()).toBe(upright.text.replace(/\s+/g, ' ').trim());
    const box = wordsOf(turned).find(({ text }) => text === '4711')?.box ?? [];
    expect((box[3] ?? 0) - (box[1] ?? 0)).toBeGreaterThan((box[2] ?? 0) - (box[0] ?? 0));
  });

  it('may be a bitmap', async () => {
    const { grey, width, height } = await pictureOfText(['Invoice 4711']);
    expect((await read(bitmap(grey, width, height), 'scan.bmp')).text).toContain('Invoice 4711');
  });
});

describe('a TIFF of several pages', () => {
  it('gives a page for each, unequal ones too, in their own sizes', async () => {
    const texts = ['First page', 'Second page', 'Third page'];
    const pictures = await Promise.all(texts.map((text) => pictureOfText([text])));
    const [first, second, third] = pictures.map(({ grey, ...size }) => ({ ...size, pixels: grey, dpi: 150 }));
    if (!first || !second || !third) throw new Error('no picture');
    const tiff = makeTiff([
      first,
      { ...second, compression: 8, dpi: 300 },
      // Stored upside down.
      { ...third, height: 150, pixels: third.pixels.slice(0, third.width * 150).reverse(), orientation: 3 },
    ]);
    const done: number[] = [];
    const document = await readWhole({
      bytes: tiff,
      fileName: 'fax.tif',
      settings: {},
      limits: LIMITS,
      progress: (pages) => done.push(pages),
    });
    expect(document.text.split('\f').map((page) => page.trim())).toEqual(texts);
    const sizes = document.lines.pages.map(({ width = 0, height = 0 }) => [
      Math.round(width),
      Math.round(height),
    ]);
    expect(sizes).toEqual([
      [300, 100],
      [150, 50],
      [300, 72],
    ]);
    expect(done).toEqual([1, 2, 3]);
    const selected = await read(tiff, 'fax.tif', { pages_to_extract: '2' });
    expect(selected.text.trim()).toBe('Second page');
  });

  it('loses only a page that cannot be read', async () => {
    const { grey, width, height } = await pictureOfText(['Readable']);
    const page = { width, height, pixels: grey, dpi: 150 };
    const document = await read(makeTiff([{ ...page, compression: 34712 }, page]), 'fax.tif');
    expect(document.text.trim()).toBe('Readable');
    expect(document.warnings).toEqual(['Page 1: could not be read because the file is damaged there.']);
  });
});

describe('a picture that cannot be read', () => {
  const failure = (bytes: Uint8Array, name: string, settings = {}) =>
    expect(read(bytes, name, settings)).rejects;

  it('because of its bytes says so', async () => {
    const { png } = await pictureOfText(['Invoice']);
    await failure(png.subarray(0, 20), 'cut.png').toMatchObject({ code: 'corrupt_document' });
    const jpeg = await fixture('invoice.jpg');
    await failure(jpeg.subarray(0, 40), 'cut.jpg').toMatchObject({ code: 'corrupt_document' });
    await failure(Buffer.from('II*\0\xff\xff\xff\x7f', 'latin1'), 'cut.tif').toMatchObject({
      code: 'corrupt_document',
    });
  });

  it('because of how it is packed names that', async () => {
    const { grey, width, height } = await pictureOfText(['Invoice']);
    const tiff = makeTiff([{ width, height, pixels: grey, dpi: 150, compression: 34712 }]);
    await failure(tiff, 'scan.tif').toMatchObject({
      code: 'unsupported_type',
      message: expect.stringContaining('JPEG 2000 compression'),
    });
  });

  it('because its header claims too many pixels is not unpacked', async () => {
    const bomb = encode({ width: 8, height: 8, channels: 1, data: new Uint8Array(64) });
    new DataView(bomb.buffer, bomb.byteOffset).setUint32(16, 60_000);
    new DataView(bomb.buffer, bomb.byteOffset).setUint32(20, 60_000);
    await failure(bomb, 'bomb.png').toMatchObject({
      code: 'limit_exceeded',
      message: expect.stringContaining('60000 × 60000'),
    });
    const small = makeTiff([{ width: 70_000, height: 70_000, pixels: new Uint8Array(9), dpi: 150 }]);
    await failure(small, 'bomb.tif').toMatchObject({ code: 'limit_exceeded' });
  });

  it('because it is blank, or is not to be read by OCR, says which', async () => {
    const blank = encode({ width: 300, height: 300, channels: 1, data: new Uint8Array(90_000).fill(255) });
    await failure(blank, 'blank.png').toMatchObject({
      code: 'no_text',
      message: expect.stringContaining('blank'),
    });
    const { png } = await pictureOfText(['Invoice']);
    await failure(png, 'scan.png', { mode: 'native_text' }).toMatchObject({
      code: 'no_text',
      message: expect.stringContaining('native_text'),
    });
  });
});

/** A JPEG with an EXIF segment that says how it is to be turned. */
function withOrientation(jpeg: Uint8Array, orientation: number): Uint8Array {
  const exif = Buffer.from(
    `Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0${String.fromCharCode(orientation)}\0\0\0\0\0\0\0`,
    'latin1',
  );
  const length = Buffer.alloc(2);
  length.writeUInt16BE(exif.length + 2);
  return Buffer.concat([jpeg.subarray(0, 2), Buffer.from([0xff, 0xe1]), length, exif, jpeg.subarray(2)]);
}

/** A Windows bitmap of 24 bits, its rows from the bottom up. */
function bitmap(grey: Uint8Array, width: number, height: number): Uint8Array {
  const stride = Math.ceil((width * 3) / 4) * 4;
  const file = Buffer.alloc(54 + stride * height);
  file.write('BM', 'latin1');
  file.writeUInt32LE(54, 10);
  file.writeUInt32LE(40, 14);
  file.writeInt32LE(width, 18);
  file.writeInt32LE(height, 22);
  file.writeUInt16LE(24, 28);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      file.fill(
        grey[y * width + x] as number,
        54 + (height - 1 - y) * stride + x * 3,
        54 + (height - 1 - y) * stride + x * 3 + 3,
      );
  return new Uint8Array(file);
}

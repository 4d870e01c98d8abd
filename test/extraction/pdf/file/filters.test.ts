import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { decodeStream } from '#shared/extraction/pdf/file/filters/decode-stream.ts';
import { NotPlain, type PdfValue } from '#shared/extraction/pdf/file/types.ts';
import { lzw } from './lzw.ts';

const text = 'A line of text that is long enough to be worth it. '.repeat(40);
const bytes = (content: string) => Buffer.from(content, 'latin1');

function decode(data: Uint8Array, filter: PdfValue, parameters?: PdfValue): Buffer {
  const dict = new Map<string, PdfValue>([['Filter', filter]]);
  if (parameters !== undefined) dict.set('DecodeParms', parameters);
  return Buffer.from(decodeStream(data, dict, (value) => value ?? null));
}

const parameters = (values: Record<string, number>): PdfValue => new Map(Object.entries(values));

describe('filters', () => {
  it('FlateDecode', () => {
    expect(decode(deflateSync(text), 'FlateDecode').toString()).toBe(text);
  });

  it('FlateDecode of data that says a smaller window than it needs', () => {
    // Noise that comes again 30,000 bytes later, and more output than fits one chunk.
    const noise = Buffer.from(Array.from({ length: 30_000 }, (_, i) => (i * i * 7919 + (i >> 3) * 31) >> 5));
    const data = Buffer.concat(Array.from({ length: 60 }, () => noise));
    const deflated = deflateSync(data);
    // A window of 512 bytes; the second byte makes the first two a multiple of 31.
    deflated[0] = 0x18;
    deflated[1] = 31 - ((0x18 * 256) % 31);
    expect(decode(deflated, 'FlateDecode').equals(data)).toBe(true);
  });

  it('ASCIIHexDecode and ASCII85Decode', () => {
    expect(decode(bytes('48 65\n6C6C 6F2>'), 'ASCIIHexDecode').toString()).toBe('Hello ');
    expect(decode(bytes('87cUR\nD]i,"Ebo80~>'), 'ASCII85Decode').toString()).toBe('Hello World!');
    expect(decode(bytes('87cURDZ~>'), 'A85').toString()).toBe('Hello');
    expect([...decode(bytes('z!!~>'), 'A85')]).toEqual([0, 0, 0, 0, 0]);
  });

  it('RunLengthDecode', () => {
    expect(decode(Uint8Array.of(2, 97, 98, 99, 254, 120, 128, 9), 'RunLengthDecode').toString()).toBe(
      'abcxxx',
    );
  });

  it('LZWDecode of the example of the standard (7.4.4.2)', () => {
    const data = Uint8Array.of(0x80, 0x0b, 0x60, 0x50, 0x22, 0x0c, 0x0c, 0x85, 0x01);
    expect([...decode(data, 'LZWDecode')]).toEqual([45, 45, 45, 45, 45, 65, 45, 45, 45, 66]);
  });

  it.each([0, 1])('LZWDecode whose codes grow to twelve bits, EarlyChange %i', (early) => {
    const data = Buffer.from(Array.from({ length: 20_000 }, (_, i) => (i * i) % 251));
    const decoded = decode(lzw(data, early), 'LZWDecode', parameters({ EarlyChange: early }));
    expect(decoded.equals(data)).toBe(true);
  });

  it('chains, each with its own parameters', () => {
    const rows = Buffer.from([2, 1, 2, 3, 2, 1, 1, 1]);
    const data = Buffer.from(`${deflateSync(rows).toString('hex')}>`);
    const decoded = decode(data, ['AHx', 'Fl'], [null, parameters({ Predictor: 12, Columns: 3 })]);
    expect([...decoded]).toEqual([1, 2, 3, 2, 3, 4]);
  });

  it('undo the predictors of PNG and TIFF', () => {
    const png = [
      [0, 10, 20, 30, 40], // as it is
      [1, 1, 1, 1, 1], // to the left
      [2, 1, 1, 1, 1], // above
      [3, 1, 1, 1, 1], // mean of both
      [4, 1, 1, 1, 1], // Paeth's
    ].flat();
    const columns = parameters({ Predictor: 15, Columns: 2, Colors: 2 });
    expect([...decode(deflateSync(Buffer.from(png)), 'FlateDecode', columns)]).toEqual([
      10, 20, 30, 40, 1, 1, 2, 2, 2, 2, 3, 3, 2, 2, 3, 3, 3, 3, 4, 4,
    ]);
    const tiff = parameters({ Predictor: 2, Columns: 3 });
    expect([...decode(deflateSync(Buffer.from([1, 2, 3, 250, 10, 1])), 'FlateDecode', tiff)]).toEqual([
      1, 3, 6, 250, 4, 5,
    ]);
  });

  it.each<[string, Uint8Array, PdfValue, PdfValue?]>([
    ['an unknown one', bytes(''), 'DCTDecode'],
    ['the one of encryption', bytes(''), 'Crypt'],
    ['no name', bytes(''), 3],
    ['too many', bytes(''), Array.from({ length: 9 }, () => 'AHx')],
    ['deflated data that is cut off', deflateSync(text).subarray(0, -6), 'FlateDecode'],
    ['deflated data that is damaged', deflateSync(text).fill(0xff, 20, 30), 'FlateDecode'],
    ['no deflated data', bytes('plain text'), 'FlateDecode'],
    ['hexadecimal data without an end', bytes('4865'), 'AHx'],
    ['base-85 data without an end', bytes('87cUR'), 'A85'],
    ['base-85 data with a lone digit', bytes('87cUR8~>'), 'A85'],
    ['base-85 data out of bounds', bytes('uuuuu~>'), 'A85'],
    ['run-length data that is cut off', Uint8Array.of(5, 1, 2), 'RL'],
    ['an LZW code that does not exist', Uint8Array.of(0xff, 0xff), 'LZW'],
    ['a row that is cut off', deflateSync(Buffer.alloc(7)), 'Fl', parameters({ Predictor: 12, Columns: 3 })],
    ['an unknown predictor', deflateSync(Buffer.alloc(8)), 'Fl', parameters({ Predictor: 7 })],
    ['an unknown row filter', deflateSync(Buffer.from([9, 1])), 'Fl', parameters({ Predictor: 12 })],
    ['parameters of another filter', deflateSync(text), 'Fl', [parameters({})]],
  ])('%s is not plain', (_what, data, filter, given) => {
    expect(() => decode(data, filter, given)).toThrow(NotPlain);
  });

  it('what decodes to more than 64 MB is not plain', () => {
    const bomb = deflateSync(Buffer.alloc(65 * 1024 * 1024));
    expect(() => decode(bomb, 'FlateDecode')).toThrow(NotPlain);
    expect(() => decode(deflateSync(bomb), ['FlateDecode', 'FlateDecode'])).toThrow(NotPlain);
    expect(() => decode(new Uint8Array(1_200_000).fill(129), 'RL')).toThrow(NotPlain);
    expect(() => decode(Buffer.alloc(17 * 1024 * 1024, 'z'), 'A85')).toThrow(NotPlain);
  });

  it('a stream in another file is not plain', () => {
    expect(() => decodeStream(bytes(''), new Map([['F', 'elsewhere']]), (value) => value ?? null)).toThrow(
      NotPlain,
    );
  });
});

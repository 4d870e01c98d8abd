import { describe, expect, it } from 'vitest';
import { NotPlain, type PdfValue } from '#shared/extraction/pdf/file/types.ts';
import { readFont } from '#shared/extraction/pdf/fonts/read-font.ts';
import { descriptor, dict, file, SYMBOLIC, stream } from './made-font.ts';

const MAP = '2 beginbfchar <0041> <0061> <0003> <0020> endbfchar 1 beginbfrange <00> <01> <0078> endbfrange';

const composite = (entries: Record<string, PdfValue> = {}, cidEntries: Record<string, PdfValue> = {}) =>
  dict({
    Type: 'Font',
    Subtype: 'Type0',
    Encoding: 'Identity-H',
    ToUnicode: stream(MAP),
    DescendantFonts: [
      dict({
        Subtype: 'CIDFontType2',
        BaseFont: 'ABCDEF+Made',
        FontDescriptor: descriptor(SYMBOLIC),
        ...cidEntries,
      }),
    ],
    ...entries,
  });
const read = (...entries: Parameters<typeof composite>) => readFont(file, composite(...entries));

describe('composite fonts', () => {
  it('have codes of two bytes and text by their ToUnicode map', () => {
    const font = read();
    expect([...font.codes(Uint8Array.from([0, 65, 0, 3, 1]))]).toEqual([65, 3, 256]);
    expect([font.bytesPerCode, font.text(65), font.spaceCode, font.isWordSpace(32)]).toEqual([
      2,
      'a',
      3,
      false,
    ]);
    expect(font.text(66)).toBe('');
  });

  it('have no text without a ToUnicode map, unless PDFium has one for their collection', () => {
    const font = read({ ToUnicode: null });
    expect([font.text(65), font.spaceCode]).toEqual(['', 0]);
    const japanese = read({ ToUnicode: null }, { CIDSystemInfo: dict({ Ordering: Buffer.from('Japan1') }) });
    expect(() => japanese.text(65)).toThrow(NotPlain);
  });

  it('have widths in lists and ranges, of which the first counts', () => {
    const { width } = read({}, { DW: 777, W: [65, [500.9, 600], 70, 72, 250, 71, [1]] });
    expect([65, 66, 67, 70, 71, 72, 73, 60000].map(width)).toEqual([500, 600, 777, 250, 250, 250, 777, 777]);
    expect(read().width(5)).toBe(1000);
  });

  it('have codes by a CMap of their own', () => {
    const map = (body: string) => stream(`/WMode 0 def 1 begincodespacerange ${body}`);
    const one = map(
      '<00> <ff> endcodespacerange 1 begincidchar <41> 7 endcidchar 1 begincidrange <00> <10> 100 endcidrange',
    );
    const font = read({ Encoding: one }, { W: [7, [321], 101, [123]] });
    expect([...font.codes(Uint8Array.from([65, 1]))]).toEqual([65, 1]);
    expect([font.bytesPerCode, font.width(65), font.width(1), font.text(1)]).toEqual([1, 321, 123, 'y']);
    expect(font.isWordSpace(32)).toBe(true);
    expect(read({ Encoding: map('<0000> <ffff> endcodespacerange') }).bytesPerCode).toBe(2);
  });

  it('take the code 0 for the blank where there is none', () => {
    const withoutBlank = { ToUnicode: stream('1 beginbfchar <0041> <0061> endbfchar') };
    expect(read(withoutBlank).spaceCode).toBe(0);
    expect(read(withoutBlank, { CIDSystemInfo: dict({ Ordering: Buffer.from('Japan1') }) }).spaceCode).toBe(
      1,
    );
  });

  it.each<[string, Record<string, PdfValue>, Record<string, PdfValue>?]>([
    ['a predefined CMap', { Encoding: 'UniGB-UCS2-H' }],
    ['vertical writing', { Encoding: 'Identity-V' }],
    [
      'a vertical CMap',
      { Encoding: stream('/WMode 1 def 1 begincodespacerange <00> <ff> endcodespacerange') },
    ],
    ['a CMap upon another', { Encoding: stream('/Identity-H usecmap') }],
    [
      'codes of several lengths',
      { Encoding: stream('2 begincodespacerange <00> <7f> <8000> <ffff> endcodespacerange') },
    ],
    ['no descendant', { DescendantFonts: [] }],
    ['too many widths', {}, { W: Array.from({ length: 30 }, () => [0, 65535, 500]).flat() }],
    ['widths of no CIDs', {}, { W: [65, 2 ** 31 - 1, 500] }],
    ['half a width', {}, { W: [65, 66] }],
  ])('are not plain with %s', (_what, entries, cidEntries) => {
    expect(() => read(entries, cidEntries)).toThrow(NotPlain);
  });
});

import { describe, expect, it } from 'vitest';
import { NotPlain } from '#shared/extraction/pdf/file/types.ts';
import { readToUnicode } from '#shared/extraction/pdf/fonts/to-unicode.ts';

const read = (text: string) => readToUnicode(Buffer.from(text, 'latin1'));

describe('ToUnicode maps', () => {
  it('have characters, ranges and lists, with several characters for ligatures', () => {
    const { texts, spaceCode } = read(`/CIDInit /ProcSet findresource begin begincmap % a comment
1 begincodespacerange <0000> <ffff> endcodespacerange
3 beginbfchar <0001> <0041> <0002><00660069>
<0003> <0020> endbfchar
3 beginbfrange <0010> <0012> <0061> <0020> <0021> [<0058> <00 59>] <00fe> <00ff> <006600FE> endbfrange`);
    expect([1, 2, 3, 0x10, 0x12, 0x20, 0x21].map((code) => texts[code])).toEqual([
      'A',
      'fi',
      ' ',
      'a',
      'c',
      'X',
      'Y',
    ]);
    expect([texts[0xfe], texts[0xff]]).toEqual(['f\u00fe', 'f\u00ff']);
    expect(texts[4]).toBeUndefined();
    expect(spaceCode).toBe(3);
  });

  it('keep ranges within codes that share their upper byte, as PDFium does', () => {
    const { texts } = read('1 beginbfrange <0041> <0143> <0061> endbfrange');
    expect([texts[0x41], texts[0x43], texts[0x44]]).toEqual(['a', 'c', undefined]);
  });

  it.each([
    ['two texts for a code', '2 beginbfchar <01> <0041> <01> <0042> endbfchar'],
    ['half a character', '1 beginbfchar <01> <004> endbfchar'],
    ['surrogates', '1 beginbfchar <01> <D83DDE00> endbfchar'],
    ['nothing', '1 beginbfchar <01> <0000> endbfchar'],
    ['a range that passes the last character', '1 beginbfrange <00> <01> <ffff> endbfrange'],
  ])('do not tell %s', (_what, map) => {
    expect(read(map).texts[1]).toBe('');
  });

  it.each([
    ['have more entries than they say', '1 beginbfchar <01> <0041> <02> <0042> endbfchar'],
    ['have fewer', '2 beginbfchar <01> <0041> endbfchar'],
    ['say no number', 'beginbfchar <01> <0041> endbfchar'],
    ['have an empty range', '1 beginbfrange <05> <04> <0041> endbfrange'],
    ['have longer codes', '1 beginbfchar <00010000> <0041> endbfchar'],
    ['name glyphs', '1 beginbfchar <01> /A endbfchar'],
    ['end within a code', '1 beginbfchar <01> <00'],
    ['go on elsewhere', '/Adobe-Japan1-UCS2 usecmap'],
    ['are endless', `100000 beginbfrange ${'<0000> <00ff> <0041>\n'.repeat(2000)}`],
  ])('are not plain where they %s', (_what, map) => {
    expect(() => read(map)).toThrow(NotPlain);
  });
});

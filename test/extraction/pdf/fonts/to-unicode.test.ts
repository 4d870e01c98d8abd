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
    ['the lowest of several characters', '<0062> <01> <0061> <01> <0063>', 'a'],
    ['a character rather than several', '<00660069> <01> <0061> <01> <0066006c>', 'a'],
    ['the first of several texts', '<00660069> <01> <00660066> <01> <00610062>', 'fi'],
  ])('have for a code with three texts %s', (_what, entries, text) => {
    expect(read(`3 beginbfchar <01> ${entries} endbfchar`).texts[1]).toBe(text);
  });

  it('have characters outside of the basic plane', () => {
    const { texts } = read(
      '1 beginbfchar <01> <D83DDE00> endbfchar 1 beginbfrange <02> <02> [<DB82DC54>] endbfrange',
    );
    expect([texts[1], texts[2]]).toEqual(['\u{1f600}', '\u{f0854}']);
  });

  it('leave out what is no whole character', () => {
    const { texts } = read('3 beginbfchar <01> <004> <02> <004100> <03> <> endbfchar');
    expect([texts[1], texts[2], texts[3]]).toEqual([undefined, 'A', undefined]);
  });

  it.each([
    ['a range from half a character', '1 beginbfrange <01> <02> <004> endbfrange'],
    ['a range from one and a half', '1 beginbfrange <01> <02> <00410> endbfrange'],
    ['half a surrogate pair', '1 beginbfchar <01> <D83D> endbfchar'],
    ['nothing', '1 beginbfchar <01> <0000> endbfchar'],
    ['nothing beside something', '2 beginbfchar <01> <0041> <01> <0000> endbfchar'],
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
    ['have too many long texts', `260 beginbfrange ${'<0000> <00ff> <00410041>\n'.repeat(260)} endbfrange`],
    ['are endless', `100000 beginbfrange ${'<0000> <00ff> <0041>\n'.repeat(2000)}`],
  ])('are not plain where they %s', (_what, map) => {
    expect(() => read(map)).toThrow(NotPlain);
  });
});

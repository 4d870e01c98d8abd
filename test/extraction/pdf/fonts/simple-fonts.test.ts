import { describe, expect, it } from 'vitest';
import { NotPlain } from '#shared/extraction/pdf/file/types.ts';
import { readFont } from '#shared/extraction/pdf/fonts/read-font.ts';
import {
  cffProgram,
  descriptor,
  dict,
  file,
  NON_SYMBOLIC,
  SYMBOLIC,
  simple,
  stream,
  trueTypeProgram,
  type1Program,
} from './made-font.ts';

const textOf = (font: ReturnType<typeof simple>, ...codes: number[]): string => {
  const { text } = readFont(file, font);
  return codes.map((code) => text(code)).join('');
};

describe('simple fonts', () => {
  it.each([
    ['WinAnsiEncoding', 'A’€ä•-'],
    ['MacRomanEncoding', 'A’€ä•-'],
  ])('have the characters of %s', (encoding, expected) => {
    const codes =
      encoding === 'WinAnsiEncoding' ? [65, 0x92, 0x80, 0xe4, 0x95, 0xad] : [65, 0xd5, 0x8a, 0xa5];
    const font = simple('TrueType', { Encoding: encoding, FontDescriptor: descriptor(NON_SYMBOLIC) });
    expect(textOf(font, ...codes)).toBe(encoding === 'WinAnsiEncoding' ? expected : 'A’ä•');
  });

  it('have names for codes by /Differences', () => {
    const names = [
      'Euro',
      'uni20AC',
      'u20AC.alt',
      'afii10017',
      'a.sc',
      'ffi',
      '.notdef',
      'kakatakana',
      'a12',
    ];
    const font = simple('Type1', {
      Encoding: dict({
        BaseEncoding: 'WinAnsiEncoding',
        Differences: [1, ...names, 65, 'B', 'f_i', 68, 'alefarabic', 'a207', 'noteheads.s2'],
      }),
      FontDescriptor: descriptor(NON_SYMBOLIC),
    });
    expect(textOf(font, 1, 2, 3, 4, 5, 6, 7, 8, 9, 65, 67)).toBe('€€€Аaﬃ カ☞BC');
    expect(textOf(font, 68)).toBe('\u0627');
    // What no list of glyph names has means nothing.
    expect(textOf(font, 66, 69, 70)).toBe('');
  });

  it('are not read where a name means a character outside of the basic plane', () => {
    const font = simple('Type1', {
      Encoding: dict({ Differences: [65, 'u1F600'] }),
      FontDescriptor: descriptor(NON_SYMBOLIC),
    });
    expect(() => textOf(font, 65)).toThrow('outside of the basic plane');
  });

  it('prefer their ToUnicode map, and fall back to their encoding', () => {
    const font = simple('Type1', {
      Encoding: 'WinAnsiEncoding',
      FontDescriptor: descriptor(NON_SYMBOLIC),
      ToUnicode: stream('2 beginbfchar <41> <03b1> <07> <0020> endbfchar'),
    });
    expect(textOf(font, 65, 66)).toBe('αB');
    expect(readFont(file, font).spaceCode).toBe(7);
  });

  it('have whole widths, and the missing one beside them', () => {
    const font = (entries = {}) =>
      readFont(
        file,
        simple('TrueType', { Encoding: 'WinAnsiEncoding', FontDescriptor: descriptor(32, entries) }),
      );
    const { width, ascent, descent, spaceCode } = font();
    expect([width(65), width(66), width(31), ascent, descent, spaceCode]).toEqual([
      722, 500, 0, 950, -250, 32,
    ]);
    expect(font({ MissingWidth: 333 }).width(31)).toBe(333);
  });

  it.each([
    ['expert encodings', { Encoding: 'MacExpertEncoding' }],
    ['capitals for small letters', { FontDescriptor: descriptor(NON_SYMBOLIC | (1 << 16)) }],
    ['no box', { FontDescriptor: descriptor(NON_SYMBOLIC, { FontBBox: [0, 0, 0, 0] }) }],
    ['widths of no codes', { FirstChar: -5 }],
    ['widths that are none', { Widths: ['wide'] }],
  ])('are not plain with %s', (_what, entries) => {
    const font = { Encoding: 'WinAnsiEncoding', FontDescriptor: descriptor(NON_SYMBOLIC), ...entries };
    expect(() => readFont(file, simple('Type1', font))).toThrow(NotPlain);
  });
});

describe('standard fonts', () => {
  const standard = (name: string, entries = {}) =>
    readFont(file, dict({ Type: 'Font', Subtype: 'Type1', BaseFont: name, ...entries }));

  it('bring their own widths', () => {
    const { width, ascent, descent } = standard('Helvetica', { Encoding: 'WinAnsiEncoding' });
    expect([width(65), width(105), width(32), ascent, descent]).toEqual([667, 222, 278, 945, -224]);
    expect(standard('TimesNewRomanPS-BoldMT', { Encoding: 'WinAnsiEncoding' }).width(65)).toBe(722);
    expect(standard('Courier').width(200 + 25)).toBe(600);
  });

  it('have signs', () => {
    expect(standard('Symbol').text(97)).toBe('α');
    expect(standard('ZapfDingbats').text(52)).toBe('✔');
    expect(standard('ZapfDingbats').width(52)).toBe(846);
  });

  it('are the only ones that need no widths', () => {
    expect(() => standard('Verdana')).toThrow(NotPlain);
  });
});

describe('encodings inside of font programs', () => {
  const symbolic = (subtype: string, key: string, program: Uint8Array, entries = {}) =>
    simple(subtype, { FontDescriptor: descriptor(SYMBOLIC, { [key]: stream(program) }), ...entries });

  it('are read from the clear text of Type 1 programs, for the glyphs that these have', () => {
    const array =
      '256 array 0 1 255 {1 index exch /.notdef put} for dup 11 /ff put dup 12/fi put dup 65 /B put readonly def';
    const font = symbolic('Type1', 'FontFile', type1Program(array, ['.notdef', 'ff', 'B']));
    expect(textOf(font, 11, 65)).toBe('ﬀB');
    expect(textOf(font, 12)).toBe('');
    const plain = symbolic('Type1', 'FontFile', type1Program('StandardEncoding def', ['quoteright']));
    expect(textOf(plain, 39)).toBe('’');
    expect(textOf(plain, 40)).toBe('');
  });

  it('are read from CFF programs, with glyph names of their own', () => {
    const font = symbolic('Type1', 'FontFile3', cffProgram('Euro'), {
      Encoding: dict({ Differences: [65, 'C'] }),
    });
    expect(textOf(font, 1, 2, 3, 9, 65)).toBe('Aa€AC');
    expect(textOf(font, 4)).toBe('');
  });

  it('are those of the Mac in symbolic TrueType programs without names', () => {
    const mac = symbolic('TrueType', 'FontFile2', trueTypeProgram([[1, 0]]));
    expect(textOf(mac, 65, 0x8a)).toBe('Aä');
    const both = [
      [1, 0],
      [3, 0],
    ] as const;
    const named = { Encoding: dict({ BaseEncoding: 'WinAnsiEncoding', Differences: [66, 'C'] }) };
    expect(textOf(symbolic('TrueType', 'FontFile2', trueTypeProgram(both), named), 66, 0xe4)).toBe('Cä');
    const unicode = symbolic('TrueType', 'FontFile2', trueTypeProgram([[3, 1]]));
    expect(() => textOf(unicode, 65)).toThrow(NotPlain);
  });

  it('are not needed where a ToUnicode map says all', () => {
    const damaged = symbolic('TrueType', 'FontFile2', new Uint8Array(3), {
      ToUnicode: stream('2 beginbfchar <41> <0041> <20> <0020> endbfchar'),
    });
    expect(textOf(damaged, 65, 32)).toBe('A ');
    expect(() => textOf(damaged, 66)).toThrow(NotPlain);
  });

  it('tell the box of a font that states none', () => {
    const boxless = (key: string, program: Uint8Array) =>
      readFont(
        file,
        simple(key === 'FontFile2' ? 'TrueType' : 'Type1', {
          Encoding: 'WinAnsiEncoding',
          FontDescriptor: dict({ Flags: NON_SYMBOLIC, [key]: stream(program) }),
        }),
      );
    expect(boxless('FontFile', type1Program('StandardEncoding def', []))).toMatchObject({
      ascent: 900,
      descent: -220,
    });
    expect(boxless('FontFile2', trueTypeProgram([[3, 1]]))).toMatchObject({ ascent: 950, descent: -249 });
  });
});

import { describe, expect, it } from 'vitest';
import {
  boxOf,
  lineBy,
  newOutline,
} from '../../../../layers/shared/extraction/pdf/fonts/outlines/outline.ts';
import { standardGlyphBoxes } from '../../../../layers/shared/extraction/pdf/fonts/outlines/standard-glyph-boxes.ts';
import { trueTypeGlyphBoxes } from '../../../../layers/shared/extraction/pdf/fonts/outlines/true-type-glyph-boxes.ts';
import { drawType1 } from '../../../../layers/shared/extraction/pdf/fonts/outlines/type1-charstring.ts';
import { drawType2 } from '../../../../layers/shared/extraction/pdf/fonts/outlines/type2-charstring.ts';

/** Operands of charstrings, and operators by their numbers. */
const operand = (value: number): number[] =>
  Math.abs(value) <= 107 ? [value + 139] : [28, (value >> 8) & 0xff, value & 0xff];
const operator = (name: keyof typeof OPERATORS): number[] => OPERATORS[name];
const OPERATORS = {
  hstem: [1],
  vmoveto: [4],
  rlineto: [5],
  hlineto: [6],
  vlineto: [7],
  rrcurveto: [8],
  closepath: [9],
  callsubr: [10],
  return: [11],
  hsbw: [13],
  endchar: [14],
  hstemhm: [18],
  hintmask: [19],
  rmoveto: [21],
  hmoveto: [22],
  vvcurveto: [26],
  hhcurveto: [27],
  hvcurveto: [31],
  dotsection: [12, 0],
  seac: [12, 6],
  callothersubr: [12, 16],
  pop: [12, 17],
  flex: [12, 35],
  and: [12, 3],
};
const program = (...parts: (number | keyof typeof OPERATORS)[]): number[] =>
  parts.flatMap((part) => (typeof part === 'number' ? operand(part) : operator(part)));

function type2(glyph: number[], subroutine: number[] = []) {
  const bytes = Uint8Array.from([...glyph, ...subroutine]);
  const local = [glyph.length, bytes.length];
  const outline = newOutline(0, 0);
  const drawn = drawType2({ bytes, global: [0], local }, 0, glyph.length, outline);
  return drawn ? boxOf(outline, 1000) : undefined;
}

describe('Type 2 charstrings', () => {
  it.each([
    [
      'lines',
      program(100, 50, -20, 'rmoveto', 300, 'hlineto', 700, 'vlineto', 'endchar'),
      [50, -20, 350, 680],
    ],
    ['lines that turn', program(10, 20, 'rmoveto', 30, 40, 50, 'hlineto', 'endchar'), [10, 20, 90, 60]],
    [
      'points that control curves',
      program(0, 'hmoveto', 10, 20, 300, 400, 5, 6, 'rrcurveto', 'endchar'),
      [0, 0, 315, 426],
    ],
    [
      'curves that begin across',
      program(0, 'hmoveto', 10, 20, 30, 40, 'hvcurveto', 'endchar'),
      [0, 0, 30, 70],
    ],
    ['curves across', program(0, 'hmoveto', 5, 10, 20, 30, 40, 'hhcurveto', 'endchar'), [0, 0, 70, 35]],
    ['curves up', program(0, 'hmoveto', 10, 20, 30, 40, 'vvcurveto', 'endchar'), [0, 0, 20, 80]],
    [
      'two flat curves',
      program(0, 'hmoveto', 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 50, 'flex', 'endchar'),
      [0, 0, 36, 42],
    ],
    [
      'masks of hints',
      [
        ...program(1, 2, 'hstemhm', 3, 4, 'hintmask'),
        0xff,
        ...program(7, 'hmoveto', 9, 'hlineto', 'endchar'),
      ],
      [7, 0, 16, 0],
    ],
    ['dots', program('dotsection', 7, 'hmoveto', 9, 'hlineto', 'endchar'), [7, 0, 16, 0]],
    ['nothing', program(500, 'endchar'), [0, 0, 0, 0]],
    ['a pen that moves without drawing', program(900, 'hmoveto', 'endchar'), [0, 0, 0, 0]],
  ])('%s', (_name, glyph, box) => {
    expect(type2(glyph)).toEqual(box);
  });
  it('subroutines', () => {
    const glyph = program(10, 'hmoveto', -107, 'callsubr', 'endchar');
    expect(type2(glyph, program(40, 'hlineto', 'return'))).toEqual([10, 0, 50, 0]);
  });
  it.each([
    ['a subroutine that is not there', program(5, 'callsubr', 'endchar')],
    ['a subroutine that calls itself', program(-107, 'callsubr', 'endchar')],
    ['accents put upon letters', program(1, 2, 65, 66, 'endchar')],
    ['arithmetic', program(1, 2, 'and', 'endchar')],
    ['no end', program(1, 'hmoveto')],
  ])('are not told: %s', (_name, glyph) => {
    expect(type2(glyph, program(-107, 'callsubr', 'return'))).toBeUndefined();
  });
});

describe('Type 1 charstrings', () => {
  const letter = program(
    20,
    600,
    'hsbw',
    10,
    'hmoveto',
    300,
    'hlineto',
    500,
    'vlineto',
    'closepath',
    'endchar',
  );
  const accent = program(40, 300, 'hsbw', 600, 'vmoveto', 50, 90, 'rlineto', 'closepath', 'endchar');
  const flex = [
    ...program(0, 500, 'hsbw', 100, 'hmoveto', 0, 1, 'callothersubr'),
    ...[
      [50, 0],
      [-40, 5],
      [10, 10],
      [30, 5],
      [30, -5],
      [10, -10],
      [10, -5],
    ].flatMap(([x = 0, y = 0]) => program(x, y, 'rmoveto', 0, 2, 'callothersubr')),
    ...program(50, 200, 0, 3, 0, 'callothersubr', 'pop', 'pop', 'endchar'),
  ].flat();
  const type1 = (glyph: number[]) => {
    const outline = newOutline(0, 0);
    const glyphs: Record<number, number[]> = { 65: letter, 66: accent };
    const drawn = drawType1(
      { subroutine: () => undefined, standardGlyph: (code) => glyphs[code] && Uint8Array.from(glyphs[code]) },
      Uint8Array.from(withLongNumbers(glyph)),
      outline,
    );
    return drawn ? boxOf(outline, 1000) : undefined;
  };
  /** Type 1 has numbers of five bytes where Type 2 has some of three. */
  const withLongNumbers = (bytes: number[]): number[] => {
    const at = bytes.indexOf(28);
    if (at < 0) return bytes;
    const [high = 0, low = 0] = bytes.slice(at + 1);
    const sign = high > 127 ? 255 : 0;
    return [...bytes.slice(0, at), 255, sign, sign, high, low, ...withLongNumbers(bytes.slice(at + 3))];
  };
  letter.splice(0, letter.length, ...withLongNumbers(letter));
  accent.splice(0, accent.length, ...withLongNumbers(accent));

  it('begin at their side bearing', () => {
    expect(type1(letter)).toEqual([30, 0, 330, 500]);
  });
  it('put accents upon letters', () => {
    // The accent is shifted by 100 - 40, and up by 15.
    expect(type1(program(20, 600, 'hsbw', 40, 100, 15, 65, 66, 'seac', 'endchar'))).toEqual([
      30, 0, 330, 705,
    ]);
  });
  it('leave the reference point of a flex out', () => {
    expect(type1(flex)).toEqual([100, 0, 200, 20]);
  });
  it('are not told where letters lack', () => {
    expect(type1(program(20, 600, 'hsbw', 40, 100, 15, 70, 66, 'seac'))).toBeUndefined();
  });
});

describe('boxes of glyphs', () => {
  it('are stretched and slanted by the matrix of their program', () => {
    const outline = newOutline(0, 0, 0.5, 0.25);
    lineBy(outline, 100, 0);
    lineBy(outline, 0, 400);
    expect(boxOf(outline, 1000)).toEqual([0, 0, 150, 400]);
  });
  it('stand in TrueType programs, in units of the em', () => {
    const glyf = Buffer.alloc(20);
    [1, -100, -200, 1000, 1500].forEach((value, at) => {
      glyf.writeInt16BE(value, 2 * at);
    });
    const head = Buffer.alloc(54);
    head.writeUInt16BE(2000, 18);
    const loca = Buffer.from([0, 0, 0, 10, 0, 10, 0, 0]);
    const boxes = trueTypeGlyphBoxes(tables({ glyf, head, loca }));
    // -99.5 rounds to -99 as PDFium has it: half a unit is added, the fraction cut off.
    expect(boxes?.(0)).toEqual([-49, -99, 500, 750]);
    expect(boxes?.(1)).toEqual([0, 0, 0, 0]);
    expect(boxes?.(9)).toBeUndefined();
  });
  it('are known of the standard fonts and those that are taken for them', () => {
    expect(standardGlyphBoxes('Times-Roman')?.(0x66)).toEqual([20, 0, 383, 683]);
    expect(standardGlyphBoxes('TimesNewRomanPSMT')?.(0x66)).toEqual([20, 0, 383, 683]);
    expect(standardGlyphBoxes('Times-Roman')?.(0x416)).toBeUndefined();
    expect(standardGlyphBoxes('Verdana')).toBeUndefined();
  });
});

function tables(contents: Record<string, Buffer>): Uint8Array {
  const names = Object.keys(contents);
  const head = Buffer.alloc(12 + 16 * names.length);
  head.writeUInt32BE(0x00010000, 0);
  head.writeUInt16BE(names.length, 4);
  let offset = head.length;
  names.forEach((name, at) => {
    const table = contents[name] as Buffer;
    head.write(name, 12 + 16 * at, 'latin1');
    head.writeUInt32BE(offset, 20 + 16 * at);
    head.writeUInt32BE(table.length, 24 + 16 * at);
    offset += table.length;
  });
  return Buffer.concat([head, ...Object.values(contents)]);
}

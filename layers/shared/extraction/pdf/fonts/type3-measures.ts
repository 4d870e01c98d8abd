import { NotPlain } from '../file/types.ts';

/** What a Type 3 glyph's content stream says of it, in glyph space: its advance, and the box of its ink. */
export type GlyphMeasures = {
  width: number;
  /** Whether nothing is drawn. */
  isBlank: boolean;
  box: readonly [left: number, bottom: number, right: number, top: number];
};

/** Bytes of a stream's beginning that the operator is looked for in. */
const BEGINNING = 256;

const D1 = /^[\s\0]*((?:[-+]?(?:\d+\.?\d*|\.\d+)[\s\0]+){6})d1(?![^\s\0])/;

/** Reads the operator d1 that a glyph's stream begins with; those with d0 do not tell their box. */
export function readMeasures(stream: Uint8Array): GlyphMeasures {
  const text = Buffer.from(stream.buffer, stream.byteOffset, Math.min(stream.length, BEGINNING)).toString(
    'latin1',
  );
  const [operator = '', operands = ''] = D1.exec(text) ?? [];
  const numbers = operands.trim().split(/[\s\0]+/);
  if (numbers.length !== 6) throw new NotPlain('A glyph of a Type 3 font does not tell its box');
  const [width = 0, , left = 0, bottom = 0, right = 0, top = 0] = numbers.map((word) =>
    Math.fround(Number(word)),
  );
  const isBlank = stream.length < BEGINNING && text.slice(operator.length).trim() === '';
  return { width, isBlank, box: [left, bottom, right, top] };
}

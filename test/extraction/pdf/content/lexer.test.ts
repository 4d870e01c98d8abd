import { describe, expect, test } from 'vitest';
import * as L from '../../../../layers/shared/extraction/pdf/content/lexer.ts';
import * as O from '../../../../layers/shared/extraction/pdf/content/operators.ts';
import { NotPlain } from '../../../../layers/shared/extraction/pdf/file/types.ts';

const lexer = (content: string): L.Lexer => L.newLexer(Buffer.from(content, 'latin1'));
const numbers = (of: L.Lexer): number[] => [...of.numbers.subarray(0, of.operands)];

function segments(of: L.Lexer): [text: string, adjustment: number][] {
  const texts = Array.from({ length: of.segments }, (_none, at) =>
    Buffer.from(of.text.subarray(at === 0 ? 0 : of.ends[at - 1], of.ends[at])).toString('latin1'),
  );
  return texts.map((text, at) => [text, of.adjustments[at] ?? 0]);
}

describe('operators and their operands', () => {
  test('numbers of all forms', () => {
    const of = lexer('1 -2 +3 .5 -.25 6. 0.001 Tm');
    expect(L.next(of)).toBe(O.Tm);
    expect(numbers(of)).toEqual([1, -2, 3, 0.5, -0.25, 6, 0.001]);
    expect(L.next(of)).toBe(L.END);
  });

  test('words without blanks between them', () => {
    const of = lexer('/F1 12 Tf[(a)-5(b)]TJ(c)Tj<64>Tj%x Q\nT*');
    const operators = Array.from({ length: 6 }, () => L.next(of));
    expect(operators).toEqual([O.Tf, O.TJ, O.Tj, O.Tj, O.NEXT_LINE, L.END]);
  });

  test('true, false and null are operands', () => {
    const of = lexer('true null false ri');
    expect(L.next(of)).not.toBe(L.END);
    expect(of.operands).toBe(3);
  });

  test('long words are no operators, whatever they begin with', () => {
    expect(L.next(lexer('scnTj'))).toBe(-1);
  });
});

describe('strings', () => {
  test('adjustments belong to the string before them', () => {
    const of = lexer('[-1 2 (ab) 3 4 () 5 <6364> -6] TJ');
    L.next(of);
    expect(of.before).toBe(1);
    expect(of.emptyStrings).toBe(true);
    expect(segments(of)).toEqual([
      ['ab', 12],
      ['cd', -6],
    ]);
  });

  test('escapes', () => {
    const of = lexer('(\\n\\r\\t\\b\\f\\(\\)\\\\\\0533\\53\\5x\\q\\\r\nz(n)) Tj');
    L.next(of);
    L.takeString(of);
    expect(segments(of)).toEqual([['\n\r\t\b\f()\\+3+\x05xqz(n)', 0]]);
  });

  test('hexadecimal digits, an odd one and blanks among them', () => {
    const of = lexer('<4a 4B\n4> Tj');
    L.next(of);
    L.takeString(of);
    expect(segments(of)).toEqual([['JK@', 0]]);
  });
});

test.each(['(a', '<41', '[(a)', '<< /A 1', '1-2 w', '- w', ') Tj', '12345678901 w', '[[1] 2] d'])(
  'refuses %s',
  (content) => {
    const of = lexer(content);
    expect(() => L.next(of)).toThrow(NotPlain);
  },
);

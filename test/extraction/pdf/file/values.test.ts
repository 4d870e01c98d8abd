import { describe, expect, it } from 'vitest';
import { readerOf, VALUE_BUDGET } from '#shared/extraction/pdf/file/objects/reader.ts';
import { readValue } from '#shared/extraction/pdf/file/objects/values.ts';
import { NotPlain, type PdfValue } from '#shared/extraction/pdf/file/types.ts';

const read = (text: string, left = VALUE_BUDGET): PdfValue =>
  readValue(readerOf(Buffer.from(text, 'latin1'), 0, { left }));
const string = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'));
const ref = (number: number, generation = 0) => ({ kind: 'ref', number, generation });

describe('a value of a PDF file', () => {
  it.each<[string, PdfValue]>([
    ['12', 12],
    ['-.5', -0.5],
    ['+3', 3],
    ['4.', 4],
    ['0.1', 0.1],
    ['-0012.50 ', -12.5],
    ['3.14159265358979323846', Math.PI],
    ['true', true],
    ['false]', false],
    ['null', null],
    ['% a comment\r\n 7', 7],
    ['/Name', 'Name'],
    ['/A#20B#23', 'A B#'],
    ['/', ''],
    ['/Gr\xfcn', 'Gr\xfcn'],
  ])('%j', (text, value) => {
    expect(read(text)).toBe(value);
  });

  it.each([
    ['()', ''],
    ['(a (nested (one)) b)', 'a (nested (one)) b'],
    ['(\\n\\r\\t\\b\\f\\(\\)\\\\\\q)', '\n\r\t\b\f()\\q'],
    ['(\\101\\60\\0533\\7)', 'A0+3\x07'],
    ['(one\\\r\n two\\\n three\\\r four)', 'one two three four'],
    ['(a\r\nb)', 'a\r\nb'],
    ['<48 65 6C\n6c6F7>', 'Hellop'],
    ['<>', ''],
  ])('the string %j', (text, value) => {
    expect(read(text)).toEqual(string(value));
  });

  it('arrays, whose references end in R', () => {
    expect(read('[1 2 0 R/A(x)[3 4]5 6]')).toEqual([1, ref(2), 'A', string('x'), [3, 4], 5, 6]);
    expect(read('[]')).toEqual([]);
  });

  it('dictionaries, whose last key of a name counts', () => {
    const dict = read('<</A 1 0 R/B 2/C<</D[3 1 R]>>/E/F/B 9>>');
    expect(dict).toEqual(
      new Map<string, unknown>([
        ['A', ref(1)],
        ['B', 9],
        ['C', new Map([['D', [ref(3, 1)]]])],
        ['E', 'F'],
      ]),
    );
  });

  it('a number that another one follows is itself', () => {
    expect(read('5 6')).toBe(5);
    expect(read('5 6 0 R')).toBe(5);
  });

  it.each([
    '--5',
    '5-',
    '1.2.3',
    '.',
    '-',
    '1e5',
    '0x1',
    'nul',
    'R',
    'nullR',
    '(open',
    '(open\\)',
    '<4',
    '<4g>',
    '<</A>>',
    '<<1 2>>',
    '<</A 1',
    '[1 2',
    '[1 R]',
    '[-1 0 R]',
    '[1.5 0 R]',
    '/A#2',
    '/A#zz',
    '/A\x80B',
    '',
    '}',
    '>>',
    '<</A 1>',
    '<</ 1>>',
    `/${'n'.repeat(300)}`,
    '1'.repeat(300),
  ])('%j is not plain', (text) => {
    expect(() => read(text)).toThrow(NotPlain);
  });

  it('is not plain where it is nested too deeply or too large', () => {
    expect(() => read('['.repeat(100_000))).toThrow(NotPlain);
    expect(() => read('<</A'.repeat(100_000))).toThrow(NotPlain);
    expect(() => read(`[${'<<>>'.repeat(1000)}]`, 1000)).toThrow(NotPlain);
    expect(read(`${'['.repeat(50)}${']'.repeat(50)}`)).toHaveLength(1);
  });
});

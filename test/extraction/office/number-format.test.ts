import { describe, expect, it } from 'vitest';
import { builtIn, numberFormat } from '#shared/extraction/office/excel/format/format.ts';

/** Format, value, what Excel shows. */
const SHOWN: readonly (readonly [code: string, value: number, shown: string])[] = [
  ['General', 0.1 + 0.2, '0.3'],
  ['General', 123456789012345, '123456789012345'],
  ['General', -0.00001234, '-0.00001234'],
  ['General', 1e21, '1E+21'],
  ['0', -0.4, '0'],
  ['0.00', 1.005, '1.01'],
  ['0.00', 2.675, '2.68'],
  ['#,##0.00', 1234567.891, '1,234,567.89'],
  ['#,##0', -1234.5, '-1,235'],
  ['0.##', 5, '5.'],
  ['00000', 42, '00042'],
  ['#', 0, ''],
  ['0;-0;;@', 0, ''],
  ['0%', 0.256, '26%'],
  ['0.00%', -0.00001, '0.00%'],
  ['#,##0,', 1234567, '1,235'],
  ['0.0,,"M"', 12345678, '12.3M'],
  ['0.00E+00', 12345.678, '1.23E+04'],
  ['##0.0E+0', 12345.678, '12.3E+3'],
  ['0.0E-0', 0.00012, '1.2E-4'],
  ['# ?/?', 1.25, '1 1/4'],
  ['# ?/8', 2.375, '2 3/8'],
  ['000-00-0000', 123456789, '123-45-6789'],
  ['(###) ###-####', 5551234567, '(555) 123-4567'],
  ['$#,##0.00_);($#,##0.00)', -3.5, '($3.50)'],
  ['#,##0.00\\ [$€-407];[Red]\\-#,##0.00\\ [$€-407]', -5.005, '-5.01 €'],
  ['_-* #,##0.00\\ _€_-;\\-* #,##0.00\\ _€_-;_-* "-"??\\ _€_-;_-@_-', 0, '-'],
  ['[<100]"low";[>=1000]"big" 0;0.0', 50, 'low'],
  ['[<100]"low";[>=1000]"big" 0;0.0', 5000, 'big 5000'],
  ['@', 12, '12'],
  ['yyyy-mm-dd', 45000, '2023-03-15'],
  ['[$-407]d. mmmm yyyy', 45000, '15. März 2023'],
  ['ddd d-mmm-yy', 45000, 'Wed 15-Mar-23'],
  ['dd/mm/yyyy hh:mm', 45000.999999, '16/03/2023 00:00'],
  ['h:mm AM/PM', 0.75, '6:00 PM'],
  ['[h]:mm:ss', 1.5, '36:00:00'],
  ['mm:ss.0', 0.00056, '00:48.4'],
  ['m/d/yyyy', 59, '2/28/1900'],
  ['m/d/yyyy', 60, '2/29/1900'],
  ['m/d/yyyy', 61, '3/1/1900'],
  ['yyyy-mm-dd', -1, '-1'],
];

describe('number formats', () => {
  it.each(SHOWN)('%s of %d', (code, value, shown) => {
    expect(numberFormat(code, false)(value)).toBe(shown);
  });

  it('count days from 1904 where a workbook does', () => {
    expect(numberFormat('yyyy-mm-dd', true)(0)).toBe('1904-01-01');
    expect(numberFormat('yyyy-mm-dd', true)(43538)).toBe('2023-03-15');
  });

  it('without a code of their own show dates of the reader’s country as ISO dates', () => {
    expect(numberFormat(builtIn(14), false)(45000)).toBe('2023-03-15');
    expect(numberFormat(builtIn(22), false)(45000.5)).toBe('2023-03-15 12:00');
    expect(numberFormat(builtIn(0), false)(1.5)).toBe('1.5');
  });

  it('never fail, whatever their code', () => {
    for (const code of [
      '',
      ';',
      '"',
      '[',
      '\\',
      '0/',
      '/0',
      'E+',
      '0E+',
      '[$',
      '[h',
      '*',
      '_',
      ',',
      '.',
      '.0',
      '0.0.0',
      '??/',
      '[>',
    ])
      for (const value of [0, -1.5, 1e300, 1e-300, 45000.5])
        expect(typeof numberFormat(code, false)(value)).toBe('string');
  });
});

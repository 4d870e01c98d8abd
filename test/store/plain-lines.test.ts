import { describe, expect, it } from 'vitest';
import { plainLines } from '#shared/store/plain-lines.ts';

describe('plainLines', () => {
  it('has every line with its page and range', () => {
    const text = 'one\ntwo\n\fthree\n\nfour\f\nfive\n';
    const { pages, lines } = plainLines(text);
    expect(pages.map(({ start, end }) => text.slice(start, end))).toEqual([
      'one\ntwo',
      'three\n\nfour',
      '\nfive\n',
    ]);
    expect(lines.map(({ page, start, end }) => [page, text.slice(start, end)])).toEqual([
      [1, 'one'],
      [1, 'two'],
      [2, 'three'],
      [2, ''],
      [2, 'four'],
      [3, ''],
      [3, 'five'],
      [3, ''],
    ]);
  });
  it('counts lines as extraction does: entry i is line i + 1', () => {
    const text = 'a\nb\n\fc\n\n\fd';
    const { lines } = plainLines(text);
    expect(lines.map(({ start, end }) => text.slice(start, end))).toEqual(
      text.split('\n').map((line) => line.replace('\f', '')),
    );
  });
});

import { describe, expect, it } from 'vitest';
import { scoreLayout } from '../../../bench/extraction/layout/score-layout.ts';
import type { TruthWord } from '../../../bench/extraction/layout/truth-words.ts';
import { scoreTable } from '../../../bench/extraction/tables/score-tables.ts';
import { readTruth } from '../../../bench/extraction/tables/truth-tables.ts';

const word = (text: string, left: number, baseline: number): TruthWord => ({
  text,
  left,
  right: left + text.length * 5,
  baseline,
  em: 10,
});

const page = {
  width: 400,
  height: 300,
  words: [
    word('Cable', 20, 40),
    word('red', 50, 40),
    word('250', 200, 40),
    word('Box', 20, 54),
    word('1,250', 190, 54),
  ],
};

describe('the score of a layout', () => {
  it('is full for text that stands as it does on paper', () => {
    const score = scoreLayout(page, 'Cable red             250\nBox                 1,250');
    expect(score).toMatchObject({
      rows: 2,
      rowsIntact: 2,
      wideRows: 2,
      wideRowsIntact: 2,
      pairs: 2,
      aligned: 2,
    });
  });

  it('counts a torn row, and a pair that is off by one and by more', () => {
    const off = scoreLayout(page, 'Cable red             250\nBox                1,250');
    expect(off).toMatchObject({ rowsIntact: 2, pairs: 2, aligned: 1, nearlyAligned: 2 });
    const torn = scoreLayout(page, 'Cable red\n250\nBox                1,250');
    expect(torn).toMatchObject({ rowsIntact: 1, aligned: 1, nearlyAligned: 1 });
  });

  it('is nothing for no text', () => {
    expect(scoreLayout(page, '')).toMatchObject({ rows: 2, rowsIntact: 0, pairs: 2, aligned: 0 });
  });
});

describe('the score of a table', () => {
  const cell = (row: number, column: number, content: string, x1: number, x2: number, y: number) =>
    `<cell id="1" start-row="${row}" start-col="${column}"><bounding-box x1="${x1}" x2="${x2}" y1="${y - 2}" y2="${y + 9}"/>
     <content>${content}</content></cell>`;
  const [cells = []] = readTruth(
    `<document><table id="1"><region id="1" page="1">${[
      cell(0, 0, 'Cable red', 20, 65, 260),
      cell(0, 1, '250', 200, 215, 260),
      cell(1, 0, 'Box', 20, 35, 246),
      cell(1, 1, '1,250', 190, 215, 246),
    ].join('')}</region></table></document>`,
  );

  it('is full when rows are whole, fall into their cells, and a cut parts the columns', () => {
    const score = scoreTable(cells, page, 'Cable red             250\nBox                 1,250');
    expect(score).toEqual({
      cells: 4,
      cellsPresent: 4,
      rows: 2,
      rowsIntact: 2,
      rowsCut: 2,
      cuts: 1,
      clean: 1,
    });
  });

  it('sees cells that run together and columns that overlap', () => {
    const score = scoreTable(cells, page, 'Cable red 250\nBox  1,250');
    expect(score).toEqual({
      cells: 4,
      cellsPresent: 4,
      rows: 2,
      rowsIntact: 2,
      rowsCut: 1,
      cuts: 1,
      clean: 0,
    });
  });
});

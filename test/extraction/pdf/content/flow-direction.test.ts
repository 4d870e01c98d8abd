import { beforeAll, describe, expect, test } from 'vitest';
import { NotPlain } from '../../../../layers/shared/extraction/pdf/file/types.ts';
import { ours, type Reference, reference } from './support/both-readers.ts';
import type { OnePage } from './support/one-page.ts';

let pdfium: (page: OnePage) => Reference;
beforeAll(async () => {
  pdfium = await reference();
});

/** Single letters in rows and columns so far apart. */
function letters(columns: number, across: number, rows: number, down: number): OnePage {
  const shown: string[] = [];
  for (let column = 0; column < columns; column++) {
    for (let row = 0; row < rows; row++) {
      const letter = String.fromCharCode(65 + ((column * rows + row) % 26));
      shown.push(`1 0 0 1 ${40.3 + column * across} ${740.3 - row * down} Tm (${letter}) Tj`);
    }
  }
  return { content: `BT /F1 10 Tf ${shown.join(' ')} ET` };
}

const PAGES: Record<string, OnePage> = {
  'lines that fill the width': letters(40, 8, 4, 30),
  'columns of letters, one below the other': letters(4, 100, 60, 8),
  'a single line': letters(20, 12, 1, 0),
  'a single column': letters(1, 0, 30, 12),
  'wide gaps both ways': letters(5, 60, 7, 60),
  'what is in balance': letters(12, 20, 12, 20),
};

describe('which way lines of single letters run', () => {
  test.each(Object.entries(PAGES))('%s', (_name, page) => {
    expect(ours(page).text).toBe(pdfium(page).text);
  });

  test('grids of all measures are read alike, or not at all', () => {
    let read = 0;
    for (let columns = 2; columns < 12; columns++) {
      for (let down = 7; down < 30; down += 3) {
        const page = letters(columns, 9 + 3 * (columns % 5), 14 - columns, down);
        const text = textOrNone(page);
        if (text === undefined) continue;
        read++;
        expect(text, `${columns} columns, ${down} down`).toBe(pdfium(page).text);
      }
    }
    expect(read).toBeGreaterThan(70);
  });
});

function textOrNone(page: OnePage): string | undefined {
  try {
    return ours(page).text;
  } catch (error) {
    if (error instanceof NotPlain) return undefined;
    throw error;
  }
}

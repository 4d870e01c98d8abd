import { stripVTControlCharacters } from 'node:util';

const GAP = '  ';

/**
 * A plain table with a header. Only the widest columns shrink when the terminal is narrow, and their cells wrap:
 * nothing is cut off.
 */
export function formatTable(header: string[], rows: string[][], width: number): string {
  const table = [header, ...rows];
  const natural = header.map((_, column) =>
    Math.max(...table.flatMap((row) => (row[column] ?? '').split('\n').map(displayWidth))),
  );
  const widths = shrink(natural, Math.max(width - GAP.length * (header.length - 1), header.length * 8));
  const rule = widths.map((size) => '─'.repeat(size)).join(GAP);
  const [head = [], ...body] = table.map((row) => formatRow(row, widths));
  return [...head, rule, ...body.flat()].join('\n');
}

function shrink(widths: number[], total: number): number[] {
  const result = [...widths];
  while (result.reduce((sum, size) => sum + size, 0) > total) {
    const widest = result.indexOf(Math.max(...result));
    result[widest] = (result[widest] ?? 1) - 1;
  }
  return result;
}

function formatRow(row: string[], widths: number[]): string[] {
  const cells = widths.map((size, column) => wrap(row[column] ?? '', size));
  const height = Math.max(...cells.map((lines) => lines.length));
  return Array.from({ length: height }, (_, line) =>
    cells
      .map((lines, column) => pad(lines[line] ?? '', widths[column] ?? 0))
      .join(GAP)
      .trimEnd(),
  );
}

/** Lines of at most `width` columns: breaks at spaces, and inside a word only where the word alone is too long. */
export function wrap(text: string, width: number): string[] {
  return text.split('\n').flatMap((paragraph) => {
    const lines: string[] = [];
    let line = '';
    for (const word of paragraph.split(' ').flatMap((word) => pieces(word, width))) {
      const longer = line === '' ? word : `${line} ${word}`;
      if (line !== '' && displayWidth(longer) > width) {
        lines.push(line);
        line = word;
      } else line = longer;
    }
    return [...lines, line];
  });
}

function pieces(word: string, width: number): string[] {
  if (displayWidth(word) <= width) return [word];
  const parts: string[] = [];
  let part = '';
  for (const { segment } of new Intl.Segmenter().segment(word)) {
    if (displayWidth(part + segment) > width && part !== '') {
      parts.push(part);
      part = '';
    }
    part += segment;
  }
  return [...parts, part];
}

const pad = (text: string, width: number) => text + ' '.repeat(Math.max(0, width - displayWidth(text)));

/** Columns a text takes: East Asian wide characters and emoji take two, combining marks none. */
function displayWidth(text: string): number {
  let width = 0;
  for (const { segment } of new Intl.Segmenter().segment(stripVTControlCharacters(text))) {
    width += WIDE.test(segment) ? 2 : 1;
  }
  return width;
}

const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Extended_Pictographic}/u;

/** A line of a contender's text without its blanks, and the text column each character left stands in. */
export type TextLine = { squeezed: string; columns: number[]; starts: Set<number>; ends: Set<number> };

/** A piece of text in a line: the columns of its first character and behind its last. */
export type Found = { from: number; to: number };

export function textLines(page: string): TextLine[] {
  return page.split('\n').map(textLine);
}

function textLine(line: string): TextLine {
  const made: TextLine = { squeezed: '', columns: [], starts: new Set(), ends: new Set() };
  let column = 0;
  let blank = true;
  for (const character of line) {
    const isBlank = /\s/u.test(character);
    const plain = isBlank ? '' : squeeze(character);
    if (isBlank) made.ends.add(made.squeezed.length);
    else if (blank) made.starts.add(made.squeezed.length);
    made.squeezed += plain;
    for (let unit = 0; unit < plain.length; unit++) made.columns.push(column);
    blank = isBlank;
    column++;
  }
  made.ends.add(made.squeezed.length);
  return made;
}

/** Without blanks, and one spelling for what programs map differently: ligatures, small capitals, hyphens, quotes. */
export const squeeze = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\u200b-\u200f\ufeff\u00ad]/gu, '')
    .replace(/[\u2010-\u2015\u2212\ufffe]/gu, '-')
    .replace(/[\u2018\u2019\u00b4`\u2032]/gu, "'")
    .replace(/[\u201c\u201d\u2033]/gu, '"')
    .replace(/[\u2022\u00b7\u25cf\u25aa\uf0b7]/gu, '\u2022');

/** Where pieces stand in a line one after the other; whole words first, parts of words when that fails. */
export function findInOrder(line: TextLine, pieces: readonly string[]): Found[] | undefined {
  return find(line, pieces, true) ?? find(line, pieces, false);
}

function find(line: TextLine, pieces: readonly string[], whole: boolean): Found[] | undefined {
  const found: Found[] = [];
  let at = 0;
  for (const piece of pieces) {
    let start = line.squeezed.indexOf(piece, at);
    while (whole && start >= 0 && !(line.starts.has(start) && line.ends.has(start + piece.length)))
      start = line.squeezed.indexOf(piece, start + 1);
    if (start < 0) return undefined;
    at = start + piece.length;
    found.push({ from: line.columns[start] ?? 0, to: (line.columns[at - 1] ?? 0) + 1 });
  }
  return found;
}

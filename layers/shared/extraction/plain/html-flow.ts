/** Lines of a document or of one table cell, filled from left to right and top to bottom. */
export type Flow = {
  /** Inline text; blanks in it collapse as browsers do it. */
  add(text: string): void;
  /** Text whose blanks and line ends stay. */
  addExact(text: string): void;
  /** Ends a line that has text. */
  endLine(): void;
  /** Ends a line, even an empty one. */
  breakLine(): void;
  /** The next text stands behind a blank line. */
  space(): void;
  /** Whole lines, such as those of a table. */
  addLines(lines: readonly string[]): void;
  /** What precedes the next line, and its width in blanks the lines after it. */
  setIndent(blanks: number, marker?: string): void;
  finish(): string[];
};

const BLANKS = /[ \t\n\r\f]+/g;
const TAB = 8;

export function makeFlow(): Flow {
  const lines: string[] = [];
  let parts: string[] = [];
  let endsBlank = true;
  let wantsSpace = false;
  let indent = 0;
  let marker = '';

  const push = (line: string): void => {
    if (wantsSpace && lines.length > 0 && lines.at(-1) !== '') lines.push('');
    wantsSpace = false;
    lines.push(line);
  };
  const take = (): string => {
    const text = parts.join('');
    parts = [];
    endsBlank = true;
    return text;
  };
  const prefix = (): string => {
    const before = marker === '' ? ' '.repeat(indent) : marker;
    marker = '';
    return before;
  };
  return {
    add(text) {
      const collapsed = text.replace(BLANKS, ' ');
      const kept = endsBlank && collapsed.startsWith(' ') ? collapsed.slice(1) : collapsed;
      if (kept === '') return;
      parts.push(kept);
      endsBlank = kept.endsWith(' ');
    },
    addExact(text) {
      const [first = '', ...more] = text.replace(/\r\n?/g, '\n').split('\n');
      parts.push(first);
      for (const line of more) {
        push(expandTabs(`${prefix()}${take()}`).trimEnd());
        parts.push(line);
      }
      endsBlank = false;
    },
    endLine() {
      const text = take().trimEnd();
      if (text !== '') push(expandTabs(`${prefix()}${text}`));
    },
    breakLine() {
      const text = take().trimEnd();
      push(text === '' ? '' : `${prefix()}${text}`);
    },
    space() {
      wantsSpace = true;
    },
    addLines(more) {
      for (const line of more) push(line === '' ? '' : `${prefix()}${line}`);
    },
    setIndent(blanks, text = '') {
      indent = blanks;
      marker = text;
    },
    finish() {
      this.endLine();
      while (lines.at(-1) === '') lines.pop();
      return lines;
    },
  };
}

/** To every eighth column, as terminals and browsers do it. */
function expandTabs(line: string): string {
  if (!line.includes('\t')) return line;
  const [first = '', ...more] = line.split('\t');
  return more.reduce((sum, part) => `${sum}${' '.repeat(TAB - (sum.length % TAB))}${part}`, first);
}

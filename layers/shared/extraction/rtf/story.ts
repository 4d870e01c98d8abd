import type { PageLine } from '../assemble.ts';
import { alignCells } from '../plain/align-cells.ts';

/** One run of text of a document: its body, a header, a footnote. Paragraphs and table rows come in order. */
export type Story = {
  add(text: string): void;
  endParagraph(inTable: boolean): void;
  endCell(): void;
  endRow(): void;
  /** A table within a cell stands in it line by line. */
  endNestedCell(): void;
  endNestedRow(): void;
  /** Ends what is open and gives all lines. */
  finish(): PageLine[];
};

type Paragraph = { text: string; number: number };

/** Paragraphs that are put aside to be aligned at their tabs. */
const MOST_TABBED = 10_000;

export function makeStory(): Story {
  const lines: PageLine[] = [];
  let text: string[] = [];
  let cells: string[] = [];
  let rows: string[][] = [];
  let tabbed: Paragraph[] = [];
  let paragraphs = 0;
  let tables = 0;

  const takeText = (): string => {
    const taken = text.join('');
    text = [];
    return taken;
  };
  const endTable = (): void => {
    if (rows.length === 0) return;
    tables++;
    alignCells(rows).lines.forEach((line, index) => {
      lines.push({ text: line, place: `table ${tables}, row ${index + 1}` });
    });
    rows = [];
  };
  const endTabbed = (): void => {
    const table = alignCells(tabbed.map((paragraph) => paragraph.text.split('\t')));
    tabbed.forEach(({ number }, index) => {
      lines.push({ text: table.lines[index] ?? '', place: placeOf(number) });
    });
    tabbed = [];
  };
  const endRow = (): void => {
    if (text.length > 0) cells.push(takeText());
    if (cells.length === 0) return;
    endTabbed();
    rows.push(cells);
    cells = [];
  };

  return {
    add: (part) => void text.push(part),
    endParagraph(inTable) {
      // Within a cell a paragraph is a line of it.
      if (inTable || cells.length > 0) {
        text.push('\n');
        return;
      }
      endTable();
      const paragraph = takeText();
      paragraphs++;
      if (paragraph.includes('\t') && tabbed.length < MOST_TABBED) {
        for (const line of paragraph.split('\n')) tabbed.push({ text: line, number: paragraphs });
        return;
      }
      endTabbed();
      for (const line of paragraph.split('\n'))
        lines.push({ text: line.trimEnd(), place: placeOf(paragraphs) });
    },
    endCell: () => void cells.push(takeText()),
    endRow,
    endNestedCell: () => void text.push('  '),
    endNestedRow: () => void text.push('\n'),
    finish() {
      if (cells.length > 0) endRow();
      if (text.length > 0) this.endParagraph(false);
      endTable();
      endTabbed();
      return lines;
    },
  };
}

const placeOf = (number: number): string => `paragraph ${number}`;

import { headingOf, type LineKind, lineKind } from './line-kind.ts';
import { BREAK, type Heading } from './unit.ts';

/** A heading, a paragraph, a list item or a table row, with the white space behind it. */
export type Block = { start: number; end: number; breakBefore: number; whole: boolean; heading?: Heading };

type TextLine = { start: number; end: number; kind: LineKind; startsPage: boolean; heading?: Heading };

/**
 * Reads a text's structure from its lines, in one pass: the blocks follow each other without a gap and cover the
 * whole text. Blank lines belong to the block before them (at the very start, to the first one).
 */
export function* readBlocks(text: string): Generator<Block> {
  let block: (Block & { kind: LineKind }) | undefined;
  let blanks = 0;
  let newPage = false;
  let rows = 0;
  for (const line of readLines(text)) {
    if (line.kind === 'blank') {
      blanks++;
      newPage ||= line.startsPage;
      if (block) block.end = line.end;
      continue;
    }
    newPage ||= line.startsPage;
    const continues =
      block &&
      blanks === 0 &&
      !newPage &&
      line.kind === 'text' &&
      (block.kind === 'text' || block.kind === 'item');
    if (block && continues) {
      block.end = line.end;
    } else {
      const breakBefore = breakBetween(text, block, line, { blanks, newPage, rows });
      if (block) yield block;
      rows = line.kind === 'row' ? (block?.kind === 'row' && blanks === 0 ? rows + 1 : 1) : 0;
      block = {
        start: block ? line.start : 0,
        end: line.end,
        kind: line.kind,
        breakBefore,
        whole: line.kind === 'row' || line.kind === 'heading',
        ...(line.heading && { heading: line.heading }),
      };
    }
    blanks = 0;
    newPage = false;
  }
  if (block) yield block;
  else if (text.length > 0) yield { start: 0, end: text.length, breakBefore: BREAK.page, whole: false };
}

function breakBetween(
  text: string,
  before: (Block & { kind: LineKind }) | undefined,
  line: TextLine,
  { blanks, newPage, rows }: { blanks: number; newPage: boolean; rows: number },
): number {
  if (!before) return BREAK.heading;
  if (before.kind === 'heading') return BREAK.belongsToPrevious;
  if (line.heading) return BREAK.heading - 5 * line.heading.level;
  if (newPage) return BREAK.page;
  if (blanks > 0) return introduces(text, before) ? BREAK.block : BREAK.paragraph;
  if (introduces(text, before)) return BREAK.belongsToPrevious;
  if (before.kind === 'row' && line.kind === 'row')
    return rows === 1 ? BREAK.belongsToPrevious : BREAK.tableRow;
  return BREAK.block;
}

/** "The following apply:" belongs to what follows. */
const introduces = (text: string, { start, end }: Block) =>
  /[:：]\s*$/.test(text.slice(Math.max(start, end - 8), end));

/** Lines with their kinds; a line's end includes its line feed. */
function* readLines(text: string): Generator<TextLine> {
  let start = 0;
  let blankBefore = true;
  let current = lineAt(text, 0);
  while (start < text.length) {
    const end = start + current.length;
    const next = lineAt(text, end);
    const around = { blankBefore, blankAfter: next.trim() === '' };
    const kind = lineKind(current, around);
    const heading = kind === 'heading' ? headingOf(current, around) : undefined;
    yield { start, end, kind, startsPage: current.includes('\f'), ...(heading && { heading }) };
    blankBefore = kind === 'blank';
    start = end;
    current = next;
  }
}

function lineAt(text: string, start: number): string {
  const feed = text.indexOf('\n', start);
  return text.slice(start, feed < 0 ? text.length : feed + 1);
}

import { asLayout, type PageLayout } from './layout.ts';
import { headingOf, type LineKind, lineKind, type Surroundings } from './line-kind.ts';
import { followTables, type Gap, type TableHeader } from './table.ts';
import { BREAK, type Heading } from './unit.ts';

/** A heading, a paragraph, a list item or a table row, with the white space behind it. */
export type Block = {
  start: number;
  end: number;
  breakBefore: number;
  whole: boolean;
  heading?: Heading;
  /** The header of the table that a row belongs to, unless the row is part of it. */
  header?: TableHeader;
};

type TextLine = { start: number; end: number; kind: LineKind; startsPage: boolean; heading?: Heading };
type OpenBlock = Block & { kind: LineKind };

/**
 * Reads a text's structure from its lines, in one pass: the blocks follow each other without a gap and cover the
 * whole text. Blank lines and what repeats on every page belong to the block before them (at the very start, to the
 * first one), so that a page's end parts neither a table nor a sentence.
 */
export function* readBlocks(text: string, layout: PageLayout = NO_LAYOUT): Generator<Block> {
  const tables = followTables();
  let block: OpenBlock | undefined;
  let blanks = 0;
  let newPage = false;
  let rows = 0;
  /** Where the last line ended that is neither blank nor repeated on every page. */
  let textEnd = 0;
  for (const { line, next } of readLines(text, layout)) {
    newPage ||= line.startsPage;
    if (line.kind === 'blank' || line.kind === 'running') {
      if (line.kind === 'blank') blanks++;
      if (block) block.end = line.end;
      continue;
    }
    const gap = gapOf(blanks, newPage);
    const kind = line.kind === 'row' || line.kind === 'text' ? line.kind : 'other';
    const own = text.slice(line.start, line.end);
    const labelled = gap === 'none' && next === 'row' ? tables.current() : undefined;
    const header = tables.read({ ...line, kind, text: own }, gap) ?? (kind === 'text' ? labelled : undefined);
    if (block && continues(text, block, line, gap, textEnd)) {
      block.end = line.end;
    } else {
      const breakBefore = breakBetween(text, block, line, { blanks, newPage, rows });
      if (block) yield block;
      rows = line.kind === 'row' ? (block?.kind === 'row' && gap === 'none' ? rows + 1 : 1) : 0;
      block = {
        start: block ? line.start : 0,
        end: line.end,
        kind: line.kind,
        breakBefore,
        whole: line.kind === 'row' || line.kind === 'heading',
        ...(line.heading && { heading: line.heading }),
        ...(header && { header }),
      };
    }
    blanks = 0;
    newPage = false;
    textEnd = line.end;
  }
  if (block) yield block;
  else if (text.length > 0) yield { start: 0, end: text.length, breakBefore: BREAK.page, whole: false };
}

const NO_LAYOUT = asLayout([], []);

function gapOf(blanks: number, newPage: boolean): Gap {
  if (newPage) return 'page';
  if (blanks === 0) return 'none';
  return blanks === 1 ? 'small' : 'large';
}

/** Whether a line goes on with the paragraph or list item before it; also over a page's end, in mid-sentence. */
function continues(text: string, block: OpenBlock, line: TextLine, gap: Gap, textEnd: number): boolean {
  if (line.kind !== 'text' || (block.kind !== 'text' && block.kind !== 'item')) return false;
  if (gap !== 'page') return gap === 'none';
  const before = text.slice(Math.max(block.start, textEnd - 40), textEnd);
  return !SENTENCE_END.test(before) && /^\s*\p{Ll}/u.test(text.slice(line.start, line.start + 80));
}

const SENTENCE_END = /[.!?。！？;:；：…]["'”’»)\]]*\s*$/u;

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

/** Lines with their kinds, each with the kind of the one behind it; a line's end includes its line feed. */
function* readLines(
  text: string,
  layout: PageLayout,
): Generator<{ line: TextLine; next: LineKind | undefined }> {
  let before: TextLine | undefined;
  for (const line of kindsOf(text, layout)) {
    if (before) yield { line: before, next: line.kind };
    before = line;
  }
  if (before) yield { line: before, next: undefined };
}

function* kindsOf(text: string, { isRunning, startsPage }: PageLayout): Generator<TextLine> {
  let start = 0;
  let blankBefore = true;
  let headingBefore = false;
  let current = lineAt(text, 0);
  while (start < text.length) {
    const end = start + current.length;
    const next = lineAt(text, end);
    const around: Surroundings = { blankBefore, blankAfter: next.trim() === '', headingBefore };
    const kind: LineKind = isRunning(start, end) ? 'running' : lineKind(current, around);
    const heading = kind === 'heading' ? headingOf(current, around) : undefined;
    yield {
      start,
      end,
      kind,
      startsPage: startsPage(start, end) || current.includes('\f'),
      ...(heading && { heading }),
    };
    blankBefore = kind === 'blank' || kind === 'running';
    headingBefore = kind === 'heading';
    start = end;
    current = next;
  }
}

function lineAt(text: string, start: number): string {
  const feed = text.indexOf('\n', start);
  return text.slice(start, feed < 0 ? text.length : feed + 1);
}

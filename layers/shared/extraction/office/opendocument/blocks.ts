import { drawTable } from '../flow/draw-table.ts';
import type { Flow } from '../flow/flow.ts';
import { expandTabs } from '../flow/tab-stops.ts';
import type { TableCell } from '../flow/table-cell.ts';
import { childrenOf, findAll, type XmlElement } from '../xml/tree.ts';
import type { OpenContext } from './context.ts';
import { inlineText } from './inline.ts';
import { type Counts, nextLabel } from './list-styles.ts';
import { listBlocks } from './lists.ts';
import { tabsOf } from './styles.ts';
import { tableRows } from './table.ts';

/** A paragraph, heading or table, ready to be written. */
export type Block =
  | { kind: 'text'; text: string; indent: number; heading: boolean; newPage: boolean }
  | { kind: 'table'; rows: TableCell[][] }
  | { kind: 'page' };

const INDENT = 2;

/** What is read as if its content stood in its place: sections, indexes, headers of lists, drawings. */
const isWrapper = (name: string): boolean =>
  name === 'text:section' ||
  name.startsWith('text:index-') ||
  /^text:(table-of-content|[a-z-]+-index|bibliography)$/.test(name);

/** The blocks that an element stands for. */
export function blocksOf(element: XmlElement, context: OpenContext): Block[] {
  const { name } = element;
  if (name === 'text:p' || name === 'text:h') return paragraphBlocks(element, context, '', 0);
  if (name === 'text:numbered-paragraph')
    return childrenOf(element).flatMap((child) => blocksOf(child, context));
  if (name === 'table:table') return [{ kind: 'table', rows: rowsOf(element, context) }];
  if (name === 'text:soft-page-break') return [{ kind: 'page' }];
  if (name.startsWith('draw:')) return boxBlocks(element, context);
  if (isWrapper(name)) return childrenOf(element).flatMap((child) => blocksOf(child, context));
  if (name === 'text:tracked-changes')
    context.losses.count('deletions', findAll(element, 'text:deletion').length);
  if (name === 'office:annotation') context.losses.count('comments');
  if (name !== 'text:list') return [];
  return listBlocks(element, context).flatMap(({ block, label, level }) =>
    block.name === 'text:p' || block.name === 'text:h'
      ? paragraphBlocks(block, context, label, (level - 1) * INDENT)
      : blocksOf(block, context),
  );
}

/** Lines of what stands in a cell, a box or a note. */
export function blockLines(container: XmlElement, context: OpenContext) {
  const outer = context.anchored;
  context.anchored = [];
  const blocks = childrenOf(container).flatMap((child) => blocksOf(child, context));
  context.anchored = outer;
  const lines = blocks.flatMap((block) => {
    if (block.kind === 'page') return [];
    if (block.kind === 'table') return drawTable(block.rows).flat();
    const text = block.text.replace(/[\f\v]/g, '');
    return text.split('\n').map((line) => ' '.repeat(block.indent) + line.trim());
  });
  return {
    lines: lines.filter((line) => line.trim() !== ''),
    hasTable: blocks.some(({ kind }) => kind === 'table'),
  };
}

export const rowsOf = (table: XmlElement, context: OpenContext): TableCell[][] =>
  tableRows(table, (cell) => blockLines(cell, context));

/** Writes blocks; `place` names the next paragraph or table. */
export function writeBlocks(
  blocks: readonly Block[],
  flow: Flow,
  place: (kind: 'paragraph' | 'table') => string,
): void {
  for (const block of blocks) {
    if (block.kind === 'page') flow.newPage();
    else if (block.kind === 'table') {
      const name = place('table');
      flow.blank();
      flow.table(block.rows, (row) => `${name} row ${row + 1}`);
      flow.blank();
    } else {
      if (block.newPage) flow.newPage();
      if (block.heading) flow.blank();
      flow.text(block.text, place('paragraph'), { indent: block.indent });
    }
  }
}

/** A paragraph, and behind it the boxes that are anchored in it. */
function paragraphBlocks(element: XmlElement, context: OpenContext, label: string, indent: number): Block[] {
  const outer = context.anchored;
  context.anchored = [];
  const style = element.attributes['text:style-name'];
  const text = inlineText(element, context);
  const heading = element.name === 'text:h';
  const outline = heading && label === '' ? outlineLabel(element, context) : '';
  const boxes = context.anchored.flatMap((drawing) => boxBlocks(drawing, context));
  context.anchored = outer;
  const paragraph: Block = {
    kind: 'text',
    text: expandTabs(label + outline + text, tabsOf(context.styles, style)),
    indent: heading ? 0 : indent,
    heading: heading && text.trim() !== '',
    newPage: context.styles.paragraphs.get(style ?? '')?.newPage ?? false,
  };
  // A paragraph that only holds a box would be a blank line.
  return text.trim() === '' && boxes.length > 0 ? boxes : [paragraph, ...boxes];
}

function outlineLabel(heading: XmlElement, { styles, outline }: OpenContext): string {
  const level = Number(heading.attributes['text:outline-level'] ?? 1) || 1;
  const counts: Counts = outline;
  return heading.attributes['text:is-list-header'] === 'true'
    ? ''
    : nextLabel(styles.outline, Math.min(level, 10), counts);
}

/** Text of boxes, shapes and groups, whatever they are made of. */
function boxBlocks(drawing: XmlElement, context: OpenContext): Block[] {
  return childrenOf(drawing)
    .flatMap((child) => blocksOf(child, context))
    .map((block) => (block.kind === 'text' ? { ...block, newPage: false } : block));
}

import { chartLines } from '../drawing/chart.ts';
import { diagramLines } from '../drawing/diagram.ts';
import { drawTable } from '../flow/draw-table.ts';
import type { XmlElement } from '../xml/tree.ts';
import type { WordContext } from './context.ts';
import { readParagraph } from './paragraph.ts';
import { type CellText, readTable } from './table.ts';
import { unwrapped } from './wrappers.ts';

/** Lines of what stands in a cell, a text box or another place of its own: paragraphs and tables. */
export function blockLines(container: XmlElement, context: WordContext): CellText {
  const lines: string[] = [];
  let hasTable = false;
  let breaksPage = false;
  for (const block of unwrapped(container)) {
    if (block.name === 'w:tbl') {
      hasTable = true;
      lines.push(...drawTable(readTable(block, context, blockLines).rows).flat());
    } else if (block.name === 'w:p') {
      const outer = context.anchored;
      context.anchored = [];
      const { text, indent } = readParagraph(block, context);
      if (/[\f\v]/.test(text)) breaksPage = true;
      for (const line of text.replace(/[\f\v]/g, '').split('\n'))
        lines.push(' '.repeat(indent) + line.trim());
      lines.push(...anchoredLines(context.anchored, context));
      context.anchored = outer;
    }
  }
  return { lines: lines.filter((line) => line.trim() !== ''), hasTable, breaksPage };
}

/** Lines of text boxes, charts and diagrams. */
export function anchoredLines(elements: readonly XmlElement[], context: WordContext): string[] {
  return elements.flatMap((element) => {
    if (element.name === 'w:txbxContent') return blockLines(element, context).lines;
    const id = element.attributes[element.name === 'c:chart' ? 'r:id' : 'r:dm'] ?? '';
    const part = context.related.get(id)?.target;
    if (!part) return [];
    return element.name === 'c:chart' ? chartLines(context.parts, part) : diagramLines(context.parts, part);
  });
}

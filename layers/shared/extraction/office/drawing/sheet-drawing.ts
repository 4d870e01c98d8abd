import type { PageLine } from '../../assemble.ts';
import { Damaged } from '../damaged.ts';
import type { Package } from '../package/open.ts';
import { columnName } from '../sheet/address.ts';
import { descend, findAll, readElements, textOf } from '../xml/tree.ts';

/** Lines of the text boxes that lie over a sheet, at the cell where each begins; a broken drawing gives none. */
export function drawingLines(parts: Package, part: string | undefined): PageLine[] {
  const lines: PageLine[] = [];
  try {
    if (part)
      readElements(parts.read(part), new Set(['xdr:wsDr']), (anchor) => {
        const texts = findAll(anchor, 'a:p').map((paragraph) =>
          findAll(paragraph, 'a:t').map(textOf).join('').trim(),
        );
        const column = Number(textOf(descend(anchor, 'xdr:from', 'xdr:col')) || 0);
        const row = Number(textOf(descend(anchor, 'xdr:from', 'xdr:row')) || 0) + 1;
        for (const text of texts) if (text !== '') lines.push({ text, place: columnName(column) + row });
      });
  } catch (error) {
    if (!(error instanceof Damaged)) throw error;
  }
  return lines.length > 0 ? [{ text: '' }, ...lines] : [];
}

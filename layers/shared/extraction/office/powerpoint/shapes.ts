import { chartLines } from '../drawing/chart.ts';
import { diagramLines } from '../drawing/diagram.ts';
import { drawTable } from '../flow/draw-table.ts';
import type { TableCell } from '../flow/table-cell.ts';
import type { Losses } from '../losses.ts';
import type { Package } from '../package/open.ts';
import type { Relationship } from '../package/relationships.ts';
import { orderedItems, type SlideItem } from '../slides/slide-lines.ts';
import { chosen } from '../xml/alternates.ts';
import { childOf, childrenNamed, childrenOf, descend, findAll, type XmlElement } from '../xml/tree.ts';
import { areaOf, type Layouts, placeholderOf } from './placeholders.ts';
import { bodyLines } from './text-body.ts';

export type SlideContext = {
  parts: Package;
  related: ReadonlyMap<string, Relationship>;
  layouts: Layouts;
  layout: string | undefined;
  losses: Losses;
};

const TITLES = new Set(['title', 'ctrTitle']);
const FEET = new Set(['ftr', 'sldNum', 'dt', 'hdr']);

/** The text of a shape, table, chart, diagram or group; a group is ordered within itself and then one item. */
export function itemsOf(shape: XmlElement, context: SlideContext): SlideItem[] {
  switch (shape.name) {
    case 'p:sp':
      return [textItem(shape, context)];
    case 'p:graphicFrame':
      return [{ role: 'body', area: areaOf(shape), lines: frameLines(shape, context) }];
    case 'p:grpSp': {
      const items = childrenOf(shape).flatMap((child) => itemsOf(child, context));
      const [only] = items;
      if (items.length === 1 && only) return [{ ...only, area: areaOf(shape) ?? only.area }];
      return [
        { role: 'body', area: areaOf(shape), lines: orderedItems(items).flatMap(({ lines }) => lines) },
      ];
    }
    case 'mc:AlternateContent':
      return childrenOf(chosen(shape)).flatMap((child) => itemsOf(child, context));
    default:
      return [];
  }
}

function textItem(shape: XmlElement, { layouts, layout }: SlideContext): SlideItem {
  const placeholder = placeholderOf(shape);
  const type = placeholder?.type ?? '';
  return {
    role: TITLES.has(type) ? 'title' : FEET.has(type) ? 'footer' : 'body',
    area: areaOf(shape) ?? (placeholder && layouts.areaOf(layout, placeholder)),
    lines: bodyLines(childOf(shape, 'p:txBody')),
  };
}

function frameLines(frame: XmlElement, { parts, related, losses }: SlideContext): string[] {
  const data = descend(frame, 'a:graphic', 'a:graphicData');
  const table = childOf(data, 'a:tbl');
  if (table) return drawTable(tableRows(table)).flat();
  const chart = related.get(childOf(data, 'c:chart')?.attributes['r:id'] ?? '');
  if (chart) return chartLines(parts, chart.target);
  const diagram = related.get(childOf(data, 'dgm:relIds')?.attributes['r:dm'] ?? '');
  if (diagram) return diagramLines(parts, diagram.target);
  if (data && findAll(data, 'p:oleObj').length > 0) losses.count('embedded');
  return [];
}

function tableRows(table: XmlElement): TableCell[][] {
  return childrenNamed(table, 'a:tr').map((row) =>
    childrenNamed(row, 'a:tc').flatMap((cell, column): TableCell[] => {
      const { gridSpan, rowSpan, hMerge, vMerge } = cell.attributes;
      if ([hMerge, vMerge].some((merged) => merged === '1' || merged === 'true')) return [];
      const lines = bodyLines(childOf(cell, 'a:txBody'));
      return [{ column, columns: Number(gridSpan) || 1, rows: Number(rowSpan) || 1, lines, fixed: false }];
    }),
  );
}

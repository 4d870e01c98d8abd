import type { Package } from '../package/open.ts';
import { relationshipsOf } from '../package/relationships.ts';
import { readElements } from '../xml/tree.ts';

export type Sheet = {
  name: string;
  part: string;
  hidden: boolean;
  kind: 'worksheet' | 'chartsheet' | 'other';
};

/** `from1904`: dates count from 1904-01-01. */
export type Workbook = { sheets: Sheet[]; from1904: boolean };

/** More sheets are nobody's; each costs a line in the result. */
const MOST_SHEETS = 10_000;

/** @throws Damaged, Refusal */
export function readWorkbook(parts: Package, part: string): Workbook {
  const related = relationshipsOf(parts, part);
  const workbook: Workbook = { sheets: [], from1904: false };
  readElements(parts.read(part), new Set(['workbook', 'sheets']), ({ name, attributes }) => {
    if (name === 'workbookPr') workbook.from1904 = ['1', 'true'].includes(attributes.date1904 ?? '');
    if (name !== 'sheet' || workbook.sheets.length >= MOST_SHEETS) return;
    const target = related.get(attributes['r:id'] ?? '');
    workbook.sheets.push({
      name: attributes.name ?? `Sheet${workbook.sheets.length + 1}`,
      part: target?.target ?? '',
      hidden: ['hidden', 'veryHidden'].includes(attributes.state ?? ''),
      kind: kindOf(target?.type),
    });
  });
  return workbook;
}

const kindOf = (type: string | undefined): Sheet['kind'] =>
  type === 'chartsheet' ? type : type === undefined || type === 'worksheet' ? 'worksheet' : 'other';

import type { Package } from '../package/open.ts';
import { readElements } from '../xml/tree.ts';
import { builtIn, type NumberFormat, numberFormat } from './format/format.ts';

/** How numbers look in a cell of a style. */
export type CellFormats = { get(style: number): NumberFormat };

/** @throws Damaged, Refusal */
export function readCellFormats(parts: Package, part: string | undefined, from1904: boolean): CellFormats {
  const codes = new Map<number, string>();
  const styles: number[] = [];
  if (part)
    readElements(
      parts.read(part),
      new Set(['styleSheet', 'numFmts', 'cellXfs']),
      ({ name, attributes }, parent) => {
        if (name === 'numFmt') codes.set(Number(attributes.numFmtId), attributes.formatCode ?? '');
        if (name === 'xf' && parent === 'cellXfs') styles.push(Number(attributes.numFmtId ?? 0));
      },
    );
  const known = new Map<number, NumberFormat>();
  return {
    get(style) {
      const id = styles[style] ?? 0;
      let format = known.get(id);
      if (!format) {
        format = numberFormat(codes.get(id) ?? builtIn(id), from1904);
        known.set(id, format);
      }
      return format;
    },
  };
}

import { Damaged } from '../damaged.ts';
import { general } from '../excel/format/general.ts';
import { drawTable } from '../flow/draw-table.ts';
import type { TableCell } from '../flow/table-cell.ts';
import type { Package } from '../package/open.ts';
import {
  childOf,
  childrenNamed,
  childrenOf,
  descend,
  findAll,
  readElements,
  textOf,
  type XmlElement,
} from '../xml/tree.ts';

/** Points and series of a chart that are written out. */
const MOST_POINTS = 2000;
const MOST_SERIES = 100;

/**
 * The title of a chart, and the values it shows as a table of categories by series; as stored with the chart, for the
 * workbook behind it is not opened. A broken chart gives no lines.
 */
export function chartLines(parts: Package, part: string): string[] {
  let chart: XmlElement | undefined;
  try {
    readElements(parts.read(part), new Set(['c:chartSpace']), (element) => {
      if (element.name === 'c:chart') chart = element;
    });
  } catch (error) {
    if (!(error instanceof Damaged)) throw error;
  }
  if (!chart) return [];
  const title = findAll(childOf(chart, 'c:title') ?? empty, 'a:p').map(paragraphText);
  const series = findAll(childOf(chart, 'c:plotArea') ?? empty, 'c:ser').slice(0, MOST_SERIES);
  return [...title.filter((line) => line !== ''), ...tableOf(series)];
}

function tableOf(series: readonly XmlElement[]): string[] {
  const first = series[0];
  if (!first) return [];
  const categories = pointsOf(childOf(first, 'c:cat') ?? childOf(first, 'c:xVal'));
  const values = series.map((one) => pointsOf(childOf(one, 'c:val') ?? childOf(one, 'c:yVal')));
  const names = series.map((one) => pointsOf(childOf(one, 'c:tx')).get(0) ?? '');
  const indices = new Set([categories, ...values].flatMap((points) => [...points.keys()]));
  const rows = [...indices]
    .sort((a, b) => a - b)
    .map((index) => [categories.get(index) ?? '', ...values.map((points) => points.get(index) ?? '')]);
  return drawTable([['', ...names], ...rows].map(toCells)).flat();
}

/** Cached points by their index. */
function pointsOf(element: XmlElement | undefined): Map<number, string> {
  const literal = childOf(element, 'c:v');
  if (literal) return new Map([[0, textOf(literal)]]);
  const caches = childrenOf(element).flatMap((reference) => [reference, ...childrenOf(reference)]);
  const points = caches.map((cache) => findAll(cache, 'c:pt')).find((found) => found.length > 0) ?? [];
  return new Map(
    points
      .slice(0, MOST_POINTS)
      .map((point) => [Number(point.attributes.idx), shown(textOf(childOf(point, 'c:v')))]),
  );
}

/** Stored with all the digits of a binary number. */
const shown = (text: string): string => (/^-?\d*\.\d+(E-?\d+)?$/i.test(text) ? general(Number(text)) : text);

const paragraphText = (paragraph: XmlElement): string =>
  childrenNamed(paragraph, 'a:r')
    .map((run) => textOf(descend(run, 'a:t')))
    .join('')
    .trim();

const toCells = (row: readonly string[]): TableCell[] =>
  row.map((text, column) => ({
    column,
    columns: 1,
    rows: 1,
    lines: text === '' ? [] : [text],
    fixed: false,
  }));

const empty: XmlElement = { name: '', attributes: {}, children: [] };

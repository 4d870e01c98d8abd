import { alignCells } from '../../../extraction/plain/align-cells.ts';

/** Cells that one `colspan` may stand for. */
const WIDEST_SPAN = 100;

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};

/**
 * The lines of a table in HTML as Unstructured writes it (`text_as_html`: rows and cells, no styles), columns under
 * each other. Empty when it has no cells.
 */
export function tableLines(html: string): string[] {
  const rows = html
    .split(/<tr\b[^<>]*>/i)
    .slice(1)
    .map((row) => cellsOf(row.split(/<\/(?:tr|table|tbody|thead)>/i)[0] ?? ''));
  return alignCells(rows.filter((row) => row.length > 0)).lines;
}

function cellsOf(row: string): string[] {
  return row
    .split(/<t[dh]\b/i)
    .slice(1)
    .flatMap((cell) => {
      const end = cell.indexOf('>');
      const span = Number(/\bcolspan\s*=\s*["']?(\d{1,4})/i.exec(cell.slice(0, end))?.[1] ?? 1);
      const empty = Array.from({ length: Math.min(Math.max(span, 1), WIDEST_SPAN) - 1 }, () => '');
      return [textOf(cell.slice(end + 1)), ...empty];
    });
}

const textOf = (html: string): string =>
  html
    .replace(/<[^<>]*>/g, ' ')
    .replace(/&(#x?[0-9a-f]{1,6}|[a-z]{2,5});/gi, (whole, name: string) => entity(name) ?? whole)
    .trim();

function entity(name: string): string | undefined {
  if (!name.startsWith('#')) return ENTITIES[name.toLowerCase()];
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}

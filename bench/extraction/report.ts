/** One table of a bench: what was measured, by whom. */
export type Report = {
  title: string;
  columns: readonly string[];
  rows: readonly (readonly (string | number)[])[];
  /** What a reader must know to judge the figures: files left out, peers that are not installed. */
  notes: readonly string[];
  /** One row a document: long, so printed with --json only. */
  detail?: boolean;
};

export type BenchOptions = {
  /** Folder of data sets: `b1_pypdf_benchmark`, `b7_icdar2013_tables` … */
  data: string;
  peers: readonly string[];
};

/** A table as Markdown, columns aligned. */
export function formatReport({ title, columns, rows, notes }: Report): string {
  const table = [columns, ...rows].map((row) => row.map(String));
  const widths = columns.map((_none, index) => Math.max(...table.map((row) => row[index]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    `| ${widths.map((width, index) => (row[index] ?? '').padEnd(width)).join(' | ')} |`;
  const [head = [], ...body] = table;
  const rule = `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`;
  return [
    `## ${title}`,
    '',
    line(head),
    rule,
    ...body.map(line),
    ...notes.map((note) => `- ${note}`),
    '',
  ].join('\n');
}

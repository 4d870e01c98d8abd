import { parseArgs } from 'node:util';
import { BM25_ANCHOR, passageRows } from './passages.ts';
import { reportRows } from './reports.ts';
import { scaleRows } from './scale.ts';
import { tableRows } from './tables.ts';

/**
 * `npm run bench:retrieval -- --data DIR [--json]`: finding passages (c2_xquad), parts of filings (c3_docugami_10q),
 * tables and paragraphs of reports (a7_tatqa), and how long the lexical arm takes for many chunks.
 */
const { values } = parseArgs({
  options: { data: { type: 'string' }, json: { type: 'boolean', default: false } },
});
if (!values.data) throw new Error('Say where the data stands: npm run bench:retrieval -- --data DIR');
const scale = scaleRows();
const passages = await passageRows(values.data);
const tables = await tableRows(values.data);
const reports = await reportRows(values.data);
if (values.json) {
  const all = { passages, reports, tables, scale, bm25_anchor: BM25_ANCHOR };
  process.stdout.write(`${JSON.stringify(all, null, 2)}\n`);
} else {
  for (const rows of [passages, tables, reports, scale]) console.table(rows);
}
process.exit(0); // the extraction engine's thread is kept warm otherwise

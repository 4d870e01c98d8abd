import { parseArgs } from 'node:util';
import { BM25_ANCHOR, passageRows } from './passages.ts';
import { reportRows } from './reports.ts';

/** `npm run bench:retrieval -- --data DIR [--json]`: finding passages (c2_xquad) and parts of filings (c3_docugami_10q). */
const { values } = parseArgs({
  options: { data: { type: 'string' }, json: { type: 'boolean', default: false } },
});
if (!values.data) throw new Error('Say where the data stands: npm run bench:retrieval -- --data DIR');
const passages = await passageRows(values.data);
const reports = await reportRows(values.data);
if (values.json) {
  process.stdout.write(`${JSON.stringify({ passages, reports, bm25_anchor: BM25_ANCHOR }, null, 2)}\n`);
} else {
  console.table(passages);
  console.table(reports);
}
process.exit(0); // the extraction engine's thread is kept warm otherwise

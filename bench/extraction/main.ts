import { parseArgs } from 'node:util';
import { type BenchOptions, formatReport, type Report } from './report.ts';

/** Each part measures one side of extraction; `--part` names some, all without it. */
const PARTS: Record<string, () => Promise<(options: BenchOptions) => Promise<Report[]>>> = {
  layout: async () => (await import('./layout/part.ts')).layoutPart,
  tables: async () => (await import('./tables/part.ts')).tablesPart,
  fields: async () => (await import('./fields/part.ts')).fieldsPart,
  text: async () => (await import('./text/part.ts')).textPart,
  facts: async () => (await import('./facts/part.ts')).factsPart,
  ocr: async () => (await import('./ocr/part.ts')).ocrPart,
  citations: async () => (await import('./citations/part.ts')).citationsPart,
  office: async () => (await import('./office/part.ts')).officePart,
  speed: async () => (await import('./speed/part.ts')).speedPart,
  robustness: async () => (await import('./robustness/part.ts')).robustnessPart,
};

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    part: { type: 'string' },
    peer: { type: 'string', default: 'pdftotext,liteparse' },
    liteparse: { type: 'string' },
    json: { type: 'boolean' },
    help: { type: 'boolean' },
  },
});
const names = values.part?.split(',') ?? Object.keys(PARTS);
const unknown = names.filter((name) => !PARTS[name]);
if (values.help || !values.data || unknown.length > 0) {
  const problem = unknown.length > 0 ? `There is no part "${unknown.join('", "')}".\n` : '';
  process.stderr.write(
    `${problem}npm run bench:extraction -- --data DIR [--part ${Object.keys(PARTS).join(',')}] [--peer pdftotext,liteparse] [--liteparse DIR] [--json]\n` +
      'pdftotext, mutool and tesseract come from Debian (poppler-utils, mupdf-tools, tesseract-ocr);\n' +
      'liteparse: npm install --no-save @llamaindex/liteparse@2.14.7, here or in the folder that --liteparse names\n',
  );
  process.exit(values.help ? 0 : 2);
}

if (values.liteparse) process.env.LITEPARSE_DIR = values.liteparse;

const reports: Report[] = [];
for (const name of names) {
  const run = await PARTS[name]?.();
  const made = (await run?.({ data: values.data, peers: values.peer.split(',').filter(Boolean) })) ?? [];
  reports.push(...made);
  if (!values.json)
    for (const report of made.filter(({ detail }) => !detail))
      process.stdout.write(`${formatReport(report)}\n`);
}
if (values.json) process.stdout.write(`${JSON.stringify(reports, null, 2)}\n`);
process.exit(0);

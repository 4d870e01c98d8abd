/**
 * Draws the dashboard of a synthesized template with made-up data, so that a change can be looked at without an
 * account: `node infra/observability/dashboard-picture.ts cdk.out/prompt-workers-prod.template.json out.svg`
 */
import { readFile, writeFile } from 'node:fs/promises';
import { drawDashboard } from './picture/draw.ts';
import { madeUp } from './picture/made-up-data.ts';
import { readDashboard } from './picture/read-dashboard.ts';

const [template, out] = process.argv.slice(2);
if (!template || !out) {
  process.stderr.write('node infra/observability/dashboard-picture.ts <template.json> <out.svg>\n');
  process.exit(2);
}
await writeFile(out, drawDashboard(readDashboard(JSON.parse(await readFile(template, 'utf8'))), madeUp));

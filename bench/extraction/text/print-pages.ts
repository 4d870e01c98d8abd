import { execFile } from 'node:child_process';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { htmlOf, RIGHT_TO_LEFT_PAGES, type RightToLeftPage } from './right-to-left-pages.ts';

/** Programs that print HTML with right-to-left text to a PDF, each by a PDF writer of its own (Debian packages). */
const PRINTERS: Record<string, (html: string, pdf: string, folder: string) => Promise<void>> = {
  chromium: (html, pdf, folder) =>
    run('chromium', [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--no-pdf-header-footer',
      `--user-data-dir=${join(folder, 'chromium')}`,
      `--print-to-pdf=${pdf}`,
      `file://${html}`,
    ]),
  async libreoffice(html, pdf, folder) {
    const profile = `-env:UserInstallation=file://${join(folder, 'libreoffice')}`;
    const filter = ['--infilter=HTML (StarWriter)', '--convert-to', 'pdf:writer_pdf_Export'];
    await run('soffice', [profile, '--headless', ...filter, '--outdir', folder, html]);
    await rename(html.replace(/\.html$/, '.pdf'), pdf);
  },
};

export type PrintedPage = { printer: string; page: RightToLeftPage; file: string };

/** The pages as PDFs of each program that is installed, and a note of each that is not. Call `remove` afterwards. */
export async function printPages(): Promise<{
  printed: PrintedPage[];
  notes: string[];
  remove(): Promise<void>;
}> {
  const folder = await mkdtemp(join(tmpdir(), 'right-to-left-'));
  const printed: PrintedPage[] = [];
  const notes: string[] = [];
  for (const [printer, print] of Object.entries(PRINTERS))
    try {
      for (const page of RIGHT_TO_LEFT_PAGES) {
        const html = join(folder, `${page.id}.html`);
        const file = join(folder, `${page.id}-${printer}.pdf`);
        await writeFile(html, htmlOf(page));
        await print(html, file, folder);
        printed.push({ printer, page, file });
      }
    } catch {
      notes.push(`${printer} does not print here: left out.`);
    }
  return { printed, notes, remove: () => rm(folder, { recursive: true, force: true }) };
}

async function run(program: string, values: readonly string[]): Promise<void> {
  await promisify(execFile)(program, values, { timeout: 120_000 });
}

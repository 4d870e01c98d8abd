import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** `pdftotext -layout` of Debian's poppler-utils; its pages end with form feeds. */
export async function pdftotextText(file: string): Promise<string[]> {
  const { stdout } = await run('pdftotext', ['-layout', '-enc', 'UTF-8', file, '-'], {
    maxBuffer: 1 << 28,
    timeout: 60_000,
  });
  return stdout.replace(/\f$/, '').split('\f');
}

/** Rejects where poppler-utils is not installed. */
export async function pdftotextVersion(): Promise<string> {
  const { stderr } = await run('pdftotext', ['-v']);
  return /version (\S+)/.exec(stderr)?.[1] ?? 'unknown';
}

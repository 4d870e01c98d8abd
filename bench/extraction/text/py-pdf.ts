import { likeness } from './indel.ts';

const LIGATURES: Record<string, string> = {
  ﬀ: 'ff',
  ﬁ: 'fi',
  ﬂ: 'fl',
  ﬃ: 'ffi',
  ﬄ: 'ffl',
  ﬅ: 'ft',
  ﬆ: 'st',
};
/** What PDFium puts in the place of a hyphen at a line's end, which it then takes away. */
const PDFIUM_HYPHEN = '\ufffe';

/**
 * Likeness of a text to the truth as the py-pdf benchmark counts it: blanks and line breaks count, after ligatures are
 * taken apart, words joined that a hyphen parts at a line's end, and page numbers left out at both ends of a page.
 */
export const pyPdfRatio = (truth: string, pages: readonly string[]): number =>
  likeness(withoutLigatures(truth), cleanedUp(pages));

const cleanedUp = (pages: readonly string[]): string =>
  pages
    .map((page, index) =>
      withoutNumber(joined(withoutLigatures(page.replace(/\r\n?/g, '\n'))), `${index + 1}`),
    )
    .join('\n');

const withoutLigatures = (text: string): string =>
  text.replace(/[\ufb00-\ufb06]/g, (ligature) => LIGATURES[ligature] ?? ligature);

/** The rest of the word moves up; what follows it stays on its line. */
function joined(text: string): string {
  const lines = text
    .replaceAll(PDFIUM_HYPHEN, `${PDFIUM_HYPHEN}\n`)
    .split('\n')
    .map((line) => line.trimEnd());
  lines.forEach((line, index) => {
    const next = lines[index + 1];
    if (next === undefined || !/[-\ufffe]$/.test(line)) return;
    const [rest = ''] = next.split(' ', 1);
    lines[index] = line.slice(0, -1) + rest;
    lines[index + 1] = next.slice(rest.length);
  });
  return lines.join('\n');
}

function withoutNumber(page: string, number: string): string {
  const start = page.trimStart();
  const rest = start.startsWith(number) ? start.slice(number.length) : page;
  const end = rest.trimEnd();
  return end.endsWith(number) ? end.slice(0, -number.length) : rest;
}

import type { PageLine } from '../../assemble.ts';

/**
 * The lines of a sheet below its name, where the workbook has several visible `sheets`: whoever sees only the text
 * would not know which one it is. A sheet without text gets no title, so that it does not pass for text.
 */
export function titledSheet(name: string, sheets: number, lines: readonly PageLine[]): PageLine[] {
  const title = name.replace(/\s+/g, ' ').trim();
  const isTitled = sheets > 1 && title !== '' && lines.some(({ text }) => text.trim() !== '');
  return isTitled ? [{ text: title, place: title }, { text: '' }, ...lines] : [...lines];
}

import type { EdgeLine, EdgeLines } from './edge-lines.ts';

/** White (in heights of the line) that sets a page number off from the text. */
const SET_OFF = 1;

/** Part of the width by which a page number below a short page's text may be off the middle. */
const CENTRED = 0.05;

/** `62`, `- 3 -`, `Page 2 of 7`, `Seite 2/7`, `p. 12`. */
const PAGE_NUMBER =
  /^[-–—[(|·\s]*(?:(?:page|seite|pagina|página|strana|s\.|p\.|pg\.)\s*)?\d{1,4}(?:\s*(?:\/|of|von|de|di|sur)\s*\d{1,4})?[-–—\])|·\s]*$/i;
/** What repositories and publishers print on pages that they hand out, and journals at the head of an article. */
const STAMP =
  /^(?:downloaded (?:from|by|on|via|at)\b.*\d|download date:|this content downloaded from\b|open\s?access\b.{0,40}$)|\bvol(?:ume|\.)? ?\d+\b.{0,12}\b(?:issue|no\.?|number) ?\d+\b/i;

/**
 * Lines that are no part of a page's text whatever stands on the other pages: page numbers that are set off at its
 * very edge, and stamps. All else of a single page stays: the foot of an invoice names its bank account.
 */
export function isFurniture(edge: keyof EdgeLines, line: EdgeLine, outermost: boolean): boolean {
  if (STAMP.test(line.text)) return edge === 'side' || (outermost && line.inZone);
  if (edge === 'side' || !outermost || line.gap < SET_OFF * line.height) return false;
  if (!line.inZone)
    return edge === 'footer' && PAGE_NUMBER.test(line.text) && Math.abs(line.middle - 0.5) <= CENTRED;
  const cells = line.text.split(/\s{2,}/);
  return PAGE_NUMBER.test(line.text) || (edge === 'footer' && isNumberedFoot(cells));
}

/** `Journal | www.example.org      1      March 2014 | Issue 3`: a page number among other cells, no sums. */
function isNumberedFoot(cells: readonly string[]): boolean {
  const numbers = cells.filter((cell) => /^\d{1,4}$/.test(cell));
  return (
    cells.length >= 2 &&
    cells.length <= 3 &&
    numbers.length === 1 &&
    cells.some((cell) => /[|/]|www\./.test(cell))
  );
}

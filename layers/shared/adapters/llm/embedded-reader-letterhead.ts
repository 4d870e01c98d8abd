import type { Candidate } from './embedded-reader-labels.ts';
import { type Cell, overlap, type Row } from './embedded-reader-layout.ts';

/** How companies call themselves at the end of their name. */
const COMPANY =
  /\b(?:sdn\.? ?bhd|gmbh(?: & co\.? ?kg)?|ag|kg|ohg|ug|e\.?k\.?|ltd|limited|llc|l\.l\.c|inc|incorporated|corp(?:oration)?|plc|co|company|s\.?a\.?(?:r\.?l)?|sas|sarl|b\.?v|n\.?v|s\.?r\.?l|s\.?p\.?a|oy|ab|a\/s|aps|pte|pty|pvt|enterprise|trading|restaurant|restoran|hardware|stationery|mart|hotel|cafe|bakery|pharmacy|clinic|group|holdings?)\b\.?/i;
const COMPANY_END = /^(?:sdn\.? ?bhd|gmbh|ltd|limited|inc|llc|plc|corp)\.?$/i;
/** What stands in a letterhead and is no company's name. */
const NO_NAME =
  /^(?:.*\b(?:tax )?invoice\b.*|.*\breceipt\b.*|rechnung.*|facture.*|factuur.*|bill to.*|page \d.*|date\b.*|tel\b.*|fax\b.*|thank you.*|welcome.*|original.*|copy.*|www\..*|.*@.*|\(?(?:co\.? ?)?reg.*|gst.*|vat.*|no\.? ?:.*|[\d\W]*)$/i;
const END_OF_ADDRESS =
  /\b(?:tel|telephone|phone|fax|hp|mobile|e-?mail|www|http|gst|vat|tax|invoice|receipt|date|bill|cashier|table|order|website|roc|reg|no\.? ?siri|counter|trn|doc)\b|@/i;
const REGISTRATION =
  /^\(?\s*(?:co\.?|company|reg|roc|business)?[\s.]*(?:reg(?:istration)?|no)?[\s.:]*(?:no)?[\s.:]*\(?\s*[A-Z]{0,3}\d{4,}[\d-]*\s*-?\s*[A-Z]{0,2}\s*\)?$/i;

const LETTERHEAD_ROWS = 8;
const ADDRESS_ROWS = 6;

/** The company at the top: the first cell that ends as company names do, otherwise the first that may be a name. */
export function findCompany(rows: readonly Row[]): (Candidate & { row: number }) | undefined {
  const head = rows
    .slice(0, LETTERHEAD_ROWS)
    .flatMap(({ cells }, row) =>
      cells
        .filter(({ text }) => !NO_NAME.test(text) && /\p{L}{2}/u.test(text))
        .map((cell) => ({ cell, row })),
    );
  const company = head.find(({ cell }) => COMPANY.test(cell.text));
  const found = company ?? head[0];
  if (!found) return undefined;
  return { ...joinEnd(found, rows), score: company ? 0.8 : 0.55 };
}

/** A name's legal form may stand on the next line. */
function joinEnd(
  { cell, row }: { cell: Cell; row: number },
  rows: readonly Row[],
): { cell: Cell; row: number } {
  const next = rows[row + 1]?.cells.find((other) => COMPANY_END.test(other.text) && overlap(cell, other) > 0);
  if (!next) return { cell, row };
  return { cell: { ...cell, text: `${cell.text} ${next.text}`, end: next.end }, row: row + 1 };
}

/** The lines below the company's name, up to telephone, registration or the next heading. */
export function findAddress(rows: readonly Row[]): Candidate | undefined {
  const company = findCompany(rows);
  if (!company) return undefined;
  const lines: Cell[] = [];
  for (const { cells } of rows.slice(company.row + 1, company.row + 1 + ADDRESS_ROWS)) {
    const cell = cells.find((other) => overlap(company.cell, other) > 0) ?? cells[0];
    if (!cell || END_OF_ADDRESS.test(cell.text.replace(/^no\.?\s/i, ''))) {
      if (lines.length > 0) break;
      continue;
    }
    if (REGISTRATION.test(cell.text)) continue;
    lines.push(cell);
  }
  const [first] = lines;
  const last = lines.at(-1);
  if (!first || !last || !lines.some(({ text }) => /\d/.test(text))) return undefined;
  const text = lines.map((line) => line.text).join(' ');
  return { cell: { ...first, text, end: last.end }, score: 0.6 };
}

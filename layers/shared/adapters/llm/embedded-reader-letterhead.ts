import type { Candidate } from './embedded-reader-labels.ts';
import { type Cell, overlap, partOf, type Row } from './embedded-reader-layout.ts';
import {
  isOtherParty,
  LEGAL_FORM,
  mayBeName,
  startsAsAddress,
  withLegalForm,
} from './embedded-reader-names.ts';

const TRADE =
  /\b(?:co|company|enterprise|trading|restaurant|restoran|hardware|stationery|mart|hotel|cafe|bakery|pharmacy|clinic|group|holdings?|store|shop)\b\.?/i;
/** A line that is nothing but the end of a name begun on the line above. */
const ONLY_THE_END = /^(?:sdn\.? ?bhd|gmbh|ltd|limited|inc|llc|plc|corp)\.?$|^&/i;
/** A registration number behind a name is not part of it. */
const TRAILING_REGISTRATION =
  /\s?\(?(?:co\.? ?(?:no|reg)[\s.:]*)?\d{5,12}-?[A-Z]{0,2}\d?\)?(?: ?\([A-Z\d]+\))?[,.]?$/i;
const END_OF_ADDRESS =
  /\b(?:tel|telephone|phone|fax|hp|mobile|e-?mail|www|http|gst|vat|tax|invoice|receipt|date|bill|cashier|table|order|website|roc|reg|no\.? ?siri|counter|trn|doc)\b|@/i;
const REGISTRATION =
  /^\(?\s*(?:co\.?|company|reg|roc|business)?[\s.]*(?:reg(?:istration)?|no)?[\s.:]*(?:no)?[\s.:]*\(?\s*[A-Z]{0,3}\d{4,}[\d-]*\s*-?\s*[A-Z]{0,2}\s*\)?$/i;

const LETTERHEAD_ROWS = 8;
/** Rows in which a name that nothing marks as one may stand. */
const NAME_ROWS = 4;
const ADDRESS_ROWS = 6;
const LONGEST_NAME = 100;

type Named = { cell: Cell; row: number };

/** The company at the top: a name with a legal form, else one with a trade in it, else the first that may be a name. */
export function findCompany(rows: readonly Row[]): (Candidate & { row: number }) | undefined {
  const head = rows
    .slice(0, LETTERHEAD_ROWS)
    .flatMap(({ cells }, row) =>
      cells
        .filter((cell) => mayHeadLetter(cell) && !isOtherParty(cell, row, rows))
        .map((cell) => ({ cell: withLegalForm(cell, cells), row, alone: cells.length === 1 })),
    );
  const company =
    head.find(({ cell }) => LEGAL_FORM.test(cell.text)) ?? head.find(({ cell }) => TRADE.test(cell.text));
  const found =
    company ?? head.find(({ cell, row, alone }) => alone && row < NAME_ROWS && isShort(cell.text));
  return found && { ...wholeName(found, rows), score: company ? 0.8 : 0.55 };
}

const mayHeadLetter = ({ text }: Cell): boolean =>
  text.length <= LONGEST_NAME && mayBeName(text) && !REGISTRATION.test(text);

/** A telephone number on a line of its own. */
const PHONE_LINE = /^(?:[TP]\s?:\s?)?\+?\d[\d ()-]{6,}\.?$/i;

/** Without any sign of a company, a name is at least no sentence, no copyright line and no address. */
const isShort = (text: string): boolean =>
  text.length >= 4 &&
  !startsAsAddress(text) &&
  text.split(' ').length <= 6 &&
  !/[©:/]|\(c\)|\d{3}|[.!?]$/i.test(text);

/** A name may be broken over two lines, and a registration number may stand behind it. */
function wholeName({ cell, row }: Named, rows: readonly Row[]): Named {
  const above = rows[row - 1]?.cells.find((other) => overlap(cell, other) > 0);
  const below = rows[row + 1]?.cells.find(
    (other) => ONLY_THE_END.test(other.text) && overlap(cell, other) > 0,
  );
  if (above && ONLY_THE_END.test(cell.text)) return { cell: join(above, cell), row };
  const named = below && !LEGAL_FORM.test(cell.text) ? join(cell, below) : cell;
  const end = TRAILING_REGISTRATION.exec(named.text)?.index;
  return {
    cell: end && named === cell ? partOf(named, 0, end) : named,
    row: named === cell ? row : row + 1,
  };
}

const join = (first: Cell, second: Cell): Cell => ({
  ...first,
  text: `${first.text} ${second.text}`,
  end: second.end,
});

/** The lines below the company's name, up to telephone, registration or the next heading. */
export function findAddress(rows: readonly Row[]): Candidate | undefined {
  const company = findCompany(rows);
  if (!company) return undefined;
  const lines: Cell[] = [];
  for (const { cells } of rows.slice(company.row + 1, company.row + 1 + ADDRESS_ROWS)) {
    const cell = cells.find((other) => overlap(company.cell, other) > 0) ?? cells[0];
    if (!cell || PHONE_LINE.test(cell.text) || END_OF_ADDRESS.test(cell.text.replace(/^no\.?\s/i, ''))) {
      if (lines.length > 0) break;
      continue;
    }
    if (cell.text.length > LONGEST_NAME || REGISTRATION.test(cell.text)) continue;
    lines.push(cell);
  }
  const [first] = lines;
  const last = lines.at(-1);
  if (!first || !last || !lines.some(({ text }) => /\d/.test(text))) return undefined;
  const text = lines.map((line) => line.text).join(' ');
  return { cell: { ...first, text, end: last.end }, score: 0.6 };
}

import { type Cell, overlap, type Row, wordsOf } from './embedded-reader-layout.ts';

/** Legal forms: the surest sign of a company's name. */
export const LEGAL_FORM =
  /\b(?:sdn\.? ?bhd|bhd|gmbh(?: & co\.? ?kg)?|ag|kg|ohg|ug|e\.?k\.?|ltd|limited|llc|inc|incorporated|corp(?:oration)?|plc|s\.a\.?|sarl|s\.?r\.?l|s\.?p\.?a|b\.?v|n\.?v|oy|aps|pte|pty|pvt|s\/b)(?![\p{L}])\.?/iu;
/** What stands where names stand and is none: headings, labels, contact lines. */
const NO_NAME =
  /^(?:.*\b(?:tax )?invoice\b.*|.*\breceipt\b.*|rechnung.*|.*\bfacture\b.*|factuur.*|.*\badd?ress[eo]?\b.*|.*\bdetails?\b.*|logo\b.*|stylesheet.*|.*visualisierung.*|liefer.*|währung.*|bill to.*|page \d.*|date\b.*|tel\b.*|fax\b.*|cashier\b.*|thank you.*|welcome.*|original.*|copy.*|www\..*|.*@.*|\(?(?:co\.? ?)?reg.*|gst.*|vat.*|no\.? ?:.*|[\d\W]*)$/i;
/** A word that labels what is beside or below it, a form of address, or a part of a letter's head. */
const LABELS = new Set(
  (
    'name nom naam firma company seller buyer vendor supplier customer client verkäufer käufer lieferant kunde klant ' +
    'fournisseur vendeur acheteur destinataire nummer number numéro herr herrn frau mr mrs ms monsieur madame order ' +
    'bestelling commande artikel article position qty amount total betrag summe attn'
  ).split(' '),
);
/** A postal code, a house number or a registration number is in front. */
const STARTS_AS_ADDRESS = /^(?:[A-Z]{1,2}[- ])?\d{4,}\b|^\d{1,4}[A-Z]?,? \p{L}/u;
/** Headings under which somebody else than the one who wrote the document stands. */
const OTHER_PARTY =
  /\b(?:bill(?:ed)? to|ship(?:ped)? to|sold to|deliver(?:y|ed)? (?:to|address)|factuuradres|afleveradres|rechnungs(?:adresse|empfänger)|lieferadresse|käufer\w*|kunde|customer|client|buyer|guest|attn)\b/i;
const HEADING_ROWS_ABOVE = 3;
/** Columns between two parts of one name, which justified or padded text pulls apart. */
const GAP_IN_NAME = 3;

/** Whether a text can be the name of somebody: not a label, not an address, not mostly digits. */
export function mayBeName(text: string): boolean {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const digits = text.match(/\d/g)?.length ?? 0;
  const words = wordsOf(text);
  return (
    /\p{L}{2}/u.test(text) &&
    letters > digits &&
    !NO_NAME.test(text) &&
    !words.every((word) => LABELS.has(word))
  );
}

/** For a name that a label points at, where an address may stand as well. */
export const startsAsAddress = (text: string): boolean => STARTS_AS_ADDRESS.test(text);

/** Whether the block that a cell is part of is headed as another party's. */
export function isOtherParty(cell: Cell, row: number, rows: readonly Row[]): boolean {
  return rows
    .slice(Math.max(0, row - HEADING_ROWS_ABOVE), row)
    .some(({ cells }) => cells.some((other) => overlap(cell, other) > 0 && OTHER_PARTY.test(other.text)));
}

/** "ELEKTRON   Industrieservice GmbH": what stands right behind a name and ends in its legal form belongs to it. */
export function withLegalForm(cell: Cell, cells: readonly Cell[]): Cell {
  const next = cells.find((other) => other.from > cell.from);
  if (!next || next.from - cell.to > GAP_IN_NAME || LEGAL_FORM.test(cell.text) || !LEGAL_FORM.test(next.text))
    return cell;
  return { ...cell, text: `${cell.text} ${next.text}`, end: next.end, to: next.to };
}

import PDFDocument from 'pdfkit';
import { renderPages } from '#shared/extraction/render-page.ts';

/** Degrees by which the sheet lies askew on the scanner. */
const ASKEW = 1.2;
/** A4 at 150 dpi. */
const WIDTH = 1240;

const LEFT = 64;
const LINES: readonly [text: string, x: number, y: number, size?: number][] = [
  ['Tischlerei Brügge & Töchter', LEFT, 60, 16],
  ['Mühlenstraße 8 · 24103 Kiel · Telefon 0431 555 0182', LEFT, 84, 9],
  ['Kindergarten Löwenzahn e. V.', LEFT, 140],
  ['Große Allee 27', LEFT, 156],
  ['24114 Kiel', LEFT, 172],
  ['Rechnung', LEFT, 224, 18],
  ['Rechnungsnummer:', LEFT, 262],
  ['BT-2026-0093', 180, 262],
  ['Rechnungsdatum:', LEFT, 280],
  ['9. März 2026', 180, 280],
  ['Fällig am:', LEFT, 298],
  ['8. April 2026', 180, 298],
];

const TABLE: readonly [string, string, string, string][] = [
  ['Pos.', 'Bezeichnung', 'Menge', 'Betrag'],
  ['1', 'Garderobe aus Kiefernholz, geölt', '2', '638,00 €'],
  ['2', 'Bücherregal für die Leseecke', '1', '412,50 €'],
  ['3', 'Montage vor Ort, Stunden', '6', '330,00 €'],
  ['', 'Zwischensumme', '', '1.380,50 €'],
  ['', 'Umsatzsteuer 19 %', '', '262,30 €'],
  ['', 'Gesamtbetrag', '', '1.642,80 €'],
];

/** `examples/rechnung-scan.png`: a German invoice of an invented company as a scanner sees it, without any text layer. */
export async function scannedInvoice(): Promise<Uint8Array> {
  const pdf = new PDFDocument({ size: 'A4', margin: 0, info: { CreationDate: new Date(0) } });
  const parts: Buffer[] = [];
  pdf.on('data', (part: Buffer) => parts.push(part));
  const ended = new Promise((resolve) => pdf.on('end', resolve));
  pdf.rotate(ASKEW, { origin: [297, 421] }).font('Helvetica');
  for (const [text, x, y, size = 11] of LINES) pdf.fontSize(size).text(text, x, y, { lineBreak: false });
  for (const [index, row] of TABLE.entries()) drawRow(pdf, row, 350 + index * 22);
  pdf.moveTo(LEFT, 366).lineTo(531, 366).lineWidth(0.8).stroke('#333333');
  pdf.text('Bitte überweisen Sie den Betrag bis zum 8. April 2026. Vielen Dank!', LEFT, 540, {
    lineBreak: false,
  });
  pdf.end();
  await ended;
  const [picture] = await renderPages(Buffer.concat(parts), { pages: [1], width: WIDTH });
  if (!picture) throw new Error('The page was not drawn');
  return picture.png;
}

function drawRow(pdf: PDFKit.PDFDocument, [position, what, amount, sum]: (typeof TABLE)[number], y: number) {
  pdf.fontSize(11);
  pdf.text(position, LEFT, y, { lineBreak: false });
  pdf.text(what, 104, y, { lineBreak: false });
  pdf.text(amount, 340, y, { width: 60, align: 'right' });
  pdf.text(sum, 431, y, { width: 100, align: 'right' });
}

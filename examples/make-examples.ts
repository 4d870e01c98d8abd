import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import PDFDocument from 'pdfkit';
import { amount, ITEMS, type Item, money, sum } from './invoice-items.ts';
import { scannedInvoice } from './scanned-invoice.ts';
import { workbook } from './workbook.ts';

/**
 * Writes `examples/invoice.pdf`: a two-page invoice of an invented company, digital, with the things real invoices
 * have: two address columns, a table that runs over the page break, totals by tax rate, terms in small print. And
 * `rechnung-scan.png` and `renovation.xlsx`, see there.
 *
 *     node examples/make-examples.ts
 *
 * The output is the same byte for byte on every run, so that a difference in git is a real one.
 */
const MADE_AT = new Date('2026-03-18T09:30:00Z');
const LEFT = 56;
const RIGHT = 539;

type Column = {
  title: string;
  x: number;
  width: number;
  align: 'left' | 'right';
  cell(item: Item, index: number): string;
};

const COLUMNS: readonly Column[] = [
  { title: 'Pos.', x: LEFT, width: 24, align: 'right', cell: (_item, index) => String(index + 1) },
  { title: 'Article', x: 90, width: 50, align: 'left', cell: (item) => item.article },
  { title: 'Description', x: 146, width: 196, align: 'left', cell: (item) => item.description },
  { title: 'Qty', x: 342, width: 30, align: 'right', cell: (item) => String(item.quantity) },
  { title: 'Unit', x: 380, width: 30, align: 'left', cell: (item) => item.unit },
  { title: 'Unit price', x: 408, width: 50, align: 'right', cell: (item) => money(item.price) },
  { title: 'Tax', x: 458, width: 28, align: 'right', cell: (item) => `${item.tax} %` },
  { title: 'Amount', x: 486, width: RIGHT - 486, align: 'right', cell: (item) => money(amount(item)) },
];

type Pdf = PDFKit.PDFDocument;

/** One line of text at a place; `width` and `align` place it inside a column. */
function put(
  pdf: Pdf,
  text: string,
  x: number,
  y: number,
  more: { width?: number; align?: 'left' | 'right' } = {},
) {
  pdf.text(text, x, y, { lineBreak: more.width !== undefined, ...more });
}

function rule(pdf: Pdf, y: number, width = 0.5) {
  pdf.moveTo(LEFT, y).lineTo(RIGHT, y).lineWidth(width).stroke('#444444');
}

function letterHead(pdf: Pdf) {
  pdf.font('Helvetica-Bold').fontSize(17).fillColor('#14405c');
  put(pdf, 'Halvorsen & Pike Automation GmbH', LEFT, 48);
  pdf.font('Helvetica').fontSize(8).fillColor('black');
  put(pdf, 'Kanalstraße 17 · 20457 Hamburg · Germany', LEFT, 70);
  put(pdf, 'Phone +49 40 5550 1420 · billing@halvorsen-pike.example · www.halvorsen-pike.example', LEFT, 81);
}

function addresses(pdf: Pdf) {
  pdf.font('Helvetica-Bold').fontSize(9);
  put(pdf, 'Bill to', LEFT, 122);
  put(pdf, 'Deliver to', 300, 122);
  pdf.font('Helvetica');
  const billTo = [
    'Meadowbrook Dairy Cooperative Ltd.',
    'Accounts Payable',
    '4 Creamery Lane',
    'Shrewsbury SY1 3QF',
    'United Kingdom',
  ];
  const deliverTo = [
    'Meadowbrook Dairy, Plant 2',
    'Goods-in, Gate C',
    '81 Severn Road',
    'Telford TF3 4HS',
    'United Kingdom',
  ];
  billTo.forEach((line, index) => {
    put(pdf, line, LEFT, 135 + index * 12);
  });
  deliverTo.forEach((line, index) => {
    put(pdf, line, 300, 135 + index * 12);
  });
}

function particulars(pdf: Pdf) {
  pdf.font('Helvetica-Bold').fontSize(20);
  put(pdf, 'INVOICE', LEFT, 216);
  const left = [
    ['Invoice number:', 'HP-2026-00417'],
    ['Invoice date:', '18 March 2026'],
    ['Due date:', '17 April 2026'],
    ['Payment terms:', '30 days net'],
  ];
  const right = [
    ['Customer number:', '10-88214'],
    ['Purchase order:', 'PO-7741-B'],
    ['Delivery date:', '12 March 2026'],
    ['VAT ID of customer:', 'GB 293 4471 05'],
  ];
  pdf.fontSize(9);
  for (const [rows, x, offset] of [
    [left, LEFT, 96],
    [right, 300, 110],
  ] as const) {
    rows.forEach(([label = '', value = ''], index) => {
      const y = 250 + index * 14;
      pdf.font('Helvetica-Bold');
      put(pdf, label, x, y);
      pdf.font('Helvetica');
      put(pdf, value, x + offset, y);
    });
  }
}

function tableHead(pdf: Pdf, y: number) {
  pdf.font('Helvetica-Bold').fontSize(8.5);
  for (const { title, x, width, align } of COLUMNS) put(pdf, title, x, y, { width, align });
  rule(pdf, y + 13, 1);
}

function tableRows(pdf: Pdf, items: readonly Item[], firstIndex: number, y: number): number {
  pdf.font('Helvetica').fontSize(8.5);
  items.forEach((item, index) => {
    for (const { x, width, align, cell } of COLUMNS)
      put(pdf, cell(item, firstIndex + index), x, y + index * 20, { width, align });
  });
  return y + items.length * 20;
}

function totals(pdf: Pdf, y: number) {
  const net = (tax: number) => sum(ITEMS.filter((item) => item.tax === tax).map(amount));
  const tax = (rate: number) => Math.round(net(rate) * rate) / 100;
  const subtotal = sum(ITEMS.map(amount));
  const rows: [string, number][] = [
    ['Subtotal', subtotal],
    ['VAT 19 %', tax(19)],
    ['VAT 7 %', tax(7)],
    ['Total due (EUR)', sum([subtotal, tax(19), tax(7)])],
  ];
  rows.forEach(([label, value], index) => {
    const last = index === rows.length - 1;
    pdf.font(last ? 'Helvetica-Bold' : 'Helvetica').fontSize(last ? 10.5 : 9);
    put(pdf, label, 340, y + index * 16, { width: 110, align: 'left' });
    put(pdf, money(value), 440, y + index * 16, { width: RIGHT - 440, align: 'right' });
  });
}

const TERMS = [
  'Please pay the total amount by 17 April 2026, without deduction, to the account named below, quoting the invoice number. ' +
    'Interest of 8 percentage points above the base rate is charged on late payments. ' +
    'The goods remain the property of Halvorsen & Pike Automation GmbH until they are paid in full.',
  'Claims about visible defects must reach us in writing within 10 days of delivery. The warranty on hardware is 24 months ' +
    'from the date of delivery; services are warranted for 12 months. Hamburg is the place of performance and of jurisdiction.',
];

function terms(pdf: Pdf, y: number) {
  pdf.font('Helvetica-Bold').fontSize(9);
  put(pdf, 'Terms', LEFT, y);
  pdf.font('Helvetica').fontSize(8.5);
  pdf.text(TERMS.join('\n\n'), LEFT, y + 14, { width: RIGHT - LEFT, align: 'justify', lineGap: 2 });
}

function contacts(pdf: Pdf, y: number) {
  const rows = [
    ['Bank:', 'Nordelbe Handelsbank'],
    ['IBAN:', 'DE02 1203 0000 0000 2020 51'],
    ['BIC:', 'NHBKDEHHXXX'],
    ['Contact:', 'Ingrid Falk, ingrid.falk@halvorsen-pike.example'],
    ['VAT ID:', 'DE 811 220 443'],
  ];
  pdf.fontSize(9);
  rows.forEach(([label = '', value = ''], index) => {
    pdf.font('Helvetica-Bold');
    put(pdf, label, LEFT, y + index * 14);
    pdf.font('Helvetica');
    put(pdf, value, LEFT + 60, y + index * 14);
  });
}

function foot(pdf: Pdf, page: number) {
  pdf.font('Helvetica').fontSize(7.5).fillColor('#555555');
  put(
    pdf,
    'Registered at Amtsgericht Hamburg, HRB 99412 · Managing director: Dr. Signe Halvorsen',
    LEFT,
    790,
  );
  put(pdf, `Page ${page} of 2`, RIGHT - 80, 790, { width: 80, align: 'right' });
  pdf.fillColor('black');
}

async function invoice(): Promise<Buffer> {
  const pdf = new PDFDocument({
    size: 'A4',
    margin: 0,
    info: {
      Title: 'Invoice HP-2026-00417',
      Author: 'Halvorsen & Pike Automation GmbH',
      CreationDate: MADE_AT,
    },
  });
  const parts: Buffer[] = [];
  pdf.on('data', (part: Buffer) => parts.push(part));
  const ended = new Promise((resolve) => pdf.on('end', resolve));

  letterHead(pdf);
  addresses(pdf);
  particulars(pdf);
  tableHead(pdf, 330);
  const firstPage = ITEMS.slice(0, 8);
  tableRows(pdf, firstPage, 0, 352);
  put(pdf, 'Continued on page 2', LEFT, 526);
  foot(pdf, 1);

  pdf.addPage();
  pdf.font('Helvetica').fontSize(8.5);
  put(pdf, 'Invoice HP-2026-00417 of 18 March 2026', LEFT, 48);
  tableHead(pdf, 80);
  const end = tableRows(pdf, ITEMS.slice(8), firstPage.length, 102);
  rule(pdf, end);
  totals(pdf, end + 12);
  terms(pdf, end + 110);
  contacts(pdf, end + 240);
  foot(pdf, 2);

  pdf.end();
  await ended;
  return Buffer.concat(parts);
}

const write = (name: string, bytes: Uint8Array) =>
  writeFileSync(fileURLToPath(new URL(name, import.meta.url)), bytes);

write('invoice.pdf', await invoice());
write('rechnung-scan.png', await scannedInvoice());
write('renovation.xlsx', workbook());

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { embeddedReader } from '#shared/adapters/llm/embedded-reader.ts';
import type { TextReader } from '#shared/adapters/llm/types.ts';
import type { OutputType } from '#shared/contract/outputs.ts';
import { readWhole } from '#shared/extraction/read-document.ts';
import { limitsOf } from '#shared/runtime/limits.ts';

const reader: TextReader = embeddedReader('embedded-reader');
const ask = (text: string, prompt: string, type: OutputType = 'text', name = 'field') =>
  reader.read({ name, prompt, type, text });

const INVOICE = `Blue Harbour Supplies Ltd.                    INVOICE
12 Quay Street, Bristol

Bill to                       Deliver to
Oakfield School               Oakfield School, Gate B
3 Mill Lane                   5 Mill Lane

Invoice no.: BH-778           Date: 03/04/2026
P.O. number  44-120           Due date: 03 May 2026

Item       Description          Qty   Unit price    Amount
K-100      Copy paper A4         10         4.20     42.00
K-200      Red pens, box          3         6.50     19.50

                              Subtotal               61.50
                              VAT 20 %               12.30
                              Total (GBP)            73.80
Questions? accounts@blue-harbour.example
Paid: [x]
`;

describe('the embedded reader', () => {
  test.each<[string, OutputType, string | undefined]>([
    ['What is the invoice number?', 'text', 'BH-778'],
    ['When is it due?', 'date', '03 May 2026'],
    ['What is the date of the invoice?', 'date', '03/04/2026'],
    ['Who is the vendor?', 'text', 'Blue Harbour Supplies Ltd.'],
    ['Who is the customer?', 'text', 'Oakfield School'],
    ['What is the purchase order number?', 'text', '44-120'],
    ['What is the subtotal?', 'number', '61.50'],
    ['How much VAT?', 'number', '12.30'],
    ['What is the total?', 'number', '73.80'],
    ['What is the e-mail address?', 'email', 'accounts@blue-harbour.example'],
    // Cells of a table: by heading and row.
    ['What is the unit price of K-200?', 'number', '6.50'],
    ['Qty of copy paper?', 'number', '10'],
    // Labels that no list knows.
    ['Paid?', 'boolean', '[x]'],
    // What is not there.
    ['What is the IBAN?', 'text', undefined],
    ['What is the delivery date?', 'date', undefined],
    ['Who signed the contract?', 'text', undefined],
    ['What is the meaning of life?', 'number', undefined],
    ['', 'text', undefined],
  ])('%s', (prompt, type, expected) => {
    const found = ask(INVOICE, prompt, type);
    expect(found?.value).toBe(expected);
    if (found) {
      expect(INVOICE.slice(found.start, found.end)).toBe(found.value);
      expect(found.confidence).toBeLessThanOrEqual(0.6);
    }
  });

  test('takes the output’s name where the prompt says nothing', () => {
    expect(ask(INVOICE, 'Extract this.', 'number', 'total_amount')?.value).toBe('73.80');
  });

  test('the total is no sum of columns, no tax and no count', () => {
    const receipt = `Total Qty        5
Total (incl. GST)        RM 21.20
Total GST        1.20
GST summary    Amount    Tax
Total           20.00    1.20
`;
    expect(ask(receipt, 'What is the total?', 'number')?.value).toBe('RM 21.20');
  });

  test('reads German and French invoices', () => {
    const german =
      'Rechnungsnummer:   R-77\nRechnungsdatum:  18.03.2026\nBruttosumme     1.234,50\nZahlbetrag      1.234,50 EUR\n';
    expect(ask(german, 'What is the invoice number?')?.value).toBe('R-77');
    expect(ask(german, 'What is the total?', 'number')?.value).toContain('1.234,50');
    const french =
      'FACTURE N° : F2018\nDate : 31/12/2018\n        TOTAL HT     TOTAL TVA    TOTAL TTC\n          100,00         10,00       110,00\n';
    expect(ask(french, 'What is the invoice number?')?.value).toBe('F2018');
    expect(ask(french, 'What is the total?', 'number')?.value).toBe('110,00');
    expect(ask(french, 'What is the net amount?', 'number')?.value).toBe('100,00');
  });

  test('understands German and French questions', () => {
    const text =
      'Muster GmbH\n\nKunde:  Anna Beispiel\nRechnung vom    18.03.2026\nDatum:  18.03.2026\nUSt.-Id.-Nr.:  DE136695976\nGesamtbetrag    99,00 EUR\n';
    expect(ask(text, 'Wer ist der Kunde?')?.value).toBe('Anna Beispiel');
    expect(ask(text, 'Welches Datum hat die Rechnung?', 'date')?.value).toBe('18.03.2026');
    expect(ask(text, 'Wie lautet die Umsatzsteuer-ID?')?.value).toBe('DE136695976');
    expect(ask(text, 'Was ist zu zahlen?', 'number')?.value).toContain('99,00');
    const french = 'N° TVA : FR 32 123 456 789\nMontant TVA   5,00\nTotal TTC   29,99\n';
    expect(ask(french, 'Numéro de TVA')?.value).toBe('FR 32 123 456 789');
    expect(ask(french, 'Quel est le montant de la TVA ?', 'number')?.value).toBe('5,00');
    expect(ask(french, 'Quel est le montant total à payer ?', 'number')?.value).toBe('29,99');
  });

  test.each([
    ['a heading', ' Hotel Details            Check In\n OYO 4189 Resort,          31/12/2017\n'],
    [
      'a label over somebody else',
      'LOGO Vendeur\nSELLER TRADE NAME       Adresse du Client\n\n58 rue de la mer\n',
    ],
    [
      'a contact line',
      'Service Invoice\nEmail or talk to us about your account or bill, visit example.com/contact-us/\n',
    ],
    ['the one who is billed', '   Factuuradres        Afleveradres\n   Strategic Corp      Bosd Corp\n'],
    ['a number', 'Verkäufer:\nNummer      : 549910\nUSt.-Id.-Nr. : DE136695976\n'],
  ])('takes %s for no vendor', (_what, text) => {
    expect(ask(text, 'Who is the vendor?')).toBeNull();
  });

  test.each([
    ['Käufer:\nNummer      : 549911\nELEKTRON   Service GmbH\nErfurter Str. 13\n', 'ELEKTRON Service GmbH'],
    ['Bill to Address:\nATTN: Example Limited\n93B Sai Yu Chung\nYuen Long\n', undefined],
    ['Client\n06000 NICE, FR\n', undefined],
    ['Kunde\nHerrn\nMax Mustermann\n', 'Max Mustermann'],
  ])('takes no address, number or title for a customer: %j', (text, expected) => {
    expect(ask(text, 'Who is the customer?')?.value).toBe(expected);
  });

  test('takes the first amount of a column of items for no total', () => {
    const csv =
      'Date        Item     Amount\n2026-02-03  Train    312.40\n2026-02-04  Hotel    218.00\n2026-02-05  Dinner    86.75\n';
    expect(ask(csv, 'What is the total amount?', 'number')).toBeNull();
  });

  test('ends an address before a telephone number', () => {
    const receipt = 'Corner Shop Sdn Bhd\n12 Jalan Puteri\n47100 Puchong\n03-8051 9514\n\nTotal 5.00\n';
    expect(ask(receipt, 'What is the address?')?.value).toBe('12 Jalan Puteri 47100 Puchong');
  });

  test('an IBAN is one only when its check digits are right', () => {
    expect(ask('IBAN: DE02 1203 0000 0000 2020 51', 'IBAN?')?.value).toBe('DE02 1203 0000 0000 2020 51');
    expect(ask('IBAN: DE03 1203 0000 0000 2020 51', 'IBAN?')).toBeNull();
  });

  test('answers the questions of the example invoice, from the PDF itself', async () => {
    const at = (name: string) => new URL(`../../../examples/${name}`, import.meta.url);
    const { text } = await readWhole({
      bytes: readFileSync(at('invoice.pdf')),
      fileName: 'invoice.pdf',
      settings: {},
      limits: limitsOf({}),
    });
    const prompts = JSON.parse(readFileSync(at('invoice.prompts.json'), 'utf8'));
    const answers = prompts.map((prompt: { name: string; prompt: string; type: OutputType }) => [
      prompt.name,
      reader.read({ ...prompt, text })?.value,
    ]);
    expect(Object.fromEntries(answers)).toEqual({
      invoice_number: 'HP-2026-00417',
      invoice_date: '18 March 2026',
      due_date: '17 April 2026',
      vendor: 'Halvorsen & Pike Automation GmbH',
      customer: 'Meadowbrook Dairy Cooperative Ltd.',
      purchase_order: 'PO-7741-B',
      subtotal: '8,982.60',
      total: '10,674.89',
      contact_email: 'ingrid.falk@halvorsen-pike.example',
      iban: 'DE02 1203 0000 0000 2020 51',
    });
  });

  test('hostile texts take no time', () => {
    const texts = [
      'a'.repeat(200_000),
      '1 '.repeat(100_000),
      '.'.repeat(100_000),
      'A1'.repeat(80_000),
      'x@'.repeat(50_000),
      'Total '.repeat(30_000),
    ];
    const startedAt = performance.now();
    for (const text of texts)
      for (const prompt of [
        'total?',
        'IBAN?',
        'e-mail?',
        'VAT ID?',
        'phone?',
        'vendor?',
        'address?',
        'invoice number?',
      ])
        ask(text, prompt);
    expect(performance.now() - startedAt).toBeLessThan(5000);
  });
});

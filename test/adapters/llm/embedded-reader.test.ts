import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { embeddedReader } from '#shared/adapters/llm/embedded-reader.ts';
import type { TextReader } from '#shared/adapters/llm/types.ts';
import { embeddedX2Text } from '#shared/adapters/x2text/embedded.ts';
import type { OutputType } from '#shared/contract/outputs.ts';

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

  test('an IBAN is one only when its check digits are right', () => {
    expect(ask('IBAN: DE02 1203 0000 0000 2020 51', 'IBAN?')?.value).toBe('DE02 1203 0000 0000 2020 51');
    expect(ask('IBAN: DE03 1203 0000 0000 2020 51', 'IBAN?')).toBeNull();
  });

  test('answers the questions of the example invoice, from the PDF itself', async () => {
    const at = (name: string) => new URL(`../../../examples/${name}`, import.meta.url);
    const { text } = await embeddedX2Text().extract({
      bytes: readFileSync(at('invoice.pdf')),
      fileName: 'invoice.pdf',
      settings: {},
      limits: { maxPages: 10, extractionTimeoutMs: 30_000, engineMemoryMb: 512 },
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

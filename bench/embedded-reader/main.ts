import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { embeddedReader } from '#shared/adapters/llm/embedded-reader.ts';
import type { TextReader } from '#shared/adapters/llm/types.ts';
import { askReader } from '#shared/answering/ask/ask-reader.ts';
import type { OutputType } from '#shared/contract/outputs.ts';
import { readWhole } from '#shared/extraction/read-document.ts';
import { limitsOf } from '#shared/runtime/limits.ts';
import { readConventions } from '#shared/values/document-conventions.ts';
import { layoutOf, type PlacedLine } from './layout.ts';

/**
 * `npm run bench:embedded-reader -- --data DIR [--json]`: how often the embedded reader is right, on a folder with
 * `a1_invoice2data`, `a2_sroie_text` and `a3_einvoice`.
 */
const reader: TextReader = embeddedReader('embedded-reader');

type Question = { field: string; prompt: string; type: OutputType };
type Tally = Map<string, { asked: number; right: number; silent: number }>;

const RECEIPT_QUESTIONS: Question[] = [
  { field: 'company', prompt: 'What is the name of the company?', type: 'text' },
  { field: 'date', prompt: 'What is the date?', type: 'date' },
  { field: 'address', prompt: 'What is the address?', type: 'text' },
  { field: 'total', prompt: 'What is the total?', type: 'number' },
];

const INVOICE_QUESTIONS: (Question & { a1?: string })[] = [
  { field: 'invoice_number', prompt: 'What is the invoice number?', type: 'text', a1: 'invoice_number' },
  { field: 'issue_date', prompt: 'What is the invoice date?', type: 'date', a1: 'date' },
  { field: 'due_date', prompt: 'What is the due date?', type: 'date', a1: 'date_due' },
  { field: 'delivery_date', prompt: 'What is the delivery date?', type: 'date' },
  { field: 'seller.name', prompt: 'Who is the vendor?', type: 'text', a1: 'partner_name' },
  { field: 'buyer.name', prompt: 'Who is the customer?', type: 'text' },
  { field: 'seller.vat_id', prompt: 'What is the VAT ID of the seller?', type: 'text' },
  { field: 'tax_basis_total', prompt: 'What is the net amount?', type: 'number', a1: 'amount_untaxed' },
  { field: 'tax_total', prompt: 'What is the tax amount?', type: 'number', a1: 'amount_tax' },
  { field: 'grand_total', prompt: 'What is the total?', type: 'number', a1: 'amount' },
  { field: 'iban', prompt: 'What is the IBAN?', type: 'text', a1: 'iban' },
];

const { values: options } = parseArgs({
  options: { data: { type: 'string' }, json: { type: 'boolean', default: false } },
});
if (!options.data) throw new Error('Say where the data stands: npm run bench:embedded-reader -- --data DIR');
const sets = {
  'receipts, exact match': receipts(options.data),
  'invoices, typed values': await invoices(options.data),
};
const rows = Object.entries(sets).flatMap(([set, tally]) => rowsOf(set, tally));
if (options.json) process.stdout.write(`${JSON.stringify({ rows }, null, 2)}\n`);
else console.table(rows);
process.exit(0); // the extraction engine's thread is kept warm otherwise

function receipts(root: string): Tally {
  const tally: Tally = new Map();
  for (const line of readFileSync(join(root, 'a2_sroie_text/receipts.jsonl'), 'utf8').trim().split('\n')) {
    const { lines, expected } = JSON.parse(line) as { lines: PlacedLine[]; expected: Record<string, string> };
    const text = layoutOf(lines);
    for (const { field, prompt, type } of RECEIPT_QUESTIONS) {
      const found = reader.read({ name: field, prompt, type, text })?.value;
      const same = (value: string) =>
        field === 'total' ? value.replace(/[^\d.]/g, '') : value.toUpperCase().replace(/\s+/g, ' ').trim();
      count(tally, field, found, found !== undefined && same(found) === same(expected[field] ?? ''));
    }
  }
  return tally;
}

async function invoices(root: string): Promise<Tally> {
  const tally: Tally = new Map();
  for (const set of ['a1_invoice2data', 'a3_einvoice']) {
    for (const file of readdirSync(join(root, set)).filter((name) => name.endsWith('.pdf'))) {
      const truth = JSON.parse(readFileSync(join(root, set, file.replace('.pdf', '.expected.json')), 'utf8'));
      const { text } = await readWhole({
        bytes: readFileSync(join(root, set, file)),
        fileName: file,
        settings: {},
        limits: limitsOf({}),
      });
      for (const question of INVOICE_QUESTIONS) {
        const expected =
          set === 'a1_invoice2data' ? truth[0][question.a1 ?? ''] : visible(truth, question.field);
        if (expected === undefined || expected === null) continue;
        const value = await ask(question, text);
        count(tally, question.field, value, isSame(value, expected));
      }
    }
  }
  return tally;
}

async function ask({ field, prompt, type }: Question, context: string): Promise<unknown> {
  const answer = await askReader(reader, {
    output: { name: field, type },
    question: prompt,
    context,
    settings: {},
    conventions: readConventions(context),
    signal: new AbortController().signal,
  });
  return answer.value ?? undefined;
}

/** Only what can be seen in the document counts. */
function visible(truth: { fields: unknown; visible: string[] }, path: string): unknown {
  if (!truth.visible.includes(path)) return undefined;
  return path
    .split('.')
    .reduce<unknown>((value, key) => (value as Record<string, unknown>)?.[key], truth.fields);
}

function isSame(value: unknown, expected: unknown): boolean {
  if (typeof expected === 'number') return typeof value === 'number' && Math.abs(value - expected) < 0.011;
  const plain = (text: unknown) => String(text).replace(/\s+/g, '').toUpperCase();
  return plain(value) === plain(expected);
}

function count(tally: Tally, field: string, value: unknown, isRight: boolean): void {
  const one = tally.get(field) ?? { asked: 0, right: 0, silent: 0 };
  one.asked++;
  if (isRight) one.right++;
  else if (value === undefined) one.silent++;
  tally.set(field, one);
}

/** One row a field, and one for all. */
function rowsOf(set: string, tally: Tally) {
  const all = { asked: 0, right: 0, silent: 0 };
  for (const one of tally.values())
    for (const key of ['asked', 'right', 'silent'] as const) all[key] += one[key];
  return [...tally, ['all', all] as const].map(([field, { asked, right, silent }]) => ({
    set,
    field,
    asked,
    right,
    right_percent: Number(((100 * right) / asked).toFixed(1)),
    no_answer: silent,
    wrong: asked - right - silent,
  }));
}

import PDFDocument from 'pdfkit';
import type { LlmCall, LlmServer } from '../support/llm-server.ts';

/** What a model would answer for the prompts of `invoicePrompts`, as it stands on the invoice. */
export const INVOICE_ANSWERS: Record<string, string> = {
  invoice_number: 'INV-2026-0417',
  total: '1,190.00',
  invoice_date: '2026-03-14',
  vendor: 'Nordlicht Optics GmbH',
  customer: 'Harbour Museum Trust',
  iban: 'DE02120300000000202051',
};

/** A one-page invoice with a table, made anew so that the tests need no file. */
export async function invoicePdf(number = INVOICE_ANSWERS.invoice_number, options = {}): Promise<Buffer> {
  const document = new PDFDocument({ size: 'A4', margin: 50, ...options });
  const parts: Buffer[] = [];
  document.on('data', (part: Buffer) => parts.push(part));
  const ended = new Promise((resolve) => document.on('end', resolve));
  document.fontSize(18).text('Nordlicht Optics GmbH', 50, 50);
  document.fontSize(10);
  const rows: [string, string][] = [
    ['Invoice number:', number ?? ''],
    ['Invoice date:', '2026-03-14'],
    ['Customer:', 'Harbour Museum Trust'],
    ['IBAN:', 'DE02120300000000202051'],
  ];
  rows.forEach(([label, value], index) => {
    document.text(label, 50, 100 + index * 16, { lineBreak: false });
    document.text(value, 170, 100 + index * 16, { lineBreak: false });
  });
  const items = [
    ['Item', 'Quantity', 'Amount'],
    ['Lens, 50 mm', '2', '600.00'],
    ['Tripod', '1', '400.00'],
    ['VAT 19 %', '', '190.00'],
    ['Total', '', '1,190.00'],
  ];
  items.forEach(([item, quantity, amount], index) => {
    const y = 200 + index * 18;
    document.text(item ?? '', 50, y, { lineBreak: false });
    document.text(quantity ?? '', 300, y, { lineBreak: false });
    document.text(amount ?? '', 420, y, { width: 80, align: 'right', lineBreak: false });
  });
  document.end();
  await ended;
  return Buffer.concat(parts);
}

/** One prompt for each of the names. */
export function invoicePrompts(names = Object.keys(INVOICE_ANSWERS), more: Record<string, unknown> = {}) {
  return names.map((name) => ({ name, prompt: `[${name}] What is the ${name.replace('_', ' ')}?`, ...more }));
}

/** A message about `invoice.pdf` for the configured model; its prompts carry the run's id as `<run_id>`. */
export function invoiceMessage(runId: string, names?: string[]) {
  return {
    run_id: runId,
    file_path: 'invoice.pdf',
    tool_settings: { llm: 'model' },
    outputs: invoicePrompts(names).map((output) => ({ ...output, prompt: `<${runId}> ${output.prompt}` })),
  };
}

/** The model calls of a run of `invoiceMessage`. */
export function callsOf(llm: LlmServer, runId: string): LlmCall[] {
  return llm.calls.filter((call) => call.prompt.includes(`<${runId}>`));
}

/** Which prompt a model call is about: `[name]` in its text, the last one as instructions come last. */
export function promptName(text: string): string {
  return (
    text
      .match(/\[([a-z_0-9]+)\]/g)
      ?.at(-1)
      ?.slice(1, -1) ?? ''
  );
}

/** Fills a JSON schema's properties with the answer to a prompt of `invoicePrompts`. */
export function invoiceAnswer(call: { prompt: string; schema: unknown }): Record<string, unknown> {
  const answer = INVOICE_ANSWERS[promptName(call.prompt)] ?? null;
  const { properties = {} } = call.schema as { properties?: Record<string, unknown> };
  return Object.fromEntries(Object.keys(properties).map((name) => [name, answer]));
}

/** An adapter configuration with one OpenAI-compatible model `model`. */
export function adaptersFor(url: string, settings: Record<string, unknown> = {}) {
  return JSON.stringify({
    model: {
      kind: 'llm',
      provider: 'openai_compatible',
      settings: { api_base: url, model: 'test-model', context_window: 32_000, ...settings },
    },
  });
}

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from './harness.ts';
import { invoicePdf, invoicePrompts } from './invoice.ts';

/** A PDF with a valid structure and an empty page tree. */
const NO_PAGES = pdfOf(['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [] /Count 0 >>']);

function pdfOf(objects: string[]): string {
  let body = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = body.length;
    body += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const trailer = `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF\n`;
  return `${body}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}${trailer}`;
}

describe('bad input', () => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await startHarness();
    await harness.putDocument('good.pdf', await invoicePdf());
    await harness.putDocument('encrypted.pdf', await invoicePdf(undefined, { userPassword: 'secret' }));
    await harness.putDocument('empty.pdf', '');
    await harness.putDocument('no-pages.pdf', NO_PAGES);
    await harness.putDocument('corrupt.pdf', `%PDF-1.7\n${'garbage '.repeat(200)}`);
    await harness.startWorker();
  });
  afterAll(() => harness?.close());

  const message = (runId: string, more: Record<string, unknown> = {}) => ({
    run_id: runId,
    file_path: 'good.pdf',
    tool_settings: {},
    outputs: invoicePrompts(['total']),
    ...more,
  });

  const CASES: [string, unknown, string[]][] = [
    ['missing-field', { ...message('missing-field'), outputs: undefined }, ['invalid_message']],
    ['wrong-types', message('wrong-types', { file_path: 7, outputs: 'all' }), ['invalid_message']],
    [
      'unknown-adapter',
      message('unknown-adapter', { tool_settings: { llm: 'no-such-model' } }),
      ['unknown_adapter'],
    ],
    ['missing-document', message('missing-document', { file_path: 'nowhere.pdf' }), ['document_not_found']],
    ['traversal', message('traversal', { file_path: '../runs/secret.json' }), ['document_path_refused']],
    [
      'foreign-bucket',
      message('foreign-bucket', { file_path: 's3://other/x.pdf' }),
      ['document_path_refused'],
    ],
    ['local-file', message('local-file', { file_path: '/etc/passwd' }), ['document_path_refused']],
    ['encrypted', message('encrypted', { file_path: 'encrypted.pdf' }), ['encrypted_document']],
    ['empty', message('empty', { file_path: 'empty.pdf' }), ['empty_file']],
    ['no-pages', message('no-pages', { file_path: 'no-pages.pdf' }), ['no_pages', 'corrupt_document']],
    ['corrupt', message('corrupt', { file_path: 'corrupt.pdf' }), ['corrupt_document']],
  ];

  it('ends each as one typed, permanent error and one dead letter; good messages pass', async () => {
    await harness.send('extraction', '{"run_id": "not-json", ');
    await harness.send('extraction', 'not json at all');
    for (const [, body] of CASES) await harness.send('extraction', body);
    for (let index = 0; index < 3; index += 1) await harness.send('extraction', message(`good-${index}`));

    for (let index = 0; index < 3; index += 1) {
      const result = await harness.result(`good-${index}`, 'autogen', 60);
      expect(result).toMatchObject({ status: 'success', results: { output: { total: expect.anything() } } });
    }
    for (const [runId, , codes] of CASES) {
      const stage = runId === 'unknown-adapter' ? 'autogen' : 'extraction';
      const result = await harness.result(runId, stage);
      expect(result, runId).toMatchObject({ status: 'error', retryable: false, stage });
      expect(codes, runId).toContain(result.code);
      expect(String(result.error).length, runId).toBeGreaterThan(20);
    }
    await harness.drained();
    const letters = [...(await harness.deadLetters('extraction')), ...(await harness.deadLetters('autogen'))];
    expect(letters).toHaveLength(CASES.length + 2);
    const reasons = letters.map((letter) => Object.keys(letter.MessageAttributes ?? {}));
    for (const attributes of reasons) expect(attributes.length).toBeGreaterThanOrEqual(2);
    for (const [runId] of CASES) {
      const own = letters.filter((letter) => letter.Body?.includes(`"${runId}"`));
      expect(own, runId).toHaveLength(1);
    }
  }, 90_000);

  it('names every wrong field at once', async () => {
    const result = await harness.result('wrong-types', 'extraction');
    expect(result.error).toMatch(/file_path/);
    expect(result.error).toMatch(/outputs/);
  });
});

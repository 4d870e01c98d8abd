import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { embeddedX2Text } from '#shared/adapters/x2text/embedded.ts';
import { LINES } from '#shared/contract/keys.ts';
import { Lines } from '#shared/contract/lines.ts';
import { ExtractionResult } from '#shared/contract/results.ts';
import type { Task } from '#shared/contract/task.ts';
import { extractDocument } from '#shared/extraction/extract-document.ts';
import type { StageContext } from '#shared/stage.ts';
import { LIMITS } from './support/read.ts';

const INVOICE = new URL('../../examples/invoice.pdf', import.meta.url);

/** The parts of a stage's context that extraction uses, over one document in memory. */
function contextOf(bytes: Uint8Array) {
  const written = new Map<string, unknown>();
  const seen = {
    adapter: 'none' as string | undefined,
    metrics: [] as [string, number][],
    progress: [] as number[],
    paths: [] as string[],
  };
  const ctx = {
    signal: new AbortController().signal,
    limits: { ...LIMITS, promptConcurrency: 1 },
    remainingMs: () => 60_000,
    run: { write: async (name: string, value: unknown) => void written.set(name, structuredClone(value)) },
    documents: {
      async read(path: string) {
        seen.paths.push(path);
        return { bytes, size: bytes.length, hash: createHash('sha256').update(bytes).digest('hex') };
      },
    },
    adapters: {
      async x2text(id: string | undefined) {
        seen.adapter = id;
        return embeddedX2Text();
      },
    },
    metrics: { add: (name: string, value: number) => void seen.metrics.push([name, value]) },
    progress: (done: number) => void seen.progress.push(done),
    log: { debug() {}, info() {}, warn() {}, error() {} },
  } as unknown as StageContext;
  return { ctx, written, seen };
}

const task = (more: Partial<Task> = {}): Task => ({
  run_id: 'r1',
  organization_id: 'o1',
  file_name: 'invoice.pdf',
  round: 0,
  file_path: 'o1/invoice.pdf',
  tool_settings: {},
  outputs: [{ name: 'total', prompt: 'Total?' }],
  ...more,
});

describe('the extraction stage', () => {
  it('writes lines and answers with text and facts of the document', async () => {
    const bytes = await readFile(INVOICE);
    const { ctx, written, seen } = contextOf(bytes);
    const outcome = await extractDocument(task(), ctx);
    if (outcome.kind !== 'done') throw new Error('not done');
    const result = ExtractionResult.parse(outcome.result);
    expect(result.metadata).toMatchObject({
      file_hash: createHash('sha256').update(bytes).digest('hex'),
      file_name: 'invoice.pdf',
      file_type: 'pdf',
      file_size: bytes.length,
      page_count: 2,
      adapter: 'embedded-x2text',
      warnings: [],
      engine: 'builtin',
    });
    expect(result.extracted_text).toMatch(/Total due \(EUR\) {2,}10,674\.89/);
    const lines = Lines.parse(written.get(LINES));
    const total = lines.lines.find((line) =>
      result.extracted_text.slice(line.start, line.end).includes('Total due'),
    );
    expect(total).toMatchObject({ page: 2, source: 'text-layer' });
    expect(seen).toMatchObject({
      adapter: undefined,
      metrics: [['Pages', 2]],
      progress: [1, 2],
      paths: ['o1/invoice.pdf'],
    });
  });

  it('takes the adapter of the extraction settings, then of the tool', async () => {
    const { ctx, seen } = contextOf(Buffer.from('text'));
    await extractDocument(task({ tool_settings: { x2text_adapter: 'tool' } }), ctx);
    expect(seen.adapter).toBe('tool');
    await extractDocument(
      task({ tool_settings: { x2text_adapter: 'tool' }, extraction_settings: { x2text_instance_id: 'own' } }),
      ctx,
    );
    expect(seen.adapter).toBe('own');
  });

  it('says when the message names another hash', async () => {
    const { ctx } = contextOf(Buffer.from('text'));
    const outcome = await extractDocument(task({ file_name: 'a.txt', file_hash: 'a'.repeat(64) }), ctx);
    expect(outcome).toMatchObject({
      result: { metadata: { warnings: [expect.stringContaining('file_hash')] } },
    });
  });

  it('gives lines to a text that came with the message, unchanged', async () => {
    for (const text of ['Total: 5\n\nDate: 6\n', 'one', '  indented\r\nline  \f\n', '\n\nx']) {
      const { ctx, written, seen } = contextOf(Buffer.from(''));
      const outcome = await extractDocument(task({ extracted_text: text }), ctx);
      if (outcome.kind !== 'done') throw new Error('not done');
      expect(outcome.result.extracted_text).toBe(text);
      const { lines } = Lines.parse(written.get(LINES));
      expect(lines.map((line) => text.slice(line.start, line.end)).join('\n')).toBe(text.replace(/\n$/, ''));
      expect(seen.paths).toEqual([]);
    }
  });
});

import type { Output } from '#shared/contract/outputs.ts';
import type { RetrievalStrategy } from '#shared/contract/tool-settings.ts';
import { retrieve } from '#shared/retrieval/retrieve.ts';
import type { Bench } from '../chunking/support.ts';

export const FACTS = [
  'The automobile of the manager was bought in spring.',
  'Invoices are due within thirty days of receipt.',
  'The physician visits the plant every second Monday.',
  'Remuneration is reviewed once a year by the board.',
  'Deliveries arrive at gate seven before noon.',
  'The warranty covers parts for twenty four months.',
  'Visitors register at the front desk on arrival.',
  'Complaints are answered in writing within a week.',
  'The cafeteria serves lunch from noon to two.',
  'Parking space is assigned by seniority of staff.',
];
export const FILLER = Array.from(
  { length: 30 },
  (_, i) => `Note ${i} of the appendix tells nothing of interest to anyone.`,
);
export const TEXT = [...FACTS, ...FILLER].join('\n\n');

export type AskSettings = { text?: string; organization?: string; output?: Partial<Output>; topK?: number };

/** Chunks a text for the strategy and asks the question. */
export async function askOn(
  bench: Bench,
  question: string,
  strategy: RetrievalStrategy,
  settings: AskSettings = {},
) {
  const { text = TEXT, organization = 'org', topK = 3 } = settings;
  const output: Output = {
    name: 'a',
    prompt: question,
    'chunk-size': 14,
    'chunk-overlap': 0,
    embedding: 'semantic',
    'retrieval-strategy': strategy,
    ...settings.output,
  };
  const { result, task, ctx } = await bench.chunk({ text, outputs: [output], organization });
  const [index] = result.indexes;
  if (!index) throw new Error('no index');
  bench.models.reset();
  const found = await retrieve({ task, output, index, question, topK, strategy }, ctx);
  const texts = found.passages.map((passage) => passage.text.trim());
  return { ...found, texts, index, task, ctx, request: { task, output, index, question, topK, strategy } };
}

import { readFile } from 'node:fs/promises';
import { engineEntry, engineWasm } from '../engine-files.ts';
import { type EngineThread, startThread } from '../threads/thread.ts';
import type { EngineAnswer, EngineRequest, EngineStart } from './engine/protocol.ts';
import { type CompiledModule, webAssembly } from './engine/webassembly.ts';

export { EngineDied } from '../threads/thread.ts';

export type PdfEngine = EngineThread<EngineRequest, EngineAnswer> & {
  memoryMb: number;
  /** Megabytes of PDFium's and the layout's heaps as of the last document. */
  heapMb(): number;
  /** The page that it reads, or read when it died; 0 for none. */
  page(): number;
};

/** Megabytes of JavaScript heap for the layout of one page. */
const LAYOUT_MEMORY_MB = 384;
/** Answers after which the request is done. */
const LAST: ReadonlySet<EngineAnswer['kind']> = new Set(['ready', 'opened', 'refused', 'done', 'closed']);

/** Compiled once a process; threads share the machine code. */
let compiled: Promise<CompiledModule> | undefined;
const compiledEngine = (): Promise<CompiledModule> => {
  compiled ??= readFile(engineWasm()).then((bytes) => webAssembly.compile(bytes));
  return compiled;
};

/** Starts an engine in a worker thread of its own. PDFium is compiled when a document first needs it. */
export async function startEngine(memoryMb: number): Promise<PdfEngine> {
  let heapMb = 0;
  const current = new Int32Array(new SharedArrayBuffer(4));
  const workerData: EngineStart = { memoryMb, current };
  const thread = await startThread<EngineRequest, EngineAnswer>({
    name: 'The PDF engine',
    entry: engineEntry(),
    workerData,
    heapMb: LAYOUT_MEMORY_MB,
    supply: {
      wantedBy: ({ kind }) => kind === 'wants-pdfium',
      load: async (): Promise<EngineRequest> => ({ kind: 'pdfium', module: await compiledEngine() }),
    },
    isLast(answer) {
      if (answer.kind === 'closed') heapMb = answer.heapMb;
      return LAST.has(answer.kind);
    },
  });
  return { ...thread, memoryMb, heapMb: () => heapMb, page: () => current[0] ?? 0 };
}

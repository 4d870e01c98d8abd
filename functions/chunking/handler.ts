import { chunkDocument } from '#shared/chunking/chunk-document.ts';
import { defineWorker } from '#shared/runtime/define-worker.ts';

export const handler = defineWorker('chunking', chunkDocument);

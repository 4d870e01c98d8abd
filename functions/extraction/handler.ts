import { extractDocument } from '#shared/extraction/extract-document.ts';
import { defineWorker } from '#shared/runtime/define-worker.ts';

export const handler = defineWorker('extraction', extractDocument);

import { answerPrompts } from '#shared/answering/answer-prompts.ts';
import { defineWorker } from '#shared/runtime/define-worker.ts';

export const handler = defineWorker('autogen', answerPrompts);

import { evaluateAnswers } from '#shared/evaluation/evaluate-answers.ts';
import { defineWorker } from '#shared/runtime/define-worker.ts';

export const handler = defineWorker('evaluation', evaluateAnswers);

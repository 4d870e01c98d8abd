import type { StageName } from '#shared/contract/identifiers.ts';
import type { Stage } from '#shared/stage.ts';

/** Each stage's own logic, loaded only by a process that works on it. */
const WORK: { [S in StageName]: () => Promise<Stage<S>> } = {
  extraction: async () => (await import('#shared/extraction/extract-document.ts')).extractDocument,
  chunking: async () => (await import('#shared/chunking/chunk-document.ts')).chunkDocument,
  autogen: async () => (await import('#shared/answering/answer-prompts.ts')).answerPrompts,
  evaluation: async () => (await import('#shared/evaluation/evaluate-answers.ts')).evaluateAnswers,
};

export function loadStage<S extends StageName>(stage: S): Promise<Stage<S>> {
  return WORK[stage]();
}

import { permanentError } from '../contract/errors.ts';
import { STAGES, type StageName } from '../contract/identifiers.ts';
import type { Message } from '../contract/message.ts';
import { asksForEvaluation } from '../evaluation/asks-for-evaluation.ts';
import { estimateTokens } from '../tokens/count-tokens.ts';

/** A longer text is looked at by the chunking stage, whatever answers its prompts. */
export const WHOLE_DOCUMENT_CHARACTERS = 24_000;
/** A text of at most so many tokens fits every model; Ollama holds 4,096 unless told otherwise, and cuts silently. */
const WHOLE_DOCUMENT_TOKENS = 2200;

/**
 * The stages still to come for a message that arrives at `stage`. `planned` is true when the message left the choice
 * to us. With `extracted_text` there is no extraction, so the first one may be a later stage than the one asked.
 * @throws permanent `invalid_pipeline`
 */
export function planPipeline(
  message: Message,
  stage: StageName,
): { pipeline: readonly StageName[]; planned: boolean } {
  const hasText = message.extracted_text !== undefined;
  const given = message.pipeline;
  // What was put on a stage's queue is meant for that stage, whether we would have planned it or not.
  const planned = () =>
    STAGES.slice(STAGES.indexOf(stage)).filter((each) => each === stage || needs(message, each));
  const from = given ? checkOrder(given) : planned();
  const pipeline = from.filter((each) => !(hasText && each === 'extraction'));
  if (given && given[0] !== stage && !(hasText && stage === 'extraction')) {
    throw permanentError(
      'invalid_pipeline',
      `The message came to prompt_${stage}, but its pipeline starts with ${given[0]}. Send it to prompt_${given[0]}.`,
    );
  }
  return { pipeline, planned: given === undefined };
}

function checkOrder(pipeline: readonly StageName[]): readonly StageName[] {
  const places = pipeline.map((stage) => STAGES.indexOf(stage));
  if (places.every((place, index) => index === 0 || place > (places[index - 1] ?? -1))) return pipeline;
  throw permanentError(
    'invalid_pipeline',
    `pipeline: ${pipeline.join(', ')} is not in order; use ${STAGES.join(', ')}, each at most once.`,
  );
}

/** Whether a payload without a pipeline of its own needs this stage, as far as known before extraction. */
function needs(message: Message, stage: StageName): boolean {
  if (stage === 'chunking') {
    return message.extracted_text === undefined || !fitsUnchunked(message, message.extracted_text);
  }
  return stage === 'evaluation' ? message.outputs.some(asksForEvaluation) : true;
}

/** Whether no prompt asks for chunks and the text is short enough for every model; the embedded reader has no window. */
export function fitsUnchunked({ tool_settings: tool, ...message }: Message, text: string): boolean {
  if (text.length > WHOLE_DOCUMENT_CHARACTERS) return false;
  const outputs = message.outputs.filter((output) => output.active !== false);
  if (outputs.some((output) => (output['chunk-size'] ?? tool['chunk-size'] ?? 0) !== 0)) return false;
  const asksModel = outputs.some((output) => (output.llm ?? tool.llm) !== undefined);
  return !asksModel || estimateTokens(text) <= WHOLE_DOCUMENT_TOKENS;
}

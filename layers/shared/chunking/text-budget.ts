import type { LlmAdapter } from '../adapters/llm/types.ts';
import type { Output } from '../contract/outputs.ts';
import type { ToolSettings } from '../contract/tool-settings.ts';
import { estimateTokens } from '../tokens/count-tokens.ts';

/** Tokens are counted for GPT models; others may count a tenth more. */
const TOKENIZER_RESERVE = 0.1;
/** Instructions of our own, grammar lines, JSON schema, message frame. */
const FRAME_TOKENS = 400;
/** Room that an answer gets where the model could write more than anybody reads. */
const ANSWER_TOKENS = 4096;

/**
 * Tokens of document text that a prompt's call has room for: the model's window without the prompt, the answer and
 * a reserve. Infinity for a reader, which is no language model and has no window.
 */
export function textBudget(llm: LlmAdapter, output: Output, tool: ToolSettings): number {
  if (llm.kind === 'reader') return Number.POSITIVE_INFINITY;
  const answer = Math.min(llm.maxOutputTokens, ANSWER_TOKENS, llm.contextWindow / 8);
  const usable =
    llm.contextWindow * (1 - TOKENIZER_RESERVE) - answer - FRAME_TOKENS - promptTokens(output, tool);
  return Math.max(0, Math.floor(usable));
}

function promptTokens(output: Output, tool: ToolSettings): number {
  const texts = [
    output.promptx ?? output.prompt,
    output.preamble ?? tool.preamble,
    output.postamble ?? tool.postamble,
    tool.platform_postamble,
    tool.word_confidence_postamble,
    ...(output.grammar ?? tool.grammar ?? []).flatMap(({ word, synonyms }) => [word, ...synonyms]),
  ];
  return texts.reduce((sum, text) => sum + (text ? estimateTokens(text) : 0), 0);
}

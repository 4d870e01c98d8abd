/** Tokens that one call to a model may use for what. */
export type Budget = {
  /** Of the text that is condensed in one call. */
  text: number;
  /** Of the final summary. */
  summary: number;
  /** Of one part's summary: at most a quarter of a part, so that every level is a quarter of the one before. */
  partSummary: number;
};

/** Tokens of the fixed words around instruction and text, generously. */
const FRAME_TOKENS = 120;
/** Our tokenizer is not the model's; this much of the window is left unused. */
const SAFETY = 0.1;
/** A smaller part than this holds too little to be condensed. */
const SMALLEST_TEXT = 100;

/** Divides a model's window; undefined when it is too small for the instruction and a useful piece of text. */
export function divideWindow(
  model: { contextWindow: number; maxOutputTokens: number },
  instructionTokens: number,
): Budget | undefined {
  const usable = Math.floor(model.contextWindow * (1 - SAFETY)) - instructionTokens - FRAME_TOKENS;
  const summary = Math.min(model.maxOutputTokens, Math.floor(usable / 4));
  const text = usable - summary;
  if (text < SMALLEST_TEXT || summary < SMALLEST_TEXT / 4) return undefined;
  return { text, summary, partSummary: Math.min(summary, Math.floor(text / 4)) };
}

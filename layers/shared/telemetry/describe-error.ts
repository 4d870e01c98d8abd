/** Error classes whose messages the language itself makes; they quote code, not data. Anybody throws a plain Error. */
const SAFE_MESSAGES = new Set(['TypeError', 'ReferenceError', 'RangeError']);
const MAX_MESSAGE = 300;
const MAX_FRAMES = 20;

/**
 * What a log line may say of an unforeseen error: its class, its frames, and its message only where that cannot quote a
 * document (`SyntaxError` of JSON.parse and provider errors do).
 */
export function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { error_name: typeof error };
  // The stack begins with the message, of which a line may look like a frame.
  const stack = error.stack ?? '';
  const frames = stack
    .slice(stack.indexOf(error.message) + error.message.length)
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, MAX_FRAMES)
    .map((line) => line.trim());
  // Node's own errors have a code, and quote what they received.
  const { code } = error as { code?: unknown };
  const isSafe = SAFE_MESSAGES.has(error.name) && code === undefined;
  return {
    error_name: error.name,
    ...(typeof code === 'string' && { error_code: code }),
    ...(isSafe && { error_message: error.message.slice(0, MAX_MESSAGE) }),
    stack: frames,
  };
}

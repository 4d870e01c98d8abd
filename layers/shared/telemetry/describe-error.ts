/** Error classes whose messages the language itself makes; they quote code, not data. */
const SAFE_MESSAGES = new Set(['TypeError', 'ReferenceError', 'RangeError', 'AssertionError', 'Error']);
const MAX_MESSAGE = 300;
const MAX_FRAMES = 20;

/**
 * What a log line may say of an unforeseen error: its class, its frames, and its message only where that cannot quote a
 * document (`SyntaxError` of JSON.parse and provider errors do).
 */
export function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { error_name: typeof error };
  const frames = (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, MAX_FRAMES)
    .map((line) => line.trim());
  const message = SAFE_MESSAGES.has(error.name) ? error.message.slice(0, MAX_MESSAGE) : undefined;
  return { error_name: error.name, ...(message ? { error_message: message } : {}), stack: frames };
}

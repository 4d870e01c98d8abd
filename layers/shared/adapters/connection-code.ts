/** Causes of causes that are looked at; a chain may lead back into itself. */
const LONGEST_CHAIN = 10;

/** A failed connection's error code (`ECONNREFUSED` …), looked for down the chain of causes; safe for messages. */
export function connectionCode(error: unknown): string {
  let at = error as { code?: unknown; cause?: unknown } | undefined;
  for (let depth = 0; at && depth < LONGEST_CHAIN; depth++) {
    if (typeof at.code === 'string' && /^[A-Z_]{3,40}$/.test(at.code)) return at.code;
    at = at.cause as typeof at;
  }
  return 'connection failed';
}

/**
 * What may be kept of a vendor's error as the cause of ours: its name, its code and where it was thrown. Its
 * message and its other properties may hold the request, and with it the document, and would end up in the log.
 */
export function bareCause(error: unknown): Error {
  const { name, code, stack } = (error ?? {}) as { name?: unknown; code?: unknown; stack?: unknown };
  const label = [name, code]
    .filter((part) => typeof part === 'string' && /^[\w.]{1,64}$/.test(part))
    .join(' ');
  const cause = new Error(label || 'unknown error');
  const frames = typeof stack === 'string' ? stack.split('\n').filter((line) => /^\s+at /.test(line)) : [];
  cause.stack = [cause.message, ...frames].join('\n');
  return cause;
}

/** Node fires a longer timer at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** An AbortSignal that fires after so many milliseconds (never for Infinity) until `stop` is called. */
export function deadlineSignal(milliseconds: number, reason: Error): { signal: AbortSignal; stop(): void } {
  const controller = new AbortController();
  if (!Number.isFinite(milliseconds)) return { signal: controller.signal, stop: () => {} };
  const timer = setTimeout(() => controller.abort(reason), Math.min(milliseconds, LONGEST_TIMER_MS));
  return { signal: controller.signal, stop: () => clearTimeout(timer) };
}

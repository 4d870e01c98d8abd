/** Longest time a message waits for its next try. */
export const MAX_DELAY_SECONDS = 900;

export type Backoff = {
  /** How many tries have failed already, this one included; 1 for the first failure. */
  failures: number;
  /** Upper end of the first delay. */
  baseSeconds: number;
  /** What the provider asked for; the delay is never shorter (up to the cap). */
  retryAfter?: number | undefined;
  /** From 0 to 1, exclusive. */
  random?: () => number;
};

/**
 * Whole seconds to wait before the next try: full jitter over an exponentially growing range, capped at 15 minutes
 * (Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog 2015), so that runs that failed together do not
 * come back together.
 */
export function retryDelaySeconds({
  failures,
  baseSeconds,
  retryAfter = 0,
  random = Math.random,
}: Backoff): number {
  const range = Math.min(MAX_DELAY_SECONDS, baseSeconds * 2 ** Math.max(0, failures - 1));
  const jittered = Math.round(random() * range);
  // What a provider asks for is a stranger's number: NaN counts as nothing.
  const asked = retryAfter > 0 ? Math.ceil(retryAfter) : 0;
  return Math.min(MAX_DELAY_SECONDS, Math.max(jittered, asked));
}

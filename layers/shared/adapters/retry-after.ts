/** Longest wait that is taken seriously; SQS can hide a message for 12 hours, the runtime caps at 15 minutes. */
const MOST_SECONDS = 24 * 3600;

/**
 * Seconds a server asked to wait: `retry-after-ms` (milliseconds, as OpenAI and Azure send it), or `retry-after`
 * as seconds or as an HTTP date (RFC 9110 §10.2.3). undefined when absent, unreadable or in the past.
 */
export function retryAfterSeconds(
  headers: Readonly<Record<string, string | undefined>>,
  now: number = Date.now(),
): number | undefined {
  const get = (name: string) =>
    Object.entries(headers)
      .find(([key]) => key.toLowerCase() === name)?.[1]
      ?.trim();
  const milliseconds = get('retry-after-ms');
  if (milliseconds && /^\d+(\.\d+)?$/.test(milliseconds)) return within(Number(milliseconds) / 1000);
  const value = get('retry-after');
  if (!value) return undefined;
  if (/^\d+(\.\d+)?$/.test(value)) return within(Number(value));
  const date = /[a-z]{3}/i.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(date) ? undefined : within((date - now) / 1000);
}

const within = (seconds: number) => (seconds < 0 ? undefined : Math.min(seconds, MOST_SECONDS));

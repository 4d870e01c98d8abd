const MISSING =
  /^(?:n\/?\.?a\.?|null|nil|none|undefined|not (?:available|applicable|found|specified|stated|mentioned|provided|present|given)(?: in (?:the )?(?:context|document|text))?|-+|–|—)?[.!]?$/i;

/** Whether an answer's text says that there is no answer. */
export const isMissingText = (text: string): boolean => MISSING.test(text.trim());

/** `NA` anywhere inside a JSON answer means that there is no value: null. */
export function nullMissing(value: unknown): unknown {
  if (typeof value === 'string') return /^(?:NA|N\/A)$/.test(value.trim()) ? null : value;
  if (Array.isArray(value)) return value.map(nullMissing);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, nullMissing(inner)]));
}

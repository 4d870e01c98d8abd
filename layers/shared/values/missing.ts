const MISSING =
  /^(?:n\/?\.?a\.?|null|nil|none|undefined|not (?:available|applicable|found|specified|stated|mentioned|provided|present|given)(?: in (?:the )?(?:context|document|text))?|-+|–|—)?[.!]?$/i;

/** Whether an answer's text says that there is no answer. */
export const isMissingText = (text: string): boolean =>
  MISSING.test(text.trim().replace(/^["'([]+|["')\]]+$/g, ''));

const STATED_NONE = /^(?:none|nil|not applicable)[.!]?$/i;

/** Whether the document itself says "none", as in "Encumbrances: None": then that is the answer, and not that there is none. */
export const isStatedNone = (text: string, quote: string | null | undefined): boolean =>
  STATED_NONE.test(text.trim()) &&
  (quote?.trim().length ?? 0) > text.trim().length &&
  quote?.toLowerCase().includes(text.trim().toLowerCase().replace(/[.!]$/, '')) === true;

/** `NA` anywhere inside a JSON answer means that there is no value: null. */
export function nullMissing(value: unknown): unknown {
  if (typeof value === 'string') return /^(?:NA|N\/A)$/.test(value.trim()) ? null : value;
  if (Array.isArray(value)) return value.map(nullMissing);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, nullMissing(inner)]));
}

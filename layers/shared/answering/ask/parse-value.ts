import type { OutputType } from '../../contract/outputs.ts';
import type { Conventions } from '../../values/document-conventions.ts';
import { isMissingText, isStatedNone, nullMissing } from '../../values/missing.ts';
import { parseBoolean } from '../../values/parse-boolean.ts';
import { parseDate } from '../../values/parse-date.ts';
import { findEmails } from '../../values/parse-email.ts';
import { parseNumber } from '../../values/parse-number.ts';
import { parseJson } from './parse-json.ts';

/** `unclear`: there is a value, but code cannot read it as the type asked for. Missing is null, never 0 or "". */
export type ParsedValue =
  | { kind: 'value'; value: unknown; warnings: string[] }
  | { kind: 'missing' }
  | { kind: 'unclear' };

/**
 * Reads a raw answer as an output's type: a model's JSON value, or text as it stands in the document.
 * @param quote What the model read the value from.
 */
export async function parseValue(
  raw: unknown,
  type: OutputType,
  conventions: Conventions,
  quote?: string | null,
): Promise<ParsedValue> {
  if (raw === null || raw === undefined) return { kind: 'missing' };
  if (typeof raw === 'string' && isMissingText(raw)) {
    const isStated = type === 'text' && isStatedNone(raw, quote);
    return isStated ? value(raw.trim()) : { kind: 'missing' };
  }
  if (type === 'json') return parseJsonValue(raw);
  if (type === 'boolean' && typeof raw === 'boolean') return value(raw);
  if (type === 'number' && typeof raw === 'number')
    return Number.isFinite(raw) ? value(raw) : { kind: 'unclear' };
  const text = (typeof raw === 'string' ? raw : JSON.stringify(raw)).trim();
  switch (type) {
    case 'number':
      return orUnclear(parseNumber(text, conventions.decimal));
    case 'boolean':
      return orUnclear(parseBoolean(text));
    case 'date':
      return parseDateValue(text, conventions);
    case 'email':
      return parseEmailValue(text);
    default:
      return value(text);
  }
}

async function parseDateValue(text: string, conventions: Conventions): Promise<ParsedValue> {
  const date = await parseDate(text, conventions.dayFirst);
  if (!date) return { kind: 'unclear' };
  const doubt = date.ambiguous && !conventions.dayFirstCertain;
  const order = conventions.dayFirst ? 'day first' : 'month first';
  return value(date.day, doubt ? [`The date can be read in two ways; it was read ${order}.`] : []);
}

function parseEmailValue(text: string): ParsedValue {
  const [first, ...others] = findEmails(text);
  if (first === undefined) return { kind: 'unclear' };
  return value(
    first,
    others.length > 0 ? ['There was more than one e-mail address; the first is given.'] : [],
  );
}

function parseJsonValue(raw: unknown): ParsedValue {
  const parsed = typeof raw === 'string' ? parseJson(raw) : { value: raw, repaired: false };
  if (parsed === undefined || parsed.value === undefined) return { kind: 'unclear' };
  const cleaned = nullMissing(parsed.value);
  if (cleaned === null) return { kind: 'missing' };
  return value(cleaned, parsed.repaired ? ['The answer was not valid JSON and has been repaired.'] : []);
}

const value = (parsed: unknown, warnings: string[] = []): ParsedValue => ({
  kind: 'value',
  value: parsed,
  warnings,
});
const orUnclear = (parsed: unknown): ParsedValue =>
  parsed === undefined ? { kind: 'unclear' } : value(parsed);

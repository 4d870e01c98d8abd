import { jsonrepair } from 'jsonrepair';

/** jsonrepair is quadratic on some inputs (LIBRARIES §6); longer replies are parsed as they are or not at all. */
const REPAIR_LIMIT = 256 * 1024;

/**
 * The JSON value of a model's reply. A code fence or prose around it is set aside; what still does not parse is
 * repaired (`repaired: true`). undefined when there is no JSON in it.
 */
export function parseJsonReply(text: string): { value: unknown; repaired: boolean } | undefined {
  const candidates = [text.trim(), unfenced(text), outermost(text)].filter((part) => part !== undefined);
  for (const candidate of candidates) {
    const value = parse(candidate);
    if (value !== undefined) return { value, repaired: false };
  }
  const broken = candidates.find((part) => /^[{[]/.test(part)) ?? fromFirstBracket(text);
  if (broken === undefined || broken.length > REPAIR_LIMIT) return undefined;
  try {
    const value = parse(jsonrepair(broken));
    return value === undefined ? undefined : { value, repaired: true };
  } catch {
    return undefined;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const unfenced = (text: string) => /```(?:json)?\s*\n?([\s\S]*?)\n?\s*```/i.exec(text)?.[1]?.trim();

/** From the first bracket to the last one of its kind. */
function outermost(text: string): string | undefined {
  const start = text.search(/[{[]/);
  if (start < 0) return undefined;
  const end = text.lastIndexOf(text[start] === '{' ? '}' : ']');
  return end > start ? text.slice(start, end + 1) : undefined;
}

/** A reply that was cut off has no closing bracket. */
function fromFirstBracket(text: string): string | undefined {
  const start = text.search(/[{[]/);
  return start < 0 ? undefined : text.slice(start);
}

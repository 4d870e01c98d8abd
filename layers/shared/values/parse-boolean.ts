const YES =
  /^(?:yes|y|true|ja|oui|s[ií]|sim|vero|verdadero|wahr|vrai|checked|ticked|agreed|confirmed|[☑☒✓✔✅]|\[\s?[xX✓]\s?\])(?![\p{L}\d])/iu;
const NO =
  /^(?:no|n|not|false|nein|non|n[ãa]o|nee|falso|falsch|faux|unchecked|unticked|none|[☐✗✘❌]|\[\s{0,2}\])(?![\p{L}\d])/iu;

/** "No information", "not stated": says nothing about yes or no. */
const UNDECIDED =
  /^(?:no|not|none|nothing)\s+(?:[\p{L}]+\s+){0,3}?(?:sure|clear|known|certain|information|info|data|details|evidence|indication|mention(?:ed)?|stated|specified|given|provided|found|available|applicable|answer|determinable|determined|possible to)(?!\p{L})/iu;
const BOXES = /[☑☒✓✔✅☐✗✘❌]|\[\s?[xX✓]?\s?\]/gu;
const EMPTY_BOX = /☐|\[\s{0,2}\]/u;
/** An unfilled form. */
const EITHER =
  /^(?:yes|ja|oui|s[ií]|sim|true)\s?(?:[/|]|or|oder|ou|o)\s?(?:no|nein|non|n[ãa]o|false)(?!\p{L})/iu;

/**
 * True or false when a text begins with a plain yes or no (in seven languages) or is one tick box; undefined otherwise.
 * A form with several boxes ("☐ Yes ☒ No") is not read here: which label belongs to which box is not certain.
 */
export function parseBoolean(text: string): boolean | undefined {
  const start = text.trim().replace(/^["'*_\s]+/, '');
  if (UNDECIDED.test(start) || EITHER.test(start)) return undefined;
  const boxes = start.match(BOXES) ?? [];
  if (boxes.length > 1) return undefined;
  // A sign has no word end of its own, so the look-ahead of the word lists does not fit it.
  const sign = start.at(0) ?? '';
  if ('☑☒✓✔✅'.includes(sign) && sign !== '') return true;
  if ('☐✗✘❌'.includes(sign) && sign !== '') return false;
  const isYes = YES.test(start);
  if (!isYes && !NO.test(start)) return undefined;
  // "Yes ☐" is a label whose box is not ticked.
  const isLabel = boxes.length === 1 && !/^\[/.test(start);
  return isLabel && EMPTY_BOX.test(start) ? undefined : isYes;
}

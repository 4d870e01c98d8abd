const YES =
  /^(?:yes|y|true|ja|oui|s[ií]|sim|vero|verdadero|wahr|vrai|checked|ticked|agreed|confirmed|[☑☒✓✔✅]|\[\s?[xX✓]\s?\])(?![\p{L}\d])/iu;
const NO =
  /^(?:no|n|not|false|nein|non|n[ãa]o|nee|falso|falsch|faux|unchecked|unticked|none|[☐✗✘❌]|\[\s{0,2}\])(?![\p{L}\d])/iu;

/** True or false when a text begins with a plain yes or no (in seven languages) or a tick box; undefined otherwise. */
export function parseBoolean(text: string): boolean | undefined {
  const start = text.trim().replace(/^["'*_\s]+/, '');
  // A sign has no word end of its own, so the look-ahead of the word lists does not fit it.
  const sign = start.at(0) ?? '';
  if ('☑☒✓✔✅'.includes(sign) && sign !== '') return true;
  if ('☐✗✘❌'.includes(sign) && sign !== '') return false;
  if (YES.test(start)) return true;
  return NO.test(start) ? false : undefined;
}

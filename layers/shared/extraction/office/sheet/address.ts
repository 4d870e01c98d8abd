/** The last column of any spreadsheet, from 0: XFD. */
export const LAST_COLUMN = 16_383;
export const LAST_ROW = 1_048_576;

/** `A` for 0, `AA` for 26. */
export function columnName(column: number): string {
  let name = '';
  for (let rest = column; rest >= 0; rest = Math.floor(rest / 26) - 1)
    name = String.fromCharCode(65 + (rest % 26)) + name;
  return name;
}

/** Column (from 0) and row (from 1) of `B3`; undefined for what is none. */
export function parseAddress(address: string): { column: number; row: number } | undefined {
  let column = 0;
  let at = 0;
  for (; at < address.length; at++) {
    const letter = address.charCodeAt(at) & ~0x20;
    if (letter < 65 || letter > 90) break;
    column = column * 26 + letter - 64;
  }
  const row = Number(address.slice(at));
  if (at === 0 || column - 1 > LAST_COLUMN || !(row >= 1) || row > LAST_ROW) return undefined;
  return { column: column - 1, row };
}

/** What the scanner of an RTF file reports, in order. */
export type RtfHandlers = {
  open(): void;
  close(): void;
  /** A control word (`par`) or symbol (`~`) and its number. */
  control(word: string, parameter: number | undefined): void;
  /** A byte of text in the current code page, written as itself or as `\'hh`. */
  byte(byte: number): void;
};

const BACKSLASH = 0x5c;
const OPEN = 0x7b;
const CLOSE = 0x7d;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const QUOTE = 0x27;
const MINUS = 0x2d;
const BLANK = 0x20;
const LONGEST_WORD = 32;

const isLetter = (byte: number): boolean => (byte >= 97 && byte <= 122) || (byte >= 65 && byte <= 90);
const isDigit = (byte: number): boolean => byte >= 48 && byte <= 57;

/** Goes once through an RTF file (Rich Text Format 1.9.1), whatever is in it; `\bin` data are passed over. */
export function scanRtf(bytes: Uint8Array, handlers: RtfHandlers): void {
  let at = 0;
  while (at < bytes.length) {
    const byte = bytes[at] ?? 0;
    if (byte === BACKSLASH) at = scanControl(bytes, at + 1, handlers);
    else {
      at++;
      if (byte === OPEN) handlers.open();
      else if (byte === CLOSE) handlers.close();
      else if (byte !== LINE_FEED && byte !== CARRIAGE_RETURN && byte !== 0) handlers.byte(byte);
    }
  }
}

/** From behind a backslash; gives where to go on. */
function scanControl(bytes: Uint8Array, start: number, handlers: RtfHandlers): number {
  const first = bytes[start];
  if (first === undefined) return start;
  if (first === QUOTE) {
    const hex = Number.parseInt(String.fromCharCode(bytes[start + 1] ?? 0, bytes[start + 2] ?? 0), 16);
    if (!Number.isNaN(hex)) handlers.byte(hex);
    return start + 3;
  }
  if (!isLetter(first)) {
    if (first === BACKSLASH || first === OPEN || first === CLOSE) handlers.byte(first);
    else if (first === LINE_FEED || first === CARRIAGE_RETURN) handlers.control('par', undefined);
    else handlers.control(String.fromCharCode(first), undefined);
    return start + 1;
  }
  let at = start;
  while (at < bytes.length && at - start < LONGEST_WORD && isLetter(bytes[at] ?? 0)) at++;
  const word = String.fromCharCode(...bytes.subarray(start, at));
  const numberAt = at;
  if (bytes[at] === MINUS && isDigit(bytes[at + 1] ?? 0)) at++;
  while (at - numberAt < 11 && isDigit(bytes[at] ?? 0)) at++;
  const parameter = at > numberAt ? Number(String.fromCharCode(...bytes.subarray(numberAt, at))) : undefined;
  if (bytes[at] === BLANK) at++;
  if (word === 'bin') return at + Math.max(0, parameter ?? 0);
  handlers.control(word, parameter);
  return at;
}

import { decodeSevenBit, sevenBitEncoding } from './seven-bit.ts';

/**
 * `encoding` as it was decoded; `warning` when that is a guess. `undecided`: the bytes do not say what they are; the
 * text is that of windows-1252, good for no more than a look at its ASCII.
 */
export type DecodedText = { text: string; encoding: string; warning?: string; undecided?: true };

const BYTE_ORDER_MARKS: readonly (readonly [encoding: string, bytes: readonly number[]])[] = [
  ['utf-32le', [0xff, 0xfe, 0, 0]],
  ['utf-32be', [0, 0, 0xfe, 0xff]],
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];
/** Control characters that no text has; up to this share is put down to damage. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const CONTROLS = /[\u0000-\u0006\u000e-\u001a\u001c-\u001f]/g;
const MOST_CONTROLS = 0.005;
const SAMPLE_BYTES = 64 * 1024;
/** Bytes at a file's start that may name its encoding, as browsers do it. */
const DECLARED_WITHIN = 1024;

/** One damaged character of UTF-8 among so many whole ones is damage, not another encoding. */
const WHOLE_PER_DAMAGED = 10;

/**
 * Decodes a text file: by byte-order mark, as UTF-16 or UTF-32 when its zeros lie accordingly, by the escapes of
 * seven-bit encodings, as UTF-8, or as it says itself. All else is `undecided`. Returns undefined for what is no text.
 */
export function decodeText(bytes: Uint8Array): DecodedText | undefined {
  const marked = BYTE_ORDER_MARKS.find(([, mark]) => mark.every((byte, index) => bytes[index] === byte));
  if (marked) return textOrNothing(decodeAs(marked[0], bytes.subarray(marked[1].length)), marked[0]);
  const wide = wideEncoding(bytes);
  if (wide) return textOrNothing(decodeAs(wide, bytes), wide, guessed(wide));
  const sevenBit = sevenBitEncoding(bytes);
  if (sevenBit) return textOrNothing(decodeSevenBit(sevenBit, bytes), sevenBit);
  const utf8 = tryUtf8(bytes);
  if (utf8 !== undefined) return textOrNothing(utf8, 'utf-8');
  const declared = declaredEncoding(bytes);
  if (declared) return textOrNothing(decodeAs(declared, bytes), declared);
  const damaged = damagedUtf8(bytes);
  if (damaged) return textOrNothing(damaged.text, 'utf-8', damaged.warning);
  const look = textOrNothing(decodeAs('windows-1252', bytes), 'windows-1252');
  return look && { ...look, undecided: true };
}

export const guessed = (encoding: string): string =>
  `The file names no character encoding and is not UTF-8; it was read as ${encoding}. Save it as UTF-8 if letters are wrong.`;

function textOrNothing(text: string, encoding: string, warning?: string): DecodedText | undefined {
  const sample = text.slice(0, SAMPLE_BYTES);
  const controls = sample.match(CONTROLS)?.length ?? 0;
  if (controls > sample.length * MOST_CONTROLS) return undefined;
  return { text, encoding, ...(warning && { warning }) };
}

function tryUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Mixed or cut UTF-8: most of what is beyond ASCII must be whole. */
function damagedUtf8(bytes: Uint8Array): { text: string; warning: string } | undefined {
  const text = new TextDecoder().decode(bytes);
  const damaged = text.match(/\ufffd/g)?.length ?? 0;
  const whole = (text.match(/[\u0080-\uffff]/g)?.length ?? 0) - damaged;
  if (whole < damaged * WHOLE_PER_DAMAGED) return undefined;
  return {
    text,
    warning: `The file is UTF-8 but ${damaged} of its characters are damaged; they stand as \ufffd. Save it anew if they matter.`,
  };
}

function decodeAs(encoding: string, bytes: Uint8Array): string {
  if (encoding.startsWith('utf-32')) return decodeUtf32(bytes, encoding === 'utf-32le');
  return new TextDecoder(encoding).decode(bytes);
}

/** What the file says of itself: `<meta charset>` of HTML, `encoding` of an XML declaration. */
function declaredEncoding(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.subarray(0, DECLARED_WITHIN)).toString('latin1');
  const label =
    /<meta[^>]{0,200}charset\s*=\s*["']?([\w:-]+)|^\s*<\?xml[^>]{0,200}encoding\s*=\s*["']([\w:-]+)/i.exec(
      head,
    );
  try {
    const encoding = new TextDecoder(label?.[1] ?? label?.[2] ?? 'none').encoding;
    // UTF-8 was tried, and a file that could hold this line is not UTF-16.
    return encoding.startsWith('utf-') ? undefined : encoding;
  } catch {
    return undefined;
  }
}

/** TextDecoder knows no UTF-32. */
function decodeUtf32(bytes: Uint8Array, littleEndian: boolean): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts: string[] = [];
  for (let at = 0; at + 4 <= bytes.length; at += 4) {
    const code = view.getUint32(at, littleEndian);
    parts.push(code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : '\ufffd');
  }
  return parts.join('');
}

/** Texts of mostly Latin letters, digits and blanks have zeros at fixed places when they are coded wide. */
function wideEncoding(bytes: Uint8Array): string | undefined {
  const length = Math.min(bytes.length, 4096) & ~3;
  if (length < 4) return undefined;
  const zeros = [0, 0, 0, 0];
  for (let at = 0; at < length; at++) if (bytes[at] === 0) zeros[at & 3] = (zeros[at & 3] ?? 0) + 1;
  const [a = 0, b = 0, c = 0, d = 0] = zeros.map((count) => count / (length / 4));
  if (a > 0.9 && b > 0.9 && c > 0.3 && d < 0.1) return 'utf-32be';
  if (d > 0.9 && c > 0.9 && b > 0.3 && a < 0.1) return 'utf-32le';
  if (a > 0.4 && c > 0.4 && b < 0.1 && d < 0.1) return 'utf-16be';
  if (b > 0.4 && d > 0.4 && a < 0.1 && c < 0.1) return 'utf-16le';
  // Other scripts have zeros in their blanks and digits only, but those too on one side.
  if (a + c > 0.02 && b === 0 && d === 0) return 'utf-16be';
  if (b + d > 0.02 && a === 0 && c === 0) return 'utf-16le';
  return undefined;
}

const FROM = [...'From '].map((letter) => letter.charCodeAt(0));
const LINE_FEED = 10;

/** A message out of an mbox file begins with a line "From sender date" that is no header; blank lines before it too. */
export function withoutMailboxLine(bytes: Uint8Array): Uint8Array {
  let start = 0;
  while (start < bytes.length && (bytes[start] ?? 0) <= 32) start++;
  if (!FROM.every((byte, index) => bytes[start + index] === byte)) return bytes.subarray(start);
  const end = bytes.indexOf(LINE_FEED, start);
  return bytes.subarray(end < 0 ? bytes.length : end + 1);
}

import { NotPlain } from '../file/types.ts';
import { isWhite } from './syntax.ts';

/** How far behind an EI is looked whether content goes on, and words that tell that it does. */
const LOOK = 64;

/**
 * Where the content goes on after an inline image (ISO 32000-1, 8.9.7) whose data begin at `from`. Its length stands
 * nowhere, so the first EI between blanks counts if what follows reads like content; what is in doubt is not plain.
 */
export function endOfInlineImage(bytes: Uint8Array, from: number): number {
  for (let at = from; at + 1 < bytes.length; at++) {
    if (bytes[at] !== 0x45 || bytes[at + 1] !== 0x49) continue;
    if (!isWhite(bytes[at - 1] as number) && bytes[at - 1] !== 0x3e) continue;
    const after = at + 2;
    if (after < bytes.length && !isWhite(bytes[after] as number)) continue;
    if (!readsLikeContent(bytes, after)) continue;
    return after;
  }
  throw new NotPlain('An inline image does not end');
}

/** Data of images soon have bytes that no content has outside of strings. */
function readsLikeContent(bytes: Uint8Array, from: number): boolean {
  const to = Math.min(bytes.length, from + LOOK);
  for (let at = from; at < to; at++) {
    const byte = bytes[at] as number;
    if (byte === 0x28) return true;
    if (byte >= 0x7f || (byte < 0x20 && !isWhite(byte))) return false;
  }
  return true;
}

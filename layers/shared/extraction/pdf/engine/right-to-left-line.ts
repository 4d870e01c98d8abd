import type { Box } from '../../../contract/lines.ts';
import type { PageToken } from '../layout/types.ts';
import { cleanText, isBlank, isUnmapped } from './character-kinds.ts';
import { type Glyph, type GlyphWord, wordsByPlace } from './right-to-left.ts';
import type { TextPage } from './text-page.ts';
import { plausibleEm, union } from './token-style.ts';
import { trimBox } from './trim-box.ts';

/** Em by which characters of one line may stand higher or lower, and lines looked at for a character's place. */
const SAME_BASELINE = 0.3;
const LINES_AT_ONCE = 4;

/**
 * Words of a line with right-to-left letters, given by its range in the page's text. Nothing when not all of it runs
 * along the top edge of the page: PDFium's own order then has to do.
 */
export function readRightToLeftLine(
  { text, indexOf, boxOf, styleOf, inkOf }: TextPage,
  start: number,
  end: number,
): { tokens: PageToken[]; unmapped: number } | undefined {
  const lines: { baseline: number; ems: number[]; glyphs: Glyph[] }[] = [];
  let unmapped = 0;
  for (let unit = start; unit < end; unit++) {
    const character = String.fromCodePoint(text.codePointAt(unit) ?? 0);
    const index = indexOf(unit);
    unit += character.length - 1;
    const code = text.charCodeAt(unit);
    if (!isBlank(code) && isUnmapped(code)) unmapped++;
    const box = boxOf(index);
    if (!box) continue;
    const { em: stated, angle, origin } = styleOf(index);
    if (angle !== 0) return undefined;
    const em = plausibleEm(stated, box, angle);
    const glyph = { character, index, box, ...inkOf(index, box) };
    const line = lines
      .slice(-LINES_AT_ONCE)
      .findLast(({ baseline }) => Math.abs(baseline - origin[1]) <= SAME_BASELINE * em);
    if (line) {
      line.glyphs.push(glyph);
      line.ems.push(em);
    } else lines.push({ baseline: origin[1], ems: [em], glyphs: [glyph] });
  }
  const tokens = lines.flatMap(({ glyphs, ems }) =>
    wordsByPlace(glyphs, median(ems)).flatMap((word) => tokenOf(word, styleOf)),
  );
  return { tokens, unmapped };
}

function tokenOf({ text, glyphs }: GlyphWord, styleOf: TextPage['styleOf']): PageToken[] {
  const [first] = glyphs;
  if (!first) return [];
  const { em: stated, origin } = styleOf(first.index);
  const em = plausibleEm(stated, first.box, 0);
  // Loose boxes of slanted and joined letters reach far into their neighbours.
  const boxes = glyphs.map(({ box, ink }): Box => [ink[0], box[1], ink[1], box[3]]);
  const box = trimBox(boxes.reduce(union), em, 0, origin);
  return [{ text: cleanText(text), box, em, angle: 0, origin }];
}

/** One sign of another size, or a blank without one, must not decide what white parts words. */
function median(ems: readonly number[]): number {
  const sorted = ems.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? 1;
}

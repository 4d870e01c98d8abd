import { appendGlyph, NEAR } from './append-glyph.ts';
import { ChainBroken } from './chains.ts';
import { appendGenerated } from './characters.ts';
import { backScale, isBlankBetween } from './gaps.ts';
import { blockOf, CELL, type Glyphs, unitOf } from './glyphs.ts';
import { isHyphen, joinsWord } from './hyphens.ts';
import { pageDirection } from './line-ends.ts';
import * as T from './text-objects.ts';
import type { TextPageState } from './text-page-state.ts';

const BLANK = 0x20;

/**
 * Adds the glyphs of a chain behind its first one, with a blank where the gap between two asks for one: what is done
 * for objects that follow each other on one line (ProcessInsertObject), for those that cannot end it.
 */
export function appendChain(state: TextPageState, chain: number): void {
  if (pageDirection(state) === 'vertical') throw new ChainBroken();
  const { objects, characters } = state;
  const { numbers: n, integers: i, codes, offsets } = objects;
  const at = chain * T.NUMBERS;
  const it = chain * T.INTEGERS;
  const glyphs = objects.glyphs[i[it + T.GLYPHS] as number] as Glyphs;
  const first = i[it + T.FIRST_ITEM] as number;
  const end = first + (i[it + T.ITEM_COUNT] as number);
  const size = n[at + T.SIZE] as number;
  const a = n[at + T.PAGE_A] as number;
  const y = n[at + T.PAGE_F] as number;
  const near = a * NEAR * size;
  const scale = (n[at + T.SCALE] as number) * backScale(n, at);
  let lastX = n[at + T.PAGE_E] as number;
  let lastWidth = n[at + T.FIRST_WIDTH] as number;
  let lastUnit = unitOf(glyphs, codes[first] as number, false);
  for (let item = first + 1; item < end; item++) {
    const code = codes[item] as number;
    const x = offsets[item] as number;
    const unit = unitOf(glyphs, code, true);
    const block = blockOf(glyphs, code);
    const width = block.width[code & CELL] as number;
    if (isHyphen(unit) && joinsWord(characters, unit)) throw new ChainBroken();
    if (unit !== BLANK && lastUnit !== BLANK)
      if (isBlankBetween((x - lastX) / a, 0, lastWidth, width, size, size, scale))
        appendGenerated(characters, BLANK);
    if (!appendGlyph(objects, characters, chain, glyphs, code, block, 0, x, x, y, near))
      throw new ChainBroken();
    lastX = x;
    lastWidth = width;
    lastUnit = unitOf(glyphs, code, false);
  }
}

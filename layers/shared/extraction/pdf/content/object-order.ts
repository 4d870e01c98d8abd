import { NotPlain } from '../file/types.ts';
import { ChainBroken } from './chains.ts';
import type { Characters } from './characters.ts';
import { gapUnit } from './gaps.ts';
import { isRepeated } from './same-object.ts';
import * as T from './text-objects.ts';

/** Each piece may have to be put before all others of its line. */
const MAX_IN_LINE = 4000;
/** Points by which places may be off, for PDFium adds them up in single precision. */
const ROUNDING = 2e-3;

/**
 * Gives objects to `emit` in the order of PDFium's text page: those of one line that follow each other in the file
 * are put in order from left to right; objects that are drawn twice, for bold letters, are left out. `emit` closes the lines of `characters`.
 */
export function eachInOrder(
  objects: T.TextObjects,
  characters: Characters,
  emit: (object: number) => void,
): void {
  const { numbers: n, integers: i, count } = objects;
  let line: number[] = [];
  for (let object = 0; object < count; object++) {
    if (line.length === 0) {
      line.push(object);
      continue;
    }
    const chained = i[object * T.INTEGERS + T.CHAINED] === 1;
    if (isRepeated(objects, object, characters.line === 0)) {
      if (chained) throw new ChainBroken();
      continue;
    }
    const at = object * T.NUMBERS;
    const last = (line[line.length - 1] as number) * T.NUMBERS;
    const wider = Math.max(
      gapUnit(n, last) * (n[last + T.LAST_WIDTH] as number),
      gapUnit(n, at) * (n[at + T.FIRST_WIDTH] as number),
    );
    const down = (n[at + T.SHOWN_Y] as number) - (n[last + T.SHOWN_Y] as number);
    if (Math.abs(down) > wider / 2) {
      for (const one of line) emit(one);
      line = [object];
      continue;
    }
    const x = n[at + T.SHOWN_X] as number;
    let place = line.length;
    while (place > 0) {
      const before = (line[place - 1] as number) * T.NUMBERS;
      const behind = x - (n[before + T.SHOWN_END] as number);
      if (behind !== 0 && Math.abs(behind) < ROUNDING)
        throw new NotPlain('It is in doubt which text comes first');
      if (behind >= 0) break;
      // It would come to stand among the glyphs of a chain.
      if (x >= (n[before + T.SHOWN_X] as number)) throw new ChainBroken();
      place--;
    }
    if (chained && place < line.length) {
      const next = (line[place] as number) * T.NUMBERS;
      if (down !== 0 || (n[at + T.SHOWN_END] as number) >= (n[next + T.SHOWN_X] as number))
        throw new ChainBroken();
    }
    if (line.length > MAX_IN_LINE) throw new NotPlain('A line is made of too many pieces');
    if (place === line.length) line.push(object);
    else line.splice(place, 0, object);
  }
  for (const one of line) emit(one);
}

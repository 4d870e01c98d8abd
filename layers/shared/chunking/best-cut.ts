import { BREAK, type Unit } from './unit.ts';

/** A chunk is cut at the best place in the last half of its new text, so that it ends where a paragraph does. */
const LEAST_FILLED = 0.5;
/** Characters of a unit that choose. */
const LOOKED_AT = 48;

/**
 * How many units to keep, so that the next chunk begins at the best place. Among equally good ones the text itself
 * chooses (content-defined chunking, Muthitacharoen et al. 2001): behind a changed paragraph the cuts soon fall where
 * they fell before, instead of being shifted up to the next heading, and the chunks there need no new vectors.
 */
export function bestCut(text: string, units: readonly Unit[], repeated: number, next: Unit): number {
  let best = units.length;
  let strength = next.breakBefore;
  let choice = choiceAt(text, next);
  // Nothing may be parted from its heading, however short the chunk gets.
  const stuck = strength === BREAK.belongsToPrevious;
  let tokens = sumOf(units);
  const again = sumOf(units.slice(0, repeated));
  const enough = again + (tokens - again) * LEAST_FILLED;
  for (let cut = units.length - 1; cut > repeated; cut--) {
    const unit = units[cut] as Unit;
    tokens -= unit.tokens;
    if (tokens < enough && !(stuck && strength === BREAK.belongsToPrevious)) break;
    if (unit.breakBefore < strength) continue;
    const own = choiceAt(text, unit);
    if (unit.breakBefore === strength && own <= choice) continue;
    best = cut;
    strength = unit.breakBefore;
    choice = own;
  }
  return best;
}

const sumOf = (units: readonly Unit[]) => units.reduce((sum, unit) => sum + unit.tokens, 0);

/** A number that depends on nothing but the unit's first words (FNV-1a). */
function choiceAt(text: string, { start, end }: Unit): number {
  let hash = 0x811c9dc5;
  const last = Math.min(end, start + LOOKED_AT);
  for (let i = start; i < last; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

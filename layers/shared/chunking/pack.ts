import { bestCut } from './best-cut.ts';
import { overlapOf } from './overlap.ts';
import { headerOf, roomOf } from './table-room.ts';
import type { ChunkSizes, CountTokens, Unit, UnitHeader } from './unit.ts';
import { unitQueue } from './unit-queue.ts';

/** A chunk as units: the first `repeated` of them stand in the chunk before, too. `tokens` are without the header. */
export type Packed = { units: Unit[]; repeated: number; tokens: number; header?: UnitHeader };

/** Times a chunk is counted again because its units' tokens do not add up exactly. */
const MOST_RECOUNTS = 4;

/**
 * Packs units into chunks of at most `size` tokens, exactly counted. Greedy, in linear time; only the current
 * chunk's units are held. Every unit belongs anew to exactly one chunk; an overlap gives way where it would not
 * leave room for a whole unit.
 */
export function* pack(
  text: string,
  units: Iterable<Unit>,
  { size, overlap }: ChunkSizes,
  count: CountTokens,
): Generator<Packed> {
  const queue = unitQueue(units);
  let current = startOf([], text, count);
  for (;;) {
    const next = queue.take();
    if (next && current.takes(next, size)) continue;
    if (!next && !current.hasNew()) return;
    if (next) queue.putBack([next]);
    if (next && !current.hasNew()) {
      current = startOf(roomFor(next, current.units, size), text, count);
      continue;
    }
    const cut = next ? bestCut(text, current.units, current.repeated, next) : current.units.length;
    const packed = exactly(text, current.units.slice(0, cut), current.repeated, size, count);
    queue.putBack(current.units.slice(current.repeated + packed.units.length - packed.repeated));
    yield packed;
    current = startOf(overlap > 0 ? overlapOf(text, packed.units, overlap, count) : [], text, count);
  }
}

/** A chunk in the making, beginning with the units it repeats. */
function startOf(repeatedUnits: readonly Unit[], text: string, count: CountTokens) {
  const units: Unit[] = [...repeatedUnits];
  const repeated = units.length;
  let tokens = sumOf(units);
  let recounts = 0;
  let addsUp = areAdditive(units);
  return {
    units,
    repeated,
    hasNew: () => units.length > repeated,
    /** Adds the unit if it fits; a first unit always does. */
    takes(unit: Unit, size: number): boolean {
      const first = units[0];
      const additive = addsUp && (unit.additive || !first);
      const room = roomOf(first, size);
      if (first && tokens + unit.tokens > room) {
        if (additive || recounts >= MOST_RECOUNTS) return false;
        // Pieces of a text without spaces count for more alone than together.
        recounts++;
        tokens = count(text.slice(first.start, units.at(-1)?.end));
        if (tokens + unit.tokens > room) return false;
      }
      units.push(unit);
      tokens += unit.tokens;
      addsUp = additive;
      return true;
    },
  };
}

/** The last part of an overlap that leaves room for the next unit. */
function roomFor(next: Unit, units: readonly Unit[], size: number): Unit[] {
  let tokens = sumOf(units) + next.tokens;
  let from = 1;
  tokens -= units[0]?.tokens ?? 0;
  while (from < units.length && tokens > roomOf(units[from], size)) tokens -= units[from++]?.tokens ?? 0;
  return units.slice(from);
}

/**
 * Counts the chunk as one text where its units do not add up, and takes off units until it holds `size` with the
 * table header in front of it.
 */
function exactly(text: string, units: Unit[], repeated: number, size: number, count: CountTokens): Packed {
  let kept = units;
  let again = repeated;
  for (;;) {
    const header = headerOf(kept[0], size);
    if (!header && areAdditive(kept)) return { units: kept, repeated: again, tokens: sumOf(kept) };
    const own = text.slice(kept[0]?.start, kept.at(-1)?.end);
    const tokens = header ? count(header.text + own) : count(own);
    if (tokens <= size) {
      return {
        units: kept,
        repeated: again,
        tokens: header ? count(own) : tokens,
        ...(header && { header }),
      };
    }
    if (kept.length === 1) return { units: kept, repeated: again, tokens: count(own) };
    if (kept.length - again > 1) {
      kept = kept.slice(0, Math.max(again + 1, lengthWithout(kept, tokens - size)));
    } else {
      kept = kept.slice(1);
      again--;
    }
  }
}

/** Units left when so many tokens are taken off at the end, at least one unit. */
function lengthWithout(units: readonly Unit[], tokens: number): number {
  let left = units.length;
  for (let off = 0; off < tokens && left > 1; ) off += units[--left]?.tokens ?? 0;
  return left;
}

const areAdditive = (units: readonly Unit[]) => units.every((unit, i) => i === 0 || unit.additive);

const sumOf = (units: readonly Unit[]) => units.reduce((sum, unit) => sum + unit.tokens, 0);

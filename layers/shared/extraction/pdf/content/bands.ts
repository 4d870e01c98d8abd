import { NotPlain } from '../file/types.ts';

/**
 * Which columns (or rows) of a page have text, one point each. Where a box ends is known to a part of a point only, so
 * a column may have some certainly, or only possibly.
 */
export type Bands = {
  readonly state: Uint8Array;
  certain: number;
  possible: number;
  /** The range that was filled last, all of it certain. */
  lastStart: number;
  lastEnd: number;
  /** Ends of what is certainly filled, and of what is possibly. */
  certainStart: number;
  certainEnd: number;
  start: number;
  end: number;
  /** How many bands were looked at. */
  work: number;
};

const CERTAIN = 2;
const POSSIBLE = 1;

/** Points of columns and rows that are looked at: a page of print needs some 100,000. */
const MAX_WORK = 50_000_000;

export function newBands(count: number): Bands {
  return {
    state: new Uint8Array(count),
    certain: 0,
    possible: 0,
    lastStart: 0,
    lastEnd: 0,
    certainStart: count,
    certainEnd: 0,
    start: count,
    end: 0,
    work: 0,
  };
}

/** The band of a coordinate, as PDFium takes it. */
export const bandAt = (bands: Bands, value: number): number =>
  Math.trunc(Math.min(Math.max(value, 0), bands.state.length));

export function fillCertain(bands: Bands, start: number, end: number): void {
  if (start >= bands.lastStart && end <= bands.lastEnd) return;
  const { state } = bands;
  for (let at = start; at < end; at++) {
    const was = state[at] as number;
    if (was === CERTAIN) continue;
    bands.certain++;
    if (was !== POSSIBLE) bands.possible++;
    state[at] = CERTAIN;
  }
  bands.lastStart = start;
  bands.lastEnd = end;
  if (start < bands.certainStart) bands.certainStart = start;
  if (end > bands.certainEnd) bands.certainEnd = end;
  reach(bands, start, end);
}

export function fillPossible(bands: Bands, start: number, end: number): void {
  if (start >= end || (start >= bands.lastStart && end <= bands.lastEnd)) return;
  const { state } = bands;
  for (let at = start; at < end; at++) {
    if (state[at] !== 0) continue;
    bands.possible++;
    state[at] = POSSIBLE;
  }
  reach(bands, start, end);
}

function reach(bands: Bands, start: number, end: number): void {
  if (start < bands.start) bands.start = start;
  if (end > bands.end) bands.end = end;
  bands.work += end - start;
  if (bands.work > MAX_WORK) throw new NotPlain('The page has too much text that is too large');
}

/** How many bands lie between the first and the last that has text, at least and at most; some certainly has. */
export const leastExtent = ({ certainStart, certainEnd }: Bands): number => certainEnd - certainStart;
export const mostExtent = ({ start, end }: Bands): number => end - start;

/** Part of these bands that has text, at least and at most, in PDFium's single precision. */
export const leastFilled = (bands: Bands): number => Math.fround(bands.certain / mostExtent(bands));
export const mostFilled = (bands: Bands): number =>
  Math.fround(Math.min(bands.possible / leastExtent(bands), 1));

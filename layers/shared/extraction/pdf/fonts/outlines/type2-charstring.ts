import { areTooMany, newOperands, type Operands, operandAt, pop, push, pushNumber } from './operands.ts';
import { curveBy, lineBy, moveBy, type Outline } from './outline.ts';

/** What charstrings share (Adobe technical note 5177): subroutines as pieces of the font program. */
export type Type2Program = {
  bytes: Uint8Array;
  /** Where subroutines begin; the last entry is where the last one ends. */
  global: readonly number[];
  local: readonly number[];
};

type Run = {
  program: Type2Program;
  outline: Outline;
  stack: Operands;
  /** Stem hints, which tell the length of masks. */
  stems: number;
  steps: number;
};

const DEEPEST = 10;
const MOST_STEPS = 20_000;

/** Charstrings are drawn one after the other, so that one stack serves all. */
const stack = newOperands();

/** Draws a Type 2 charstring; false where it does what only few do (seac, arithmetic) or is damaged. */
export function drawType2(program: Type2Program, from: number, to: number, outline: Outline): boolean {
  stack.count = 0;
  const run: Run = { program, outline, stack, stems: 0, steps: 0 };
  return draw(run, from, to, 0) === ENDED;
}

/** How a charstring or a subroutine ends. */
const ENDED = 1;
const RETURNED = 2;
const FAILED = 3;

function draw(run: Run, from: number, to: number, depth: number): number {
  const { stack } = run;
  const { bytes, local, global } = run.program;
  if (depth > DEEPEST) return FAILED;
  for (let at = from; at < to; ) {
    if (++run.steps > MOST_STEPS || areTooMany(stack)) return FAILED;
    const byte = bytes[at++] as number;
    if (byte >= 32) {
      at = pushNumber(stack, bytes, byte, at, 0x10000);
      continue;
    }
    if (byte === 28) {
      push(stack, ((((bytes[at] as number) << 8) | (bytes[at + 1] as number)) << 16) >> 16);
      at += 2;
      continue;
    }
    if (byte === 10 || byte === 29) {
      const subroutines = byte === 10 ? local : global;
      const index = pop(stack, Number.NaN) + bias(subroutines.length - 1);
      const begin = subroutines[index];
      const end = subroutines[index + 1];
      if (begin === undefined || end === undefined) return FAILED;
      const how = draw(run, begin, end, depth + 1);
      if (how !== RETURNED) return how;
    } else if (byte === 11) return RETURNED;
    else if (byte === 14) return stack.count >= 4 ? FAILED : ENDED;
    else if (byte === 19 || byte === 20) {
      countStems(run);
      at += (run.stems + 7) >> 3;
    } else if (byte === 12) {
      if (!drawFlex(run, bytes[at++] as number)) return FAILED;
      stack.count = 0;
    } else {
      if (!execute(run, byte)) return FAILED;
      stack.count = 0;
    }
  }
  return RETURNED;
}

const bias = (count: number): number => (count < 1240 ? 107 : count < 33900 ? 1131 : 32768);

function countStems(run: Run): void {
  run.stems += run.stack.count >> 1;
  run.stack.count = 0;
}

/** Runs an operator that takes all operands; a width may stand before those of the first one. */
function execute(run: Run, operator: number): boolean {
  const { outline, stack } = run;
  const { values: v, count } = stack;
  switch (operator) {
    case 1:
    case 3:
    case 18:
    case 23:
      countStems(run);
      return true;
    case 21:
      if (count < 2) return false;
      moveBy(outline, v[count - 2] as number, v[count - 1] as number);
      return true;
    case 22:
      if (count < 1) return false;
      moveBy(outline, v[count - 1] as number, 0);
      return true;
    case 4:
      if (count < 1) return false;
      moveBy(outline, 0, v[count - 1] as number);
      return true;
    case 5:
      lines(outline, v, 0, count);
      return true;
    case 6:
    case 7:
      straightLines(outline, v, count, operator === 6);
      return true;
    case 8:
      curves(outline, v, 0, count);
      return true;
    case 24:
      curves(outline, v, 0, count - 2);
      lines(outline, v, count - 2, count);
      return true;
    case 25:
      lines(outline, v, 0, count - 6);
      curves(outline, v, count - 6, count);
      return true;
    case 26:
    case 27:
      straightCurves(outline, v, count, operator === 27);
      return true;
    case 30:
    case 31:
      turningCurves(outline, v, count, operator === 31);
      return true;
    default:
      return false;
  }
}

function lines(outline: Outline, v: Float64Array, from: number, to: number): void {
  for (let at = from; at + 1 < to; at += 2) lineBy(outline, v[at] as number, v[at + 1] as number);
}

/** hlineto and vlineto: lines across and up in turn. */
function straightLines(outline: Outline, v: Float64Array, count: number, startsAcross: boolean): void {
  let across = startsAcross;
  for (let at = 0; at < count; at++) {
    const length = v[at] as number;
    lineBy(outline, across ? length : 0, across ? 0 : length);
    across = !across;
  }
}

function curves(outline: Outline, v: Float64Array, from: number, to: number): void {
  for (let at = from; at + 5 < to; at += 6) {
    lineBy(outline, v[at] as number, v[at + 1] as number);
    lineBy(outline, v[at + 2] as number, v[at + 3] as number);
    lineBy(outline, v[at + 4] as number, v[at + 5] as number);
  }
}

/** hhcurveto and vvcurveto: curves that begin and end in one direction. */
function straightCurves(outline: Outline, v: Float64Array, count: number, across: boolean): void {
  let at = count % 4 === 1 ? 1 : 0;
  let aside = at === 1 ? (v[0] as number) : 0;
  for (; at + 3 < count; at += 4) {
    const begin = v[at] as number;
    const end = v[at + 3] as number;
    lineBy(outline, across ? begin : aside, across ? aside : begin);
    lineBy(outline, v[at + 1] as number, v[at + 2] as number);
    lineBy(outline, across ? end : 0, across ? 0 : end);
    aside = 0;
  }
}

/** hvcurveto and vhcurveto: curves that turn by a quarter, one way and the other in turn. */
function turningCurves(outline: Outline, v: Float64Array, count: number, startsAcross: boolean): void {
  let across = startsAcross;
  for (let at = 0; at + 3 < count; at += 4) {
    const begin = v[at] as number;
    const end = v[at + 3] as number;
    const rest = count - at === 5 ? (v[at + 4] as number) : 0;
    lineBy(outline, across ? begin : 0, across ? 0 : begin);
    lineBy(outline, v[at + 1] as number, v[at + 2] as number);
    lineBy(outline, across ? rest : end, across ? end : rest);
    across = !across;
  }
}

/** Two curves that may be drawn as a line. */
function drawFlex({ outline, stack }: Run, operator: number): boolean {
  const n = (at: number): number => operandAt(stack, at);
  if (operator === 35) {
    curveBy(outline, n(0), n(1), n(2), n(3), n(4), n(5));
    curveBy(outline, n(6), n(7), n(8), n(9), n(10), n(11));
  } else if (operator === 34) {
    curveBy(outline, n(0), 0, n(1), n(2), n(3), 0);
    curveBy(outline, n(4), 0, n(5), -n(2), n(6), 0);
  } else if (operator === 36) {
    curveBy(outline, n(0), n(1), n(2), n(3), n(4), 0);
    curveBy(outline, n(5), 0, n(6), n(7), n(8), -(n(1) + n(3) + n(7)));
  } else if (operator === 37) {
    const dx = n(0) + n(2) + n(4) + n(6) + n(8);
    const dy = n(1) + n(3) + n(5) + n(7) + n(9);
    const across = Math.abs(dx) > Math.abs(dy);
    curveBy(outline, n(0), n(1), n(2), n(3), n(4), n(5));
    curveBy(outline, n(6), n(7), n(8), n(9), across ? n(10) : -dx, across ? -dy : n(10));
  } else return operator === DOTSECTION;
  return true;
}

/** Of old, about hints only. */
const DOTSECTION = 0;

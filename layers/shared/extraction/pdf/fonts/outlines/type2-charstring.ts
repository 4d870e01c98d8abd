import { pushNumber } from './charstring-number.ts';
import { curveBy, lineBy, moveBy, type Outline } from './outline.ts';

/** What charstrings share (Adobe technical note 5177): subroutines as pieces of the font program. */
export type Type2Program = {
  bytes: Uint8Array;
  /** Where subroutines begin; the last entry is where the last one ends. */
  global: readonly number[];
  local: readonly number[];
};

type Run = Type2Program & {
  outline: Outline;
  stack: number[];
  /** Stem hints, which tell the length of masks. */
  stems: number;
  steps: number;
};

const DEEPEST = 10;
const MOST_STEPS = 20_000;
const MOST_OPERANDS = 513;

/** Draws a Type 2 charstring; false where it does what only few do (seac, arithmetic) or is damaged. */
export function drawType2(program: Type2Program, from: number, to: number, outline: Outline): boolean {
  const run: Run = { ...program, outline, stack: [], stems: 0, steps: 0 };
  return draw(run, from, to, 0) === ENDED;
}

/** How a charstring or a subroutine ends. */
const ENDED = 1;
const RETURNED = 2;
const FAILED = 3;

function draw(run: Run, from: number, to: number, depth: number): number {
  const { bytes, stack } = run;
  if (depth > DEEPEST) return FAILED;
  for (let at = from; at < to; ) {
    if (++run.steps > MOST_STEPS || stack.length > MOST_OPERANDS) return FAILED;
    const byte = bytes[at++] as number;
    if (byte >= 32 || byte === 28) {
      at = pushOperand(run, byte, at);
      continue;
    }
    if (byte === 10 || byte === 29) {
      const subroutines = byte === 10 ? run.local : run.global;
      const index = (stack.pop() ?? Number.NaN) + bias(subroutines.length - 1);
      const [begin, end] = [subroutines[index], subroutines[index + 1]];
      if (begin === undefined || end === undefined) return FAILED;
      const how = draw(run, begin, end, depth + 1);
      if (how !== RETURNED) return how;
    } else if (byte === 11) return RETURNED;
    else if (byte === 14) return stack.length >= 4 ? FAILED : ENDED;
    else if (byte === 19 || byte === 20) {
      countStems(run);
      at += (run.stems + 7) >> 3;
    } else if (byte === 12) {
      if (!drawFlex(run, bytes[at++] as number)) return FAILED;
      stack.length = 0;
    } else {
      if (!execute(run, byte)) return FAILED;
      stack.length = 0;
    }
  }
  return RETURNED;
}

const bias = (count: number): number => (count < 1240 ? 107 : count < 33900 ? 1131 : 32768);

function pushOperand({ bytes, stack }: Run, byte: number, at: number): number {
  if (byte !== 28) return pushNumber(stack, bytes, byte, at, 0x10000);
  stack.push(((((bytes[at] as number) << 8) | (bytes[at + 1] as number)) << 16) >> 16);
  return at + 2;
}

function countStems(run: Run): void {
  run.stems += run.stack.length >> 1;
  run.stack.length = 0;
}

/** Runs an operator that takes all operands; a width may stand before those of the first one. */
function execute(run: Run, operator: number): boolean {
  const { outline, stack } = run;
  const last = stack.length - 1;
  const operand = (index: number): number => stack[index] as number;
  switch (operator) {
    case 1:
    case 3:
    case 18:
    case 23:
      countStems(run);
      return true;
    case 21:
      if (last < 1) return false;
      moveBy(outline, operand(last - 1), operand(last));
      return true;
    case 22:
    case 4:
      if (last < 0) return false;
      moveBy(outline, operator === 22 ? operand(last) : 0, operator === 4 ? operand(last) : 0);
      return true;
    case 5:
      lines(run, 0, stack.length);
      return true;
    case 6:
    case 7:
      for (let at = 0; at < stack.length; at++) {
        const across = (at % 2 === 0) === (operator === 6);
        lineBy(outline, across ? operand(at) : 0, across ? 0 : operand(at));
      }
      return true;
    case 8:
      curves(run, 0, stack.length);
      return true;
    case 24:
      curves(run, 0, stack.length - 2);
      lines(run, stack.length - 2, stack.length);
      return true;
    case 25:
      lines(run, 0, stack.length - 6);
      curves(run, stack.length - 6, stack.length);
      return true;
    case 26:
    case 27:
      straightCurves(run, operator === 27);
      return true;
    case 30:
    case 31:
      turningCurves(run, operator === 31);
      return true;
    default:
      return false;
  }
}

function lines({ outline, stack }: Run, from: number, to: number): void {
  for (let at = from; at + 1 < to; at += 2) lineBy(outline, stack[at] as number, stack[at + 1] as number);
}

function curves({ outline, stack }: Run, from: number, to: number): void {
  const n = (at: number): number => stack[at] as number;
  for (let at = from; at + 5 < to; at += 6)
    curveBy(outline, n(at), n(at + 1), n(at + 2), n(at + 3), n(at + 4), n(at + 5));
}

/** hhcurveto and vvcurveto: curves that begin and end in one direction. */
function straightCurves({ outline, stack }: Run, across: boolean): void {
  const n = (at: number): number => stack[at] as number;
  let at = stack.length % 4 === 1 ? 1 : 0;
  let aside = at === 1 ? n(0) : 0;
  for (; at + 3 < stack.length; at += 4) {
    if (across) curveBy(outline, n(at), aside, n(at + 1), n(at + 2), n(at + 3), 0);
    else curveBy(outline, aside, n(at), n(at + 1), n(at + 2), 0, n(at + 3));
    aside = 0;
  }
}

/** hvcurveto and vhcurveto: curves that turn by a quarter, one way and the other in turn. */
function turningCurves({ outline, stack }: Run, startsAcross: boolean): void {
  const n = (at: number): number => stack[at] as number;
  let across = startsAcross;
  for (let at = 0; at + 3 < stack.length; at += 4) {
    const rest = stack.length - at === 5 ? n(at + 4) : 0;
    if (across) curveBy(outline, n(at), 0, n(at + 1), n(at + 2), rest, n(at + 3));
    else curveBy(outline, 0, n(at), n(at + 1), n(at + 2), n(at + 3), rest);
    across = !across;
  }
}

/** Two curves that may be drawn as a line. */
function drawFlex({ outline, stack }: Run, operator: number): boolean {
  const n = (at: number): number => stack[at] ?? 0;
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

import { areTooMany, newOperands, type Operands, operandAt, pop, push, pushNumber } from './operands.ts';
import { curveBy, lineBy, moveBy, type Outline } from './outline.ts';

/** Charstrings and subroutines of a Type 1 font program, decrypted. */
export type Type1Program = {
  subroutine(number: number): Uint8Array | undefined;
  /** The charstring of a code in StandardEncoding, of which accented letters are put together. */
  standardGlyph(code: number): Uint8Array | undefined;
};

type Run = {
  program: Type1Program;
  outline: Outline;
  stack: Operands;
  /** What a call of PostScript left for `pop`. */
  results: number[];
  /** Points of a flex that have been passed; below 0 outside of one. */
  flex: number;
  sidebearing: number;
  /** The origin is shifted by so much: an accent. */
  shiftX: number;
  shiftY: number;
  steps: number;
  composed: boolean;
};

const DEEPEST = 10;
const MOST_STEPS = 20_000;

/** Charstrings are drawn one after the other, so that one stack serves all. */
const stack = newOperands();

/** Draws a charstring (Adobe Type 1 Font Format, chapter 6); false where it is damaged or does what only few do. */
export function drawType1(program: Type1Program, charstring: Uint8Array, outline: Outline): boolean {
  stack.count = 0;
  const run: Run = {
    program,
    outline,
    stack,
    results: [],
    flex: -1,
    sidebearing: 0,
    shiftX: 0,
    shiftY: 0,
    steps: 0,
    composed: false,
  };
  return draw(run, charstring, 0) === ENDED;
}

const ENDED = 1;
const RETURNED = 2;
const FAILED = 3;

function draw(run: Run, bytes: Uint8Array, depth: number): number {
  const { stack } = run;
  if (depth > DEEPEST) return FAILED;
  for (let at = 0; at < bytes.length; ) {
    if (++run.steps > MOST_STEPS || areTooMany(stack)) return FAILED;
    const byte = bytes[at++] as number;
    if (byte >= 32) {
      at = pushNumber(stack, bytes, byte, at, 1);
    } else if (byte === 10) {
      const subroutine = run.program.subroutine(pop(stack, -1));
      if (!subroutine) return FAILED;
      const how = draw(run, subroutine, depth + 1);
      if (how !== RETURNED) return how;
    } else if (byte === 11) return RETURNED;
    else if (byte === 14) return ENDED;
    else if (byte === 12) {
      const how = escaped(run, bytes[at++] as number, depth);
      if (how !== RETURNED) return how;
    } else {
      if (!execute(run, byte)) return FAILED;
      stack.count = 0;
    }
  }
  return RETURNED;
}

function execute(run: Run, operator: number): boolean {
  const { outline, stack } = run;
  switch (operator) {
    case 1:
    case 3:
      return true;
    case 4:
      move(run, 0, operandAt(stack, 0));
      return true;
    case 5:
      lineBy(outline, operandAt(stack, 0), operandAt(stack, 1));
      return true;
    case 6:
      lineBy(outline, operandAt(stack, 0), 0);
      return true;
    case 7:
      lineBy(outline, 0, operandAt(stack, 0));
      return true;
    case 8:
      curveBy(
        outline,
        operandAt(stack, 0),
        operandAt(stack, 1),
        operandAt(stack, 2),
        operandAt(stack, 3),
        operandAt(stack, 4),
        operandAt(stack, 5),
      );
      return true;
    case 9:
      outline.drawing = false;
      return true;
    case 13:
      begin(run, operandAt(stack, 0), 0);
      return true;
    case 21:
      move(run, operandAt(stack, 0), operandAt(stack, 1));
      return true;
    case 22:
      move(run, operandAt(stack, 0), 0);
      return true;
    case 30:
      curveBy(
        outline,
        0,
        operandAt(stack, 0),
        operandAt(stack, 1),
        operandAt(stack, 2),
        operandAt(stack, 3),
        0,
      );
      return true;
    case 31:
      curveBy(
        outline,
        operandAt(stack, 0),
        0,
        operandAt(stack, 1),
        operandAt(stack, 2),
        0,
        operandAt(stack, 3),
      );
      return true;
    default:
      return false;
  }
}

function begin(run: Run, x: number, y: number): void {
  run.sidebearing = x;
  run.outline.x = x + run.shiftX;
  run.outline.y = y + run.shiftY;
}

/** In a flex, moves name points of its curves; the first one is only what the others are reckoned from. */
function move({ outline, flex }: Run, dx: number, dy: number): void {
  if (flex < 0) moveBy(outline, dx, dy);
  else if (flex > 0) lineBy(outline, dx, dy);
  else {
    if (!outline.drawing) lineBy(outline, 0, 0);
    outline.x += dx;
    outline.y += dy;
  }
}

function escaped(run: Run, operator: number, depth: number): number {
  const { stack, results } = run;
  switch (operator) {
    case 6:
      return compose(run, depth);
    case 7:
      begin(run, operandAt(stack, 0), operandAt(stack, 1));
      break;
    case 12: {
      const divisor = pop(stack, 1);
      push(stack, pop(stack, 0) / divisor);
      return RETURNED;
    }
    case 16:
      return callPostScript(run);
    case 17:
      push(stack, results.pop() ?? 0);
      return RETURNED;
    case 0:
    case 1:
    case 2:
    case 33:
      break;
    default:
      return FAILED;
  }
  stack.count = 0;
  return RETURNED;
}

/** Flex and the replacement of hints are the only ones that fonts use. */
function callPostScript(run: Run): number {
  const { stack, results } = run;
  const number = pop(stack, -1);
  const count = Math.trunc(pop(stack, 0));
  const first = count > 0 ? Math.max(stack.count - count, 0) : stack.count;
  const given = stack.count - first;
  stack.count = first;
  if (number === 1) run.flex = 0;
  else if (number === 2 && run.flex >= 0) run.flex++;
  else if (number === 0 && given === 3) {
    run.flex = -1;
    results.push(stack.values[first + 2] as number, stack.values[first + 1] as number);
  } else if (number === 3) results.push(3);
  else return FAILED;
  return RETURNED;
}

/** seac: an accent upon a letter, both of StandardEncoding. */
function compose(run: Run, depth: number): number {
  const { stack } = run;
  const [asb, adx, ady] = [operandAt(stack, 0), operandAt(stack, 1), operandAt(stack, 2)];
  const [base, accent] = stack.count < 5 ? [-1, -1] : [operandAt(stack, 3), operandAt(stack, 4)];
  const letter = run.program.standardGlyph(base);
  const above = run.program.standardGlyph(accent);
  if (!letter || !above || run.composed) return FAILED;
  run.composed = true;
  stack.count = 0;
  const shiftX = run.sidebearing + adx - asb;
  if (draw(run, letter, depth + 1) !== ENDED) return FAILED;
  run.outline.drawing = false;
  stack.count = 0;
  run.shiftX = shiftX;
  run.shiftY = ady;
  return draw(run, above, depth + 1);
}

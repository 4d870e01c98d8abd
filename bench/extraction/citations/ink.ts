/** A page drawn in grey: a byte a pixel, 0 is black. */
export type Drawing = { width: number; height: number; pixels: Uint8Array; dpi: number };

/** x0, y0, x1, y1 in pixels. */
export type PixelBox = readonly [number, number, number, number];

/** What is wrong with a box, or `covered`. */
export type Verdict =
  | 'covered'
  | 'no ink in the box'
  | 'a letter reaches out of the box'
  | 'a letter stands beside the box';

/** Shades between paper and ink. */
const CONTRAST = 56;
/** Part of the box's height within which letters of one word follow each other. */
const LETTER_GAP = 0.1;
/** Part of the box's height that a run of ink has at most; longer ones are rules. */
const LONGEST_STROKE = 1.5;
/** Pixels that letters may reach out: they are drawn with soft edges, boxes are rounded to hundredths of a point. */
const SOFT_EDGE = 1.5;
/** Part of a letter's height by which it may stand out, e.g. the arm of an italic f. */
const OVERHANG = 0.12;

/**
 * Whether a box covers the ink of a word: there is ink in it, no connected piece of ink that lies mostly in it reaches
 * out, and no further letter of the same line follows so near that it would be one of the word's. Ink near the box that
 * lies in one of `others`, the neighbouring words' boxes, is theirs.
 */
export function inkVerdict(drawing: Drawing, box: PixelBox, others: readonly PixelBox[]): Verdict {
  const height = box[3] - box[1];
  const margin = Math.ceil(height * 0.6) + 3;
  const view: PixelBox = [
    Math.max(0, Math.floor(box[0] - margin)),
    Math.max(0, Math.floor(box[1] - margin)),
    Math.min(drawing.width, Math.ceil(box[2] + margin)),
    Math.min(drawing.height, Math.ceil(box[3] + margin)),
  ];
  const pieces = connectedInk(drawing, view, box);
  const own = pieces.filter((piece) => piece.inside * 2 > piece.pixels);
  if (own.length === 0) return 'no ink in the box';
  const reachesOut = own.some(({ box: ink }) => {
    const most = SOFT_EDGE + OVERHANG * (ink[3] - ink[1]);
    return (
      ink[0] < box[0] - most || ink[1] < box[1] - most || ink[2] > box[2] + most || ink[3] > box[3] + most
    );
  });
  if (reachesOut) return 'a letter reaches out of the box';
  const beside = pieces.some(
    (piece) =>
      piece.inside * 2 <= piece.pixels &&
      piece.box[3] - piece.box[1] > height * 0.3 &&
      isBeside(piece.box, box, height * LETTER_GAP) &&
      !others.some((other) => overlap(piece.box, other) > 0),
  );
  return beside ? 'a letter stands beside the box' : 'covered';
}

type Piece = { pixels: number; inside: number; box: [number, number, number, number] };

/** Connected pieces of ink (8 neighbours) in a part of the page, rules left out. */
function connectedInk(drawing: Drawing, view: PixelBox, box: PixelBox): Piece[] {
  const [left, top, right, bottom] = view;
  const width = right - left;
  const ink = inkOf(drawing, view, (box[3] - box[1]) * LONGEST_STROKE);
  const pieces: Piece[] = [];
  for (let start = 0; start < ink.length; start++) {
    if (ink[start] === 0) continue;
    const piece: Piece = { pixels: 0, inside: 0, box: [Infinity, Infinity, 0, 0] };
    const open = [start];
    ink[start] = 0;
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      const x = (at % width) + left;
      const y = Math.floor(at / width) + top;
      piece.pixels++;
      if (x + 0.5 >= box[0] && x + 0.5 <= box[2] && y + 0.5 >= box[1] && y + 0.5 <= box[3]) piece.inside++;
      piece.box = [
        Math.min(piece.box[0], x),
        Math.min(piece.box[1], y),
        Math.max(piece.box[2], x + 1),
        Math.max(piece.box[3], y + 1),
      ];
      for (let dy = -1; dy <= 1; dy++)
        for (let dx = -1; dx <= 1; dx++) {
          const [nx, ny] = [x + dx - left, y + dy - top];
          if (nx < 0 || ny < 0 || nx >= width || ny >= bottom - top || ink[ny * width + nx] === 0) continue;
          ink[ny * width + nx] = 0;
          open.push(ny * width + nx);
        }
    }
    pieces.push(piece);
  }
  return pieces.filter(({ pixels }) => pixels > 2);
}

/** 1 where a pixel differs from the paper and is no part of a rule. */
function inkOf(drawing: Drawing, [left, top, right, bottom]: PixelBox, longest: number): Uint8Array {
  const [width, height] = [right - left, bottom - top];
  const shades = new Uint8Array(width * height);
  for (let y = 0; y < height; y++)
    shades.set(
      drawing.pixels.subarray((top + y) * drawing.width + left, (top + y) * drawing.width + right),
      y * width,
    );
  const histogram = new Uint32Array(256);
  for (const shade of shades) histogram[shade] = (histogram[shade] ?? 0) + 1;
  const paper = histogram.indexOf(Math.max(...histogram));
  const ink = shades.map((shade) => (Math.abs(shade - paper) >= CONTRAST ? 1 : 0));
  const clean = ink.slice();
  const erase = (length: number, lines: number, index: (line: number, at: number) => number) => {
    for (let line = 0; line < lines; line++)
      for (let at = 0, from = 0; at <= length; at++) {
        if (at < length && ink[index(line, at)] === 1) continue;
        if (at - from > longest) for (let each = from; each < at; each++) clean[index(line, each)] = 0;
        from = at + 1;
      }
  };
  erase(width, height, (line, at) => line * width + at);
  erase(height, width, (line, at) => at * width + line);
  return clean;
}

/** Whether ink stands left or right of a box, on its line, nearer than `gap`. */
function isBeside(ink: PixelBox, box: PixelBox, gap: number): boolean {
  const middle = (ink[1] + ink[3]) / 2;
  if (middle < box[1] || middle > box[3]) return false;
  const distance = Math.max(ink[0] - box[2], box[0] - ink[2]);
  return distance > -gap && distance < gap;
}

function overlap(a: PixelBox, b: PixelBox): number {
  const width = Math.min(a[2], b[2]) - Math.max(a[0], b[0]);
  const height = Math.min(a[3], b[3]) - Math.max(a[1], b[1]);
  return width > 0 && height > 0 ? width * height : 0;
}

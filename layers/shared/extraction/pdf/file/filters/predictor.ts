import { NotPlain } from '../types.ts';

const TIFF = 2;
const PNG_FIRST = 10;
const PNG_LAST = 15;

/** Undoes the predictor that a stream's parameters name (ISO 32000-1, 7.4.4.4). */
export function undoPredictor(
  bytes: Uint8Array,
  parameter: (key: string, otherwise: number) => number,
): Uint8Array {
  const predictor = parameter('Predictor', 1);
  if (predictor <= 1) return bytes;
  const colors = parameter('Colors', 1);
  const bits = parameter('BitsPerComponent', 8);
  const columns = parameter('Columns', 1);
  if (colors < 1 || colors > 32 || ![1, 2, 4, 8, 16].includes(bits) || columns < 1 || columns > 1_000_000)
    throw new NotPlain('A predictor has parameters out of bounds');
  const row = Math.ceil((colors * bits * columns) / 8);
  const pixel = Math.ceil((colors * bits) / 8);
  if (predictor === TIFF) return undoTiff(bytes, row, pixel, bits);
  if (predictor >= PNG_FIRST && predictor <= PNG_LAST) return undoPng(bytes, row, pixel);
  throw new NotPlain('A predictor is unknown');
}

/** Each sample is the difference to the one before it in its row (TIFF 6.0, section 14). */
function undoTiff(bytes: Uint8Array, row: number, pixel: number, bits: number): Uint8Array {
  if (bits !== 8 || bytes.length % row !== 0)
    throw new NotPlain('A TIFF predictor of other than whole bytes');
  const samples = new Uint8Array(bytes);
  for (let start = 0; start < samples.length; start += row) {
    for (let at = start + pixel; at < start + row; at++)
      samples[at] = (samples[at] as number) + (samples[at - pixel] as number);
  }
  return samples;
}

/** Each row begins with the number of its own filter (PNG, ISO/IEC 15948, 9). */
function undoPng(bytes: Uint8Array, row: number, pixel: number): Uint8Array {
  if (bytes.length % (row + 1) !== 0) throw new NotPlain('The rows of a predictor are not whole');
  const rows = bytes.length / (row + 1);
  const out = new Uint8Array(rows * row);
  for (let i = 0; i < rows; i++) {
    const from = i * (row + 1);
    undoPngRow(bytes[from] as number, bytes, from + 1, out, i * row, row, pixel);
  }
  return out;
}

function undoPngRow(
  filter: number,
  bytes: Uint8Array,
  from: number,
  out: Uint8Array,
  to: number,
  row: number,
  pixel: number,
) {
  if (filter > 4) throw new NotPlain('A row has an unknown filter');
  for (let i = 0; i < row; i++) {
    const left = i >= pixel ? (out[to + i - pixel] as number) : 0;
    const up = to >= row ? (out[to + i - row] as number) : 0;
    let guess = 0;
    if (filter === 1) guess = left;
    else if (filter === 2) guess = up;
    else if (filter === 3) guess = (left + up) >> 1;
    else if (filter === 4)
      guess = paeth(left, up, i >= pixel && to >= row ? (out[to + i - row - pixel] as number) : 0);
    out[to + i] = (bytes[from + i] as number) + guess;
  }
}

function paeth(left: number, up: number, corner: number): number {
  const toLeft = Math.abs(up - corner);
  const toUp = Math.abs(left - corner);
  const toCorner = Math.abs(left + up - 2 * corner);
  if (toLeft <= toUp && toLeft <= toCorner) return left;
  return toUp <= toCorner ? up : corner;
}

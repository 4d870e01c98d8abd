import type { Core, ResultIterator, TessBaseApi } from './core.ts';
import type { Grey } from './picture.ts';

/** A word as Tesseract gives it, in pixels of the drawing it read. */
export type FoundWord = {
  text: string;
  left: number;
  right: number;
  /** Of the line that the word stands on. */
  top: number;
  bottom: number;
  /** y of the line the letters stand on, in the middle of the word. */
  baseline: number;
  /** Height of the line by its letters: from the foot of g to the top of d. */
  lineHeight: number;
  /** 0 to 100. */
  confidence: number;
  /** Number of its line; what stands apart on one height are several lines. */
  line: number;
};

/** Levels of Tesseract's results. */
const [LINE, WORD] = [2, 3];

/** Page segmentation modes: https://tesseract-ocr.github.io/tessdoc/ImproveQuality.html#page-segmentation-method */
export type SegmentationMode = 'sparse' | 'block' | 'word' | 'sign';
const MODES: Record<SegmentationMode, string> = {
  block: '6',
  sign: '10',
  sparse: '11',
  word: '8',
};

export type Tesseract = { core: Core; api: TessBaseApi };
/** `ground`: what letters are told from: one brightness for the whole picture, or that around them, as on photographs. */
export type ReadingOptions = { mode: SegmentationMode; dpi: number; ground?: keyof typeof THRESHOLDING };
/** Tesseract's `thresholding_method`: Otsu, Sauvola. */
const THRESHOLDING = { even: '0', uneven: '2' } as const;

/** Reads the words of an upright picture. Throws RangeError when the engine has no memory left for it. */
export function readWords({ core, api }: Tesseract, picture: Grey, options: ReadingOptions): FoundWord[] {
  const { width, height, pixels } = picture;
  const pointer = core._malloc(width * height);
  if (pointer === 0) throw new RangeError('The OCR engine has no memory left for the picture');
  try {
    new Uint8Array(core.memory(), pointer, width * height).set(pixels.subarray(0, width * height));
    api.SetVariable('tessedit_pageseg_mode', MODES[options.mode]);
    api.SetVariable('thresholding_method', THRESHOLDING[options.ground ?? 'even']);
    api.SetVariable('user_defined_dpi', String(Math.round(options.dpi)));
    api.SetImage(pointer, width, height, 1, width);
  } finally {
    // The engine has made its own copy.
    core._free(pointer);
  }
  try {
    if (api.Recognize(null) !== 0) return [];
    const results = api.GetIterator();
    if (core.getPointer(results) === 0) return [];
    const words = [...wordsOf(results)];
    core.destroy(results);
    return words;
  } finally {
    api.Clear();
  }
}

function* wordsOf(results: ResultIterator): Generator<FoundWord> {
  let number = -1;
  do {
    if (results.IsAtBeginningOf(LINE)) number++;
    const text = results.GetUTF8Text(WORD)?.trim();
    if (!text) continue;
    const box = results.getBoundingBox(WORD);
    const line = results.getBoundingBox(LINE);
    const base = results.getBaseline(LINE);
    const row = results.getRowAttributes();
    yield {
      text,
      left: box.x0,
      right: box.x1,
      top: line.y0,
      bottom: line.y1,
      baseline: base.has_baseline ? heightAt(base, (box.x0 + box.x1) / 2) : box.y1,
      lineHeight: row.row_height,
      confidence: results.Confidence(WORD),
      line: number,
    };
  } while (results.Next(WORD));
}

function heightAt({ x0, y0, x1, y1 }: { x0: number; y0: number; x1: number; y1: number }, x: number): number {
  return x1 === x0 ? y0 : y0 + ((y1 - y0) * (x - x0)) / (x1 - x0);
}

import { binarise } from './binarise.ts';
import type { Core, ResultIterator, TessBaseApi } from './core.ts';
import { type Grey, overwritePix } from './picture.ts';

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

/**
 * Lines that are read worse than this, of 1, are tried in white on black, too; that takes as long again. It is not done
 * for a block: such letters are found as sparse text, which is read first.
 */
const [NEVER, USUAL] = ['0', '0.7'];

export type Tesseract = { core: Core; api: TessBaseApi };
export type ReadingOptions = { mode: SegmentationMode; dpi: number; ground?: Ground };
/**
 * How ink is told from what it stands on when lines are looked for: by one shade for the whole picture, by the paper and
 * ink around each pixel, or by the mean brightness around it, as on photographs.
 */
export type Ground = 'even' | 'local' | 'uneven';
/** Tesseract's `thresholding_method`: Otsu, which leaves what is black and white as it is, and Sauvola. */
const THRESHOLDING: Record<Ground, string> = { even: '0', local: '0', uneven: '2' };

/** Reads the words of an upright picture. Throws RangeError when the engine has no memory left for it. */
export function readWords({ core, api }: Tesseract, picture: Grey, options: ReadingOptions): FoundWord[] {
  const { mode, dpi, ground = 'even' } = options;
  api.SetVariable('tessedit_pageseg_mode', MODES[mode]);
  api.SetVariable('thresholding_method', THRESHOLDING[ground]);
  api.SetVariable('user_defined_dpi', String(Math.round(dpi)));
  api.SetVariable('invert_threshold', mode === 'block' ? NEVER : USUAL);
  try {
    setPicture({ core, api }, ground === 'local' ? binarise(picture) : picture);
    if (ground === 'local') {
      if (api.FindLines() !== 0) return [];
      // Lines were found in black and white; letters are recognised by their shades.
      overwritePix(core.memory(), core.getPointer(api.GetInputImage()), picture);
    }
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

function setPicture({ core, api }: Tesseract, { width, height, pixels }: Grey): void {
  const pointer = core._malloc(width * height);
  if (pointer === 0) throw new RangeError('The OCR engine has no memory left for the picture');
  try {
    new Uint8Array(core.memory(), pointer, width * height).set(pixels.subarray(0, width * height));
    api.SetImage(pointer, width, height, 1, width);
  } finally {
    // The engine has made its own copy.
    core._free(pointer);
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

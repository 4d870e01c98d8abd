import type { ExtractionSettings } from '../contract/message.ts';
import { parseLanguages } from './ocr/languages.ts';
import type { OcrUse } from './pdf/engine/protocol.ts';

/** How OCR is to be used on a document: on what, at how many dots an inch, in which languages. */
export type OcrPlan = {
  use: OcrUse;
  dpi: number;
  languages: readonly string[];
  /** No languages were named: the first page with enough text tells whether they are the right ones. */
  guess: boolean;
};

const USES: Record<NonNullable<ExtractionSettings['mode']>, { use: OcrUse; dpi: number }> = {
  native_text: { use: 'never', dpi: 0 },
  low_cost: { use: 'needed', dpi: 150 },
  form: { use: 'needed', dpi: 200 },
  table: { use: 'needed', dpi: 200 },
  high_quality: { use: 'pictures', dpi: 200 },
};

/**
 * What `mode` and `ocr_languages` mean here. Without a mode it is as for `form`, which is upstream's default.
 *
 * @throws `invalid_settings` for a language without data, whether OCR is needed or not.
 */
export const ocrPlan = ({ mode = 'form', ocr_languages }: ExtractionSettings): OcrPlan => ({
  ...USES[mode],
  languages: parseLanguages(ocr_languages),
  guess: !ocr_languages?.trim(),
});

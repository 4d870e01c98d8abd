import type { PdfFile } from '../file/types.ts';
import type { FontProgram } from './descriptor.ts';
import type { VerticalMetrics } from './vertical-metrics.ts';

/** Ascent and descent that a font program states itself; undefined where it cannot be told. */
export function programMetrics(
  _file: PdfFile,
  _program: FontProgram | undefined,
): VerticalMetrics | undefined {
  return undefined;
}

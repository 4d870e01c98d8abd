import { cffBox } from './cff-program.ts';
import type { FontProgram } from './descriptor.ts';
import { trueTypeBox } from './true-type-program.ts';
import { type1Box } from './type1-program.ts';
import type { VerticalMetrics } from './vertical-metrics.ts';

/** Top and bottom of the box that a font program states itself; undefined where it cannot be told. */
export function programMetrics(program: FontProgram | undefined): VerticalMetrics | undefined {
  if (!program || program.isOpenType) return undefined;
  const bytes = program.bytes();
  if (program.key === 'FontFile') return type1Box(bytes);
  return program.key === 'FontFile2' ? trueTypeBox(bytes) : cffBox(bytes);
}

import type { VerticalMetrics } from './vertical-metrics.ts';

export type StandardFont = {
  isSymbolic: boolean;
  isFixed: boolean;
  width(codePoint: number): number;
  metrics: VerticalMetrics;
};
export function standardFont(_name: string): StandardFont | undefined {
  return undefined;
}

import type { Box } from '../../../contract/lines.ts';

/** How a run of characters is drawn; `origin` is a point of the line it stands on, on the upright page. */
export type Style = { em: number; angle: number; origin: readonly [number, number] };

/** Type 3 fonts may name any size they like; the character's box then tells how large it is drawn. */
export function plausibleEm(em: number, box: Box, angle: number): number {
  const upright = Math.abs(Math.sin(angle)) < 0.5;
  // Signs without a picture have no box.
  if (box[2] <= box[0] && box[3] <= box[1] && em > 0 && Number.isFinite(em)) return em;
  const tall = Math.max(upright ? box[3] - box[1] : box[2] - box[0], 0.1);
  return em > tall * 0.4 && em < tall * 2.5 ? em : tall;
}

export const union = (a: Box, b: Box): Box => [
  Math.min(a[0], b[0]),
  Math.min(a[1], b[1]),
  Math.max(a[2], b[2]),
  Math.max(a[3], b[3]),
];

/** Text within 10° of a quarter turn counts as that turn: scans are never quite straight. */
export function quarterIfNear(angle: number): number {
  if (angle === 0) return 0;
  const quarter = Math.PI / 2;
  const nearest = Math.round(angle / quarter) * quarter;
  const turned = Math.abs(angle - nearest) < Math.PI / 18 ? nearest : angle;
  const wrapped = Math.atan2(Math.sin(turned), Math.cos(turned));
  const snapped = Math.round(wrapped / quarter) * quarter;
  return Math.abs(wrapped - snapped) < 1e-9 ? (snapped === -Math.PI ? Math.PI : snapped) || 0 : wrapped;
}

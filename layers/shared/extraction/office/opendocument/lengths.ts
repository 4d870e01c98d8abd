/** Points in a unit. */
const UNITS: Readonly<Record<string, number>> = {
  pt: 1,
  in: 72,
  cm: 72 / 2.54,
  mm: 72 / 25.4,
  pc: 12,
  px: 0.75,
};

/** Points in a column of text: twelve characters an inch. */
const COLUMN = 6;

/** A length such as `2.5cm` in points; undefined for what is none. */
export function pointsOf(length: string | undefined): number | undefined {
  const parts = /^(-?\d*\.?\d+)([a-z]{2})$/.exec(length ?? '');
  const unit = UNITS[parts?.[2] ?? ''];
  return parts && unit !== undefined ? Number(parts[1]) * unit : undefined;
}

export const columnsOf = (length: string | undefined): number => Math.round((pointsOf(length) ?? 0) / COLUMN);

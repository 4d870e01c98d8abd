/** A cell of a table in a text or on a slide, at the place where it begins. */
export type TableCell = {
  column: number;
  /** Columns and rows that it covers. */
  columns: number;
  rows: number;
  lines: string[];
  /** Whether its lines are a grid of their own (a nested table), not to be wrapped. */
  fixed: boolean;
};

export type TableRow = readonly TableCell[];

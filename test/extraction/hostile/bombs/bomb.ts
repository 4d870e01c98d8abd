/** A small file that asks for much time or memory. `full` is for the bench, `small` does for a test. */
export type Bomb = {
  name: string;
  fileName: string;
  /** How much of it there is, by the bomb's own measure. */
  full: number;
  /** Absent where only the full size says anything, or a test would take too long. */
  small?: number;
  make(size: number): Uint8Array | Promise<Uint8Array>;
};

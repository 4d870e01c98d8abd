import type { OutputType } from '../../contract/outputs.ts';
import type { Range } from './text-index.ts';

/** Where a part of a value stands; `path` leads to it inside a JSON value and is empty for any other. */
export type Place = Range & { path: (string | number)[]; score: number };

export type Grounding = {
  places: Place[];
  /** Null where there is nothing to ground (no value). */
  grounded: boolean | null;
};

export type GroundingRequest = {
  value: unknown;
  type: OutputType;
  /** What the model says it read the value from. */
  quote?: string | undefined;
  /** The parts of the text that the model was shown; empty for all of it. */
  within: readonly Range[];
};

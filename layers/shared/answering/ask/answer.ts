import type * as z from 'zod';
import type { FieldReport } from '../../contract/results.ts';
import type { ToolSettings } from '../../contract/tool-settings.ts';
import type { Conventions } from '../../values/document-conventions.ts';
import type { Passage } from '../context/passage.ts';
import type { EffectiveOutput } from '../effective-output.ts';
import type { Range } from '../grounding/text-index.ts';

/**
 * The saved value of a part of an answer, or else the value of `work`, saved if it is worth it: what was paid for and
 * is not the whole answer yet.
 */
export type SaveStep = <T>(
  part: string,
  schema: z.ZodType<T>,
  work: () => Promise<T>,
  isWorthSaving: (value: T) => boolean,
) => Promise<T>;

/** One resolved prompt and what it is to be answered from. */
export type AskRequest = {
  output: EffectiveOutput;
  question: string;
  context: string;
  passages?: readonly Passage[];
  settings: ToolSettings;
  conventions: Conventions;
  signal: AbortSignal;
};

/** An answer before it is grounded. */
export type Answer = {
  status: FieldReport['status'];
  model: string;
  value: unknown;
  /** What the model read the value from. */
  quote?: string | undefined;
  /** Where the value stands in the context, when the answerer knows it exactly. */
  range?: Range;
  confidence: number;
  warnings: string[];
  error?: { code: string; message: string };
};

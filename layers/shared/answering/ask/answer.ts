import type { FieldReport } from '../../contract/results.ts';
import type { ToolSettings } from '../../contract/tool-settings.ts';
import type { Conventions } from '../../values/document-conventions.ts';
import type { Passage } from '../context/passage.ts';
import type { EffectiveOutput } from '../effective-output.ts';
import type { Range } from '../grounding/text-index.ts';

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

import { type Output, type OutputType, outputType } from '../contract/outputs.ts';
import { promptDefaults, type ToolSettings } from '../contract/tool-settings.ts';

/** An output with its tool's defaults merged in, as the prompt is really answered. */
export type EffectiveOutput = Output & { type: OutputType };

/** Merges the tool's defaults into an output; what the output says itself wins. */
export function effectiveOutput(output: Output, settings: ToolSettings): EffectiveOutput {
  const merged: Record<string, unknown> = { ...output };
  for (const key of Object.keys(promptDefaults) as (keyof typeof promptDefaults)[])
    merged[key] = output[key] ?? settings[key];
  return { ...(merged as Output), type: outputType(output) };
}

import * as z from 'zod';
import { OrganizationId, RunId, StageName } from './identifiers.ts';
import { Output } from './outputs.ts';
import { ToolSettings } from './tool-settings.ts';

/** How the document is to be read: the extraction adapter and its settings (UPSTREAM §2). */
export const ExtractionSettings = z.looseObject({
  x2text_instance_id: z.string().optional(),
  output_mode: z.enum(['layout_preserving', 'text']).optional(),
  pages_to_extract: z.string().optional(),
  page_seperator: z.string().optional(),
  password: z.string().optional(),
  enable_highlight: z.boolean().optional(),
  tags: z.union([z.string(), z.array(z.string())]).optional(),
});
export type ExtractionSettings = z.infer<typeof ExtractionSettings>;

const envelope = {
  run_id: RunId,
  organization_id: OrganizationId.optional(),
  /** The stages still to come, this one first. Default: those that the payload needs. */
  pipeline: z.array(StageName).min(1).optional(),
  /** Which continuation of the same stage this is; set by the workers, 0 for a first message. */
  round: z.int().min(0).optional(),
};

/**
 * What a backend puts on a queue. `run_id`, `file_path`, `tool_settings` and `outputs` are enough.
 * Unknown fields pass through untouched to the later stages.
 */
export const Message = z.looseObject({
  ...envelope,
  file_path: z.string().min(1),
  tool_settings: ToolSettings,
  outputs: z.array(Output).min(1),
  execution_id: z.string().optional(),
  file_name: z.string().optional(),
  file_hash: z.string().optional(),
  extraction_settings: ExtractionSettings.optional(),
  metadata: z.record(z.string(), z.unknown()).optional(),
  custom_data: z.record(z.string(), z.unknown()).optional(),
  /** Text that is already extracted: the extraction stage is skipped. */
  extracted_text: z.string().optional(),
});
export type Message = z.infer<typeof Message>;

/** A payload too large for the queue: the full message stands in S3 (claim check). */
export const MessageReference = z.looseObject({ ...envelope, payload_ref: z.string().min(1) });
export type MessageReference = z.infer<typeof MessageReference>;

/** Every field name that the contract knows; others are reported once as a warning. */
export const KNOWN_MESSAGE_FIELDS: ReadonlySet<string> = new Set([
  ...Object.keys(Message.shape),
  'payload_ref',
]);

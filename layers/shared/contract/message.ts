import * as z from 'zod';
import { OrganizationId, RunId, StageName } from './identifiers.ts';
import { choice, flag, optional, optionalExactText, optionalNumber, optionalText } from './lenient.ts';
import { Output } from './outputs.ts';
import { ToolSettings } from './tool-settings.ts';

/** How the document is to be read: the extraction adapter and its settings (UPSTREAM §2). */
export const ExtractionSettings = z.looseObject({
  x2text_instance_id: optionalText(),
  /** What OCR may be used for; see docs/extraction.md. */
  mode: choice(['native_text', 'low_cost', 'high_quality', 'form', 'table']),
  output_mode: choice(['layout_preserving', 'text']),
  /** Part of a line's height by which words may stand higher or lower and still be on it. */
  line_splitter_tolerance: optionalNumber(),
  line_splitter_strategy: optionalText(),
  /** Above 1: more columns of text for the same width of paper. */
  horizontal_stretch_factor: optionalNumber(),
  pages_to_extract: optionalText(),
  page_seperator: optional(z.string()),
  mark_vertical_lines: flag(),
  mark_horizontal_lines: flag(),
  /** Each line of the text begins with its number as `0x1A: `. */
  add_line_nos: flag(),
  include_line_confidence: flag(),
  /** Leaves out what repeats at the top and foot of pages. */
  omit_headers_footers: flag(),
  /** Tesseract's names, most likely first: `eng+deu`. */
  ocr_languages: optionalText(),
  password: optionalExactText(),
  /** Whether the attachments of an e-mail are read as further pages (the default) or only named. */
  attachments: choice(['read', 'name']),
  enable_highlight: flag(),
  tag: optionalText(),
  tags: optional(z.union([z.string(), z.array(z.string())])),
});
export type ExtractionSettings = z.infer<typeof ExtractionSettings>;

const envelope = {
  run_id: RunId,
  organization_id: optional(OrganizationId),
  /** The stages still to come, this one first. Default: those that the payload needs. */
  pipeline: optional(z.array(StageName).min(1)),
  /** Which continuation of the same stage this is; set by the workers, 0 for a first message. */
  round: optional(z.int().min(0)),
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
  execution_id: optionalText(),
  file_name: optionalText(),
  file_hash: optionalText(),
  extraction_settings: optional(ExtractionSettings),
  metadata: optional(z.record(z.string(), z.unknown())),
  custom_data: optional(z.record(z.string(), z.unknown())),
  /** Text that is already extracted: the extraction stage is skipped. An empty one means that there is none yet. */
  extracted_text: optionalExactText(),
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

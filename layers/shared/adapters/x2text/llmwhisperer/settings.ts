import * as z from 'zod';
import { wholeNumber } from '../../common-settings.ts';
import { address, number, waitingSettings } from '../hosted/settings.ts';

const MODES = ['native_text', 'low_cost', 'high_quality', 'form', 'table'] as const;

/** What both versions have, spelled as upstream spells it (UPSTREAM §2). */
const common = {
  line_splitter_tolerance: number.default(0.4),
  horizontal_stretch_factor: number.default(1),
  pages_to_extract: z.string().default(''),
  mark_vertical_lines: z.boolean().default(false),
  mark_horizontal_lines: z.boolean().default(false),
  median_filter_size: wholeNumber(0).default(0),
  gaussian_blur_radius: number.default(0),
  tag: z.string().default('default'),
  ...waitingSettings,
};

export const V2_SHAPE = {
  settings: z.object({
    url: address.default('https://llmwhisperer-api.us-central.unstract.com'),
    mode: z.enum(MODES).default('form'),
    output_mode: z.enum(['layout_preserving', 'text']).default('layout_preserving'),
    line_splitter_strategy: z.string().default('left-priority'),
    page_seperator: z.string().default('<<<'),
    use_webhook: z.string().default(''),
    webhook_metadata: z.string().default(''),
    ...common,
  }),
  secrets: ['unstract_key'],
};
export type V2Settings = z.output<typeof V2_SHAPE.settings>;

export const V1_SHAPE = {
  settings: z.object({
    url: address.default('https://llmwhisperer-api.unstract.com'),
    processing_mode: z.enum(['text', 'ocr']).default('text'),
    mode: z.enum(MODES).exclude(['table']).optional(),
    output_mode: z.enum(['line-printer', 'dump-text', 'text']).default('line-printer'),
    force_text_processing: z.boolean().default(false),
    page_seperator: z.string().default('<<< >>>'),
    ...common,
  }),
  secrets: ['unstract_key'],
};
export type V1Settings = z.output<typeof V1_SHAPE.settings>;

import type { ExtractionSettings } from '../../../contract/message.ts';
import type { V1Settings, V2Settings } from './settings.ts';

/** What differs between the versions of LLMWhisperer's API. */
export type Dialect = {
  /** Below the address of the service. */
  path: string;
  /** Name of the job's id in queries and replies. */
  hash: string;
  /** Parameters of the upload. */
  upload: Readonly<Record<string, string>>;
  /** Further parameters of fetching the text. */
  retrieve: Readonly<Record<string, string>>;
  /** There is `/highlights`: the positions of lines. */
  highlights: boolean;
};

/**
 * Asked for between pages: no text of a document looks like this, and its number is that of the page. What the user
 * wants there is put in afterwards.
 */
export const PAGE_MARK = '<<<psw page {{page_no}}>>>';

/** Line numbers bring the lines' positions with them, so they are asked for where either is wanted. */
export const wantsNumbers = ({
  add_line_nos,
  enable_highlight,
  include_line_confidence,
}: ExtractionSettings): boolean => Boolean(add_line_nos || enable_highlight || include_line_confidence);

export function dialectV2(settings: V2Settings, message: ExtractionSettings, fileName: string): Dialect {
  const chosen = { ...settings, ...given(message) };
  return {
    path: '/api/v2',
    hash: 'whisper_hash',
    upload: texts({
      ...common(chosen),
      mode: chosen.mode,
      output_mode: chosen.output_mode,
      line_splitter_strategy: chosen.line_splitter_strategy,
      // Spelled this way by the service, too, until it was mended.
      page_separator: PAGE_MARK,
      add_line_nos: wantsNumbers(message),
      include_line_confidence: wantsNumbers(message),
      file_name: fileName,
      tag: tagOf(message) ?? settings.tag,
      ...(message.ocr_languages && { lang: message.ocr_languages.split('+')[0] ?? 'eng' }),
      ...(settings.use_webhook && {
        use_webhook: settings.use_webhook,
        webhook_metadata: settings.webhook_metadata,
      }),
      ...(chosen.mode === 'low_cost' && filters(settings)),
    }),
    retrieve: { text_only: 'false' },
    highlights: wantsNumbers(message),
  };
}

export function dialectV1(settings: V1Settings, message: ExtractionSettings): Dialect {
  const { mode, output_mode, ...rest } = given(message);
  return {
    path: '/v1',
    hash: 'whisper-hash',
    upload: texts({
      ...common({ ...settings, ...rest }),
      processing_mode:
        mode === undefined ? settings.processing_mode : mode === 'native_text' ? 'text' : 'ocr',
      ...(mode === undefined && settings.mode !== undefined && { mode: settings.mode }),
      output_mode: outputModeV1(output_mode) ?? settings.output_mode,
      force_text_processing: settings.force_text_processing,
      add_line_nos: wantsNumbers(message),
      output_json: true,
      ...(!settings.force_text_processing && filters(settings)),
    }),
    retrieve: { output_json: 'true' },
    highlights: false,
  };
}

const outputModeV1 = (mode: ExtractionSettings['output_mode']) =>
  mode === 'layout_preserving' ? 'line-printer' : mode;

type Common = Pick<
  V2Settings,
  | 'line_splitter_tolerance'
  | 'horizontal_stretch_factor'
  | 'pages_to_extract'
  | 'mark_vertical_lines'
  | 'mark_horizontal_lines'
>;

const common = (chosen: Common) => ({
  page_seperator: PAGE_MARK,
  pages_to_extract: chosen.pages_to_extract,
  line_splitter_tolerance: chosen.line_splitter_tolerance,
  horizontal_stretch_factor: chosen.horizontal_stretch_factor,
  mark_vertical_lines: chosen.mark_vertical_lines,
  mark_horizontal_lines: chosen.mark_horizontal_lines,
});

const filters = ({
  median_filter_size,
  gaussian_blur_radius,
}: Pick<V2Settings, 'median_filter_size' | 'gaussian_blur_radius'>) => ({
  median_filter_size,
  gaussian_blur_radius,
});

/** The message's own settings, where it names any: they come before the instance's. */
function given(message: ExtractionSettings) {
  const names = [
    'mode',
    'output_mode',
    'line_splitter_tolerance',
    'line_splitter_strategy',
    'horizontal_stretch_factor',
    'pages_to_extract',
    'mark_vertical_lines',
    'mark_horizontal_lines',
  ] as const;
  const named = names.flatMap((name) => (message[name] === undefined ? [] : [[name, message[name]]]));
  return Object.fromEntries(named) as Pick<ExtractionSettings, (typeof names)[number]> & Partial<Common>;
}

const tagOf = ({ tag, tags }: ExtractionSettings): string | undefined =>
  tag ?? (Array.isArray(tags) ? tags[0] : tags);

const texts = (values: Record<string, string | number | boolean | undefined>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  );

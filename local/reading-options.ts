import { type Command, Option } from 'commander';
import type { ExtractionSettings } from '#shared/contract/message.ts';

/** How a document is to be read, as options of the command line. */
export type ReadingOptions = {
  pages?: string;
  password?: string;
  mode?: ExtractionSettings['mode'];
  ocrLanguages?: string;
  outputMode?: ExtractionSettings['output_mode'];
  lineNumbers?: boolean;
  markLines?: boolean;
  omitHeadersFooters?: boolean;
  pageSeparator?: string;
  attachments?: ExtractionSettings['attachments'];
};

/** Adds the options that every command which reads a document has. */
export function withReading(command: Command): Command {
  return command
    .option('--pages <list>', 'pages, sheets or slides to read, e.g. 1-3,7 or 5-')
    .option('--password <password>', 'of an encrypted PDF')
    .addOption(
      new Option('--mode <mode>', 'what OCR reads (default: form, the pages without text)').choices([
        'native_text',
        'low_cost',
        'form',
        'table',
        'high_quality',
      ]),
    )
    .option('--ocr-languages <list>', 'languages of scans, most likely first: eng+deu (default: eng)')
    .addOption(
      new Option(
        '--output-mode <mode>',
        'columns as they stand on paper (the default), or reading order',
      ).choices(['layout_preserving', 'text']),
    )
    .option('--line-numbers', 'begin each line with its number')
    .option('--mark-lines', 'draw the ruled lines of tables')
    .option('--omit-headers-footers', 'leave out what repeats at the top and foot of pages')
    .option('--page-separator <text>', 'what stands between pages; {{page_no}} in it is the page that ends')
    .addOption(
      new Option('--attachments <what>', 'of an e-mail: read them (the default), or name them').choices([
        'read',
        'name',
      ]),
    );
}

/** The same as the message's `extraction_settings`; what is not given is left to the workers. */
export function readingSettings(options: ReadingOptions): { extraction_settings?: ExtractionSettings } {
  const settings: ExtractionSettings = {
    pages_to_extract: options.pages,
    password: options.password,
    mode: options.mode,
    ocr_languages: options.ocrLanguages,
    output_mode: options.outputMode,
    add_line_nos: options.lineNumbers,
    mark_vertical_lines: options.markLines,
    mark_horizontal_lines: options.markLines,
    omit_headers_footers: options.omitHeadersFooters,
    page_seperator: options.pageSeparator,
    attachments: options.attachments,
  };
  const given = Object.entries(settings).filter(([, value]) => value !== undefined);
  return given.length === 0 ? {} : { extraction_settings: Object.fromEntries(given) };
}

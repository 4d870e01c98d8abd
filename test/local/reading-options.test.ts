import { Command } from 'commander';
import { expect, test } from 'vitest';
import { ExtractionSettings } from '#shared/contract/message.ts';
import { readingSettings, withReading } from '../../local/reading-options.ts';

const settingsOf = (...argv: string[]) => {
  const command = withReading(new Command()).exitOverride();
  return readingSettings(command.parse(argv, { from: 'user' }).opts()).extraction_settings;
};

test('without an option nothing is set, so that the workers decide', () => {
  expect(settingsOf()).toBeUndefined();
});

test('every option becomes a setting of the contract', () => {
  const settings = settingsOf(
    ...['--pages', '2-', '--password', 'x', '--mode', 'high_quality', '--ocr-languages', 'deu+eng'],
    ...['--output-mode', 'text', '--line-numbers', '--mark-lines', '--omit-headers-footers'],
    ...['--page-separator', '<<<', '--attachments', 'name'],
  );
  expect(settings).toEqual({
    pages_to_extract: '2-',
    password: 'x',
    mode: 'high_quality',
    ocr_languages: 'deu+eng',
    output_mode: 'text',
    add_line_nos: true,
    mark_vertical_lines: true,
    mark_horizontal_lines: true,
    omit_headers_footers: true,
    page_seperator: '<<<',
    attachments: 'name',
  });
  expect(ExtractionSettings.parse(settings)).toEqual(settings);
});

import { permanentError } from '../../contract/errors.ts';
import { OCR_LANGUAGES } from '../engine-files.ts';

/** Languages that are read when a setting names none. */
export const DEFAULT_LANGUAGES: readonly string[] = ['eng'];

/**
 * Languages of `extraction_settings.ocr_languages`, e.g. `eng+deu`, most likely first.
 *
 * @throws `invalid_settings` for a language whose data is not in the bundle.
 */
export function parseLanguages(setting: string | undefined): readonly string[] {
  const names = (setting ?? '').split(/[+,\s]+/).filter(Boolean);
  return names.length === 0 ? DEFAULT_LANGUAGES : knownLanguages(names);
}

/** The same names without repeats. Throws `invalid_settings` for one that is not there. */
export function knownLanguages(names: readonly string[]): readonly string[] {
  const unknown = names.filter((name) => !Object.hasOwn(OCR_LANGUAGES, name));
  if (unknown.length > 0)
    throw permanentError(
      'invalid_settings',
      `There is no OCR data for "${unknown.map((name) => name.slice(0, 20)).join('", "')}" in ` +
        `extraction_settings.ocr_languages. These languages are there: ${Object.keys(OCR_LANGUAGES).join(', ')}.`,
    );
  return [...new Set(names)];
}

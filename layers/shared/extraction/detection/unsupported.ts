import { permanentError, type TaskError } from '../../contract/errors.ts';

const SUPPORTED =
  'The embedded extractor reads PDF, images (PNG, JPEG, TIFF, WebP, BMP, GIF), DOCX, XLSX, PPTX, ODT, ODS, ODP, RTF, HTML, EML, ZIP, CSV, Markdown and plain text';

/** `name`: what the file is, for people. `remedy`: what makes it readable, in the imperative. */
export const unsupported = (name: string, remedy?: string): TaskError =>
  permanentError(
    'unsupported_type',
    `The file is ${name}. ${SUPPORTED}. ${remedy ?? 'Convert it to one of these'}, or send its text as extracted_text.`,
  );

export const encrypted = (name: string, remedy: string): TaskError =>
  permanentError('encrypted_document', `The file is ${name}. ${remedy}.`);

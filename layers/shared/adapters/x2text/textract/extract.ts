import { isTaskError, permanentError } from '../../../contract/errors.ts';
import { TEXTRACT_PREFIX } from '../../../contract/keys.ts';
import { selectPages } from '../../../extraction/page-selection.ts';
import { layoutOptions } from '../../../extraction/pdf/read-pdf.ts';
import { type AdapterInstance, parseSettings } from '../../configuration.ts';
import type { AdapterContext } from '../../context.ts';
import { type Extractor, named } from '../hosted/extractor.ts';
import { fingerprintOf } from '../hosted/fingerprint.ts';
import { type JobMemory, jobMemory } from '../hosted/job-memory.ts';
import { runJob } from '../hosted/run-job.ts';
import { fileTypeOf, refuseEmpty, toDocument } from '../hosted/to-document.ts';
import type { ExtractedDocument, UnfinishedDocument, X2TextAdapter, X2TextInput } from '../types.ts';
import { Read } from './blocks.ts';
import { textractConnection } from './connection.ts';
import { type Textract, textractJob } from './job.ts';
import { DEFAULT_SIZE, layOut } from './pages.ts';
import { MOST_PICTURE_BYTES, readPicture } from './picture.ts';
import { pictureSize } from './picture-size.ts';
import { featuresOf, type Settings, SHAPE } from './settings.ts';

/** Amazon Textract: words of scans and digital documents, laid out by our own engine. */
export function textractX2Text(instance: AdapterInstance, context: AdapterContext): X2TextAdapter {
  const settings = parseSettings(instance, SHAPE);
  const { client, refused } = textractConnection(instance, context, settings);
  const { id, provider } = instance;
  const extractor: Extractor = { id, provider, service: 'Amazon Textract' };
  const extract: X2TextAdapter['extract'] = async (input) => {
    refuseEmpty(input);
    const type = fileTypeOf(input);
    if (!['pdf', 'tif', 'png', 'jpg'].includes(type)) throw unsupported(extractor, type);
    const features = featuresOf(settings, input.settings.mode);
    const textract = {
      extractor,
      client: await client(),
      features,
      timeoutSeconds: settings.request_timeout,
    };
    const fingerprint = fingerprintOf(id, [context.run.run_id, features], input.bytes);
    const memory = jobMemory(fingerprint, Read, input.checkpoints);
    const atOnce = (type === 'png' || type === 'jpg') && input.bytes.length <= MOST_PICTURE_BYTES;
    const read = atOnce
      ? await readPictureOnce(textract, memory, input)
      : await readInBucket(textract, memory, fingerprint, settings, context, input);
    return 'unfinished' in read ? read : documentOf(extractor, read, type, input);
  };
  return {
    id,
    provider,
    extract: (input) =>
      extract(input).catch((error) => {
        throw refused(error);
      }),
  };
}

async function readPictureOnce(
  textract: Textract,
  memory: JobMemory<Read>,
  input: X2TextInput,
): Promise<Read> {
  const kept = await memory.result();
  if (kept) return kept;
  const read = await readPicture(textract, input);
  await memory.keepResult(read);
  return read;
}

async function readInBucket(
  textract: Textract,
  memory: JobMemory<Read>,
  fingerprint: string,
  settings: Settings,
  { objects, log }: AdapterContext,
  input: X2TextInput,
): Promise<Read | UnfinishedDocument> {
  const place = { key: `${TEXTRACT_PREFIX}${fingerprint}`, token: fingerprint };
  // What cannot be deleted for want of a permission goes with the bucket's lifecycle.
  const tidy = () =>
    objects.delete(place.key).catch(() => log.warn('document for Textract not deleted', { key: place.key }));
  try {
    const read = await runJob(textractJob(textract, objects, place, input), memory, settings, input);
    if (!('unfinished' in read)) await tidy();
    return read;
  } catch (error) {
    // Another try goes on with the job, which may not have read the document yet.
    if (isTaskError(error) && !error.retryable) await tidy();
    throw error;
  }
}

function documentOf(
  extractor: Extractor,
  { pageCount, pages, lost }: Read,
  type: string,
  input: X2TextInput,
): ExtractedDocument {
  const selected = new Set(selectPages(input.settings.pages_to_extract, Math.max(pageCount, 1)));
  const wanted = pages.filter(({ page }) => selected.has(page));
  if (wanted.length > input.limits.maxPages) throw tooManyPages(wanted.length, input.limits.maxPages);
  const size = type === 'png' || type === 'jpg' ? pictureSize(input.bytes) : DEFAULT_SIZE;
  const options = layoutOptions(input.settings);
  const shown = lost.slice(0, 20).join(', ');
  return toDocument(
    extractor,
    {
      pages: wanted.map((page) => layOut(page, size, options)),
      pageCount: Math.max(pageCount, pages.at(-1)?.page ?? 0),
      warnings:
        lost.length === 0
          ? []
          : [
              `Amazon Textract could not read ${lost.length === 1 ? 'page' : 'pages'} ${shown}${lost.length > 20 ? ' …' : ''}.`,
            ],
      metadata: { engine: 'textract' },
    },
    input,
  );
}

const unsupported = (extractor: Extractor, type: string) =>
  permanentError(
    'unsupported_type',
    `${named(extractor)} reads PDF, TIFF, PNG and JPEG, not ${type === 'unknown' ? 'this type of file' : type.toUpperCase()}. Convert the file to PDF.`,
  );

const tooManyPages = (pages: number, most: number) =>
  permanentError(
    'limit_exceeded',
    `The document has ${pages} pages, more than the ${most} allowed. ` +
      'Select pages by extraction_settings.pages_to_extract or raise MAX_PAGES.',
  );

import * as z from 'zod';
import type { ExtractionSettings } from '../../../contract/message.ts';
import { selectPages } from '../../../extraction/page-selection.ts';
import { type AdapterInstance, parseSettings, wrongConfiguration } from '../../configuration.ts';
import type { AdapterContext } from '../../context.ts';
import { instanceSecrets } from '../../instance-secrets.ts';
import type { Extractor } from '../hosted/extractor.ts';
import { fingerprintOf } from '../hosted/fingerprint.ts';
import { jobMemory } from '../hosted/job-memory.ts';
import { type FormField, mediaType, multipart, sentName } from '../hosted/multipart.ts';
import { parseReply, send, successful } from '../hosted/request.ts';
import { address, waitingSettings } from '../hosted/settings.ts';
import { fileTypeOf, refuseEmpty, toDocument } from '../hosted/to-document.ts';
import type { X2TextAdapter, X2TextInput } from '../types.ts';
import { type Element, Elements } from './elements.ts';
import { pagesOf } from './pages.ts';

const { wait_timeout } = waitingSettings;

const SHAPE = {
  settings: z.object({
    /** The partition endpoint; its path may be left out. */
    url: address.optional(),
    strategy: z.enum(['auto', 'fast', 'hi_res', 'ocr_only']).optional(),
    /** Seconds for the whole document: the service answers when it is done. */
    wait_timeout,
  }),
  secrets: ['api_key'],
};
type Settings = z.output<typeof SHAPE.settings>;

const PATH = '/general/v0/general';
const CLOUD = `https://api.unstructuredapp.io${PATH}`;

/** Unstructured's partition API, self-hosted (community) or by the vendor (enterprise). */
export function unstructuredX2Text(instance: AdapterInstance, context: AdapterContext): X2TextAdapter {
  const settings = parseSettings(instance, SHAPE);
  const secrets = instanceSecrets(instance, context);
  const url = addressOf(instance, settings);
  const extractor: Extractor = { id: instance.id, provider: instance.provider, service: 'Unstructured' };
  const extract: X2TextAdapter['extract'] = async (input) => {
    refuseEmpty(input);
    const fields = fieldsOf(settings, input.settings);
    const memory = jobMemory(
      fingerprintOf(instance.id, [url.href, fields], input.bytes),
      Elements,
      input.checkpoints,
    );
    let elements = await memory.result();
    if (!elements) {
      elements = await partition(extractor, url, fields, (await secrets.all()).api_key, settings, input);
      await memory.keepResult(elements);
    }
    return documentOf(extractor, elements, input);
  };
  return {
    id: instance.id,
    provider: instance.provider,
    extract: (input) =>
      extract(input).catch((error) => {
        throw secrets.refused(error);
      }),
  };
}

function addressOf({ id, provider }: AdapterInstance, settings: Settings): URL {
  if (!settings.url && provider === 'unstructuredcommunity')
    throw wrongConfiguration(
      `Adapter "${id}": settings.url is missing; it is your server's address, e.g. http://localhost:8000${PATH}.`,
    );
  const url = new URL(settings.url ?? CLOUD);
  if (url.pathname === '/') url.pathname = PATH;
  return url;
}

/** The closest of Unstructured's strategies to upstream's modes. */
const STRATEGIES = {
  native_text: 'fast',
  low_cost: 'auto',
  high_quality: 'hi_res',
  form: 'hi_res',
  table: 'hi_res',
};

function fieldsOf(settings: Settings, message: ExtractionSettings): FormField[] {
  const asked = message.mode && STRATEGIES[message.mode];
  const languages = message.ocr_languages?.split('+') ?? [];
  return [
    ['strategy', asked ?? settings.strategy ?? 'auto'],
    ['coordinates', 'true'],
    ['output_format', 'application/json'],
    // Tables of every type of file come with their cells.
    ['pdf_infer_table_structure', 'true'],
    ['skip_infer_table_types', '[]'],
    ...languages.map((language): FormField => ['languages', language]),
  ];
}

async function partition(
  extractor: Extractor,
  url: URL,
  fields: readonly FormField[],
  key: string | undefined,
  { wait_timeout: timeoutSeconds }: Settings,
  input: X2TextInput,
): Promise<Element[]> {
  const type = fileTypeOf(input);
  const fileName = sentName(input.fileName, type);
  const form = multipart(fields, { name: 'files', fileName, type: mediaType(type), bytes: input.bytes });
  const headers = {
    accept: 'application/json',
    'content-type': form.contentType,
    ...(key && { 'unstructured-api-key': key }),
  };
  const { signal } = input;
  const reply = await send(extractor, {
    method: 'POST',
    url,
    headers,
    body: form.body,
    timeoutSeconds,
    signal,
  });
  // It says what is wrong with a file with 500, too.
  return parseReply(extractor, successful(extractor, reply, [400, 413, 415, 422, 500]), Elements);
}

function documentOf(extractor: Extractor, elements: readonly Element[], input: X2TextInput) {
  const read = pagesOf(elements);
  const pageCount = read.at(-1)?.page ?? 0;
  const selected = new Set(pageCount === 0 ? [] : selectPages(input.settings.pages_to_extract, pageCount));
  const pages = read.filter(({ page }) => selected.has(page));
  input.progress?.(pages.length, pages.length, 'pages');
  const metadata = { elements: elements.length };
  return toDocument(extractor, { pages, pageCount, warnings: [], metadata }, input);
}

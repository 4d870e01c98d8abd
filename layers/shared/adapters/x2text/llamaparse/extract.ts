import * as z from 'zod';
import type { ExtractionSettings } from '../../../contract/message.ts';
import { selectPages } from '../../../extraction/page-selection.ts';
import { type AdapterInstance, parseSettings } from '../../configuration.ts';
import type { AdapterContext } from '../../context.ts';
import { instanceSecrets } from '../../instance-secrets.ts';
import type { Extractor } from '../hosted/extractor.ts';
import { fingerprintOf } from '../hosted/fingerprint.ts';
import { jobMemory } from '../hosted/job-memory.ts';
import type { FormField } from '../hosted/multipart.ts';
import { runJob } from '../hosted/run-job.ts';
import { address, waitingSettings, withoutSlash } from '../hosted/settings.ts';
import { refuseEmpty, toDocument } from '../hosted/to-document.ts';
import type { ExtractedDocument, X2TextAdapter, X2TextInput } from '../types.ts';
import { llamaParseClient } from './client.ts';
import { lostPages, pageLines } from './pages.ts';
import { Parsed } from './result.ts';

const SHAPE = {
  settings: z.object({
    base_url: address.optional(),
    /** Upstream's form calls it so. */
    url: address.optional(),
    result_type: z.enum(['text', 'markdown']).default('text'),
    /** Accepted and unused, as upstream's has no effect on the text. */
    verbose: z.boolean().optional(),
    language: z.string().default('en'),
    ...waitingSettings,
  }),
  secrets: ['api_key'],
};
type Settings = z.output<typeof SHAPE.settings>;

const CLOUD = 'https://api.cloud.llamaindex.ai';
/** Pages a range without end may have. */
const LAST_PAGE = 100_000;

/** LlamaParse: text or Markdown of a document from LlamaIndex's cloud. */
export function llamaParse(instance: AdapterInstance, context: AdapterContext): X2TextAdapter {
  const settings = parseSettings(instance, SHAPE);
  const secrets = instanceSecrets(instance, context, ['api_key']);
  const { id, provider } = instance;
  const extractor: Extractor = { id, provider, service: 'LlamaParse' };
  const connection = {
    extractor,
    url: withoutSlash(settings.base_url ?? settings.url ?? CLOUD),
    key: async () => (await secrets.all()).api_key ?? '',
    timeoutSeconds: settings.request_timeout,
  };
  const extract: X2TextAdapter['extract'] = async (input) => {
    refuseEmpty(input);
    const fields = fieldsOf(settings, input.settings);
    const client = llamaParseClient(connection, fields, input);
    const memory = jobMemory(
      fingerprintOf(id, [connection.url, fields], input.bytes),
      Parsed,
      input.checkpoints,
    );
    const parsed = await runJob(client, memory, settings, input);
    return 'unfinished' in parsed ? parsed : documentOf(extractor, parsed, settings, input);
  };
  return {
    id,
    provider,
    extract: (input) =>
      extract(input).catch((error) => {
        throw secrets.refused(error);
      }),
  };
}

function fieldsOf(settings: Settings, message: ExtractionSettings): FormField[] {
  const pages = targetPages(message.pages_to_extract);
  return [
    ['language', settings.language],
    ...(pages === undefined ? [] : [['target_pages', pages] as const]),
    ...(message.mode === 'native_text' ? [['disable_ocr', 'true'] as const] : []),
    // Columns and tables as they stand on the page.
    ...(message.output_mode === 'text' ? [] : [['do_not_unroll_columns', 'true'] as const]),
  ];
}

/** LlamaParse counts from 0: `1-5,7,21-` becomes `0-4,6,20-99999`. */
function targetPages(selection: string | undefined): string | undefined {
  if (!selection?.trim()) return undefined;
  // Throws for what is no list of pages.
  selectPages(selection, LAST_PAGE);
  return selection
    .split(',')
    .map((part) => {
      const [, first, dash, last] = /^\s*(\d+)?\s*(-)?\s*(\d+)?/.exec(part) ?? [];
      const from = Number(first ?? 1) - 1;
      return dash ? `${from}-${Number(last ?? LAST_PAGE) - 1}` : String(from);
    })
    .join(',');
}

function documentOf(
  extractor: Extractor,
  { jobId, partial, pages: parsed }: Parsed,
  { result_type }: Settings,
  input: X2TextInput,
): ExtractedDocument {
  const ordered = [...parsed].sort((a, b) => a.page - b.page);
  const count = ordered.at(-1)?.page ?? 0;
  const selection = input.settings.pages_to_extract?.trim();
  const lost = lostPages(ordered, selection && count > 0 ? selectPages(selection, count) : undefined);
  const pages = ordered.map((page) => pageLines(page, result_type));
  input.progress?.(pages.length, pages.length, 'pages');
  return toDocument(
    extractor,
    { pages, pageCount: count, warnings: warningsOf(partial, lost), metadata: { job_id: jobId } },
    input,
  );
}

function warningsOf(partial: boolean, lost: readonly number[]): string[] {
  if (lost.length > 0) {
    const shown = lost.slice(0, 20).join(', ');
    return [
      `LlamaParse could not read ${lost.length === 1 ? 'page' : 'pages'} ${shown}${lost.length > 20 ? ' …' : ''}.`,
    ];
  }
  return partial ? ['LlamaParse could not read the whole document, and does not say which pages.'] : [];
}

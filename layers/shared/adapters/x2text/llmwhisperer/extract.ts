import { type AdapterInstance, parseSettings } from '../../configuration.ts';
import type { AdapterContext } from '../../context.ts';
import { instanceSecrets } from '../../instance-secrets.ts';
import type { Extractor } from '../hosted/extractor.ts';
import { fingerprintOf } from '../hosted/fingerprint.ts';
import { jobMemory } from '../hosted/job-memory.ts';
import { runJob, waitFor } from '../hosted/run-job.ts';
import { refuseEmpty, toDocument } from '../hosted/to-document.ts';
import type { ExtractedDocument, X2TextAdapter, X2TextInput } from '../types.ts';
import { type WhisperClient, whisperClient } from './client.ts';
import { type Dialect, dialectV1, dialectV2, wantsNumbers } from './dialect.ts';
import { pagesOf } from './pages.ts';
import { V1_SHAPE, type V1Settings, V2_SHAPE, type V2Settings } from './settings.ts';
import { Whispered } from './whispered.ts';

/** LLMWhisperer v2: layout text from a paid service, with the place of every line where highlights are wanted. */
export function llmWhispererV2(instance: AdapterInstance, context: AdapterContext): X2TextAdapter {
  const settings = parseSettings(instance, V2_SHAPE);
  return adapter(instance, context, settings, (input) => dialectV2(settings, input.settings, input.fileName));
}

/** The first version, for instances that upstream's users still have. */
export function llmWhispererV1(instance: AdapterInstance, context: AdapterContext): X2TextAdapter {
  const settings = parseSettings(instance, V1_SHAPE);
  return adapter(instance, context, settings, (input) => dialectV1(settings, input.settings));
}

function adapter(
  instance: AdapterInstance,
  context: AdapterContext,
  settings: V1Settings | V2Settings,
  speak: (input: X2TextInput) => Dialect,
): X2TextAdapter {
  const { id, provider } = instance;
  const secrets = instanceSecrets(instance, context, ['unstract_key']);
  const extractor: Extractor = { id, provider, service: 'LLMWhisperer' };
  const connection = {
    extractor,
    url: settings.url,
    key: async () => (await secrets.all()).unstract_key ?? '',
    timeoutSeconds: settings.request_timeout,
  };
  const extract: X2TextAdapter['extract'] = async (input) => {
    refuseEmpty(input);
    const dialect = speak(input);
    const client = whisperClient(connection, dialect, input);
    const fingerprint = fingerprintOf(id, [settings.url, dialect.upload], input.bytes);
    const memory = jobMemory(fingerprint, Whispered, input.checkpoints);
    const whispered = await runJob(client, memory, settings, input);
    if ('unfinished' in whispered) return whispered;
    const { positions, warnings } = await positionsOf(
      whispered,
      client,
      dialect,
      settings.poll_interval,
      input,
    );
    return documentOf(extractor, whispered, positions, warnings, settings, input);
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

function documentOf(
  extractor: Extractor,
  whispered: Whispered,
  positions: ReadonlyMap<number, readonly number[]>,
  warnings: readonly string[],
  settings: V1Settings | V2Settings,
  input: X2TextInput,
): ExtractedDocument {
  const { hash, text, confidences, failedPages } = whispered;
  const pages = pagesOf(text, { numbered: wantsNumbers(input.settings), positions, confidences });
  const unsure = confidences.reduce((sum, words) => sum + words.length, 0);
  const lost =
    failedPages.length > 0
      ? [`LLMWhisperer could not read ${listOf(failedPages)}; the text is without.`]
      : [];
  return toDocument(
    extractor,
    {
      pages,
      pageCount: Math.max(pages.at(-1)?.page ?? 0, pages.length, ...failedPages),
      warnings: [...lost, ...warnings],
      metadata: {
        whisper_hash: hash,
        ...(positions.size > 0 && { line_metadata: { lines: positions.size } }),
        ...(confidences.length > 0 && { confidence_metadata: { words_below_0_9: unsure } }),
      },
    },
    input,
    input.settings.page_seperator ?? settings.page_seperator,
  );
}

const TRIES = 3;

/** Where the lines stand. The text is paid for and kept: without positions it is still worth having. */
async function positionsOf(
  { hash, lines }: Whispered,
  client: WhisperClient,
  { highlights }: Dialect,
  pauseSeconds: number,
  { signal }: X2TextInput,
): Promise<{ positions: ReadonlyMap<number, readonly number[]>; warnings: string[] }> {
  const known = new Map(lines.map((line, index) => [index + 1, line]));
  if (known.size > 0 || !highlights) return { positions: known, warnings: [] };
  for (let tries = 1; tries <= TRIES; tries++) {
    try {
      return { positions: await client.highlights(hash), warnings: [] };
    } catch (error) {
      if (signal?.aborted) throw error;
    }
    if (tries < TRIES) await waitFor(pauseSeconds, signal);
  }
  const warning =
    'LLMWhisperer gave no positions of the lines, so citations and highlights name no place on the page.';
  return { positions: known, warnings: [warning] };
}

function listOf(pages: readonly number[]): string {
  const shown = pages.slice(0, 20).join(', ');
  return `${pages.length === 1 ? 'page' : 'pages'} ${shown}${pages.length > 20 ? ' …' : ''}`;
}

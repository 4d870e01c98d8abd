import * as z from 'zod';
import { permanentError } from '../../../contract/errors.ts';
import { type Extractor, named } from '../hosted/extractor.ts';
import { documentError, unreadableReply } from '../hosted/reply-errors.ts';
import { parseReply, type Reply, send, successful } from '../hosted/request.ts';
import type { HostedService, JobState } from '../hosted/run-job.ts';
import { withoutSlash } from '../hosted/settings.ts';
import type { X2TextInput } from '../types.ts';
import type { Dialect } from './dialect.ts';
import {
  HighlightsReply,
  type LineMetadata,
  RetrieveReply,
  StatusReply,
  type Whispered,
} from './whispered.ts';

export type Connection = {
  extractor: Extractor;
  url: string;
  /** The key; fetched for each request, so that a rotated one is taken up. */
  key(): Promise<string>;
  timeoutSeconds: number;
};

export type WhisperClient = HostedService<Whispered> & {
  /** Positions of all lines, by line number from 1. */
  highlights(hash: string): Promise<Map<number, z.infer<typeof LineMetadata>>>;
};

/** LLMWhisperer's jobs over HTTP. */
export function whisperClient(connection: Connection, dialect: Dialect, input: X2TextInput): WhisperClient {
  const { extractor } = connection;
  const call = caller(connection, dialect, input.signal);
  const byHash = (hash: string) => ({ [dialect.hash]: hash });
  /** Texts of small documents that v1 gives at once. */
  const early = new Map<string, Whispered>();
  let failedPages: number[] = [];
  return {
    extractor,
    async start() {
      const reply = await call('POST', 'whisper', dialect.upload, input.bytes);
      const text = successful(extractor, reply);
      const hash = hashOf(extractor, dialect, reply, text);
      if (reply.status === 200) early.set(hash, retrieved(extractor, hash, text, []));
      return hash;
    },
    async look(hash) {
      if (early.has(hash)) return { kind: 'finished' };
      const reply = await call('GET', 'whisper-status', byHash(hash));
      if (isUnknown(reply)) return { kind: 'lost' };
      const status = parseReply(extractor, successful(extractor, reply), StatusReply);
      failedPages = pagesOf(status, (message) => !/success/i.test(message));
      return stateOf(extractor, status);
    },
    async fetch(hash) {
      const known = early.get(hash);
      if (known) return known;
      const reply = await call('GET', 'whisper-retrieve', { ...byHash(hash), ...dialect.retrieve });
      if (isUnknown(reply)) return undefined;
      return retrieved(extractor, hash, successful(extractor, reply), failedPages);
    },
    async highlights(hash) {
      const query = { ...byHash(hash), lines: '1-', extract_all_lines: 'true' };
      const text = successful(extractor, await call('GET', 'highlights', query));
      const lines = parseReply(extractor, text, HighlightsReply);
      return new Map(
        Object.entries(lines).map(([line, { raw, page, base_y, height, page_height }]) => [
          Number(line),
          raw ?? [page, base_y, height, page_height],
        ]),
      );
    },
  };
}

function caller(
  { extractor, url, key, timeoutSeconds }: Connection,
  { path }: Dialect,
  signal?: AbortSignal,
) {
  return async (
    method: 'GET' | 'POST',
    name: string,
    query: Readonly<Record<string, string>>,
    body?: Uint8Array,
  ): Promise<Reply> => {
    const target = new URL(`${withoutSlash(url)}${path}/${name}`);
    for (const [parameter, value] of Object.entries(query)) target.searchParams.set(parameter, value);
    const headers = {
      accept: 'application/json',
      'unstract-key': await key(),
      ...(body && { 'content-type': 'application/octet-stream' }),
    };
    return send(extractor, { method, url: target, headers, timeoutSeconds, signal, ...(body && { body }) });
  };
}

/** The job is not known (any more), or its text was given away already. */
function isUnknown({ status, body }: Reply): boolean {
  if (status === 404) return true;
  return status === 400 && /not found|unknown|already (delivered|retrieved)/i.test(body.toString('utf8'));
}

function hashOf(extractor: Extractor, { hash }: Dialect, { headers }: Reply, text: string): string {
  const inHeader = headers['whisper-hash'];
  if (inHeader) return inHeader;
  const reply = parseReply(extractor, text, z.looseObject({ [hash]: z.string().min(1) }));
  return reply[hash] as string;
}

function retrieved(extractor: Extractor, hash: string, body: string, failedPages: number[]): Whispered {
  // v1 without output_json answers with the text alone.
  if (!/^\s*\{/.test(body)) {
    if (body.trim() === '') throw unreadableReply(extractor);
    return { hash, text: body, confidences: [], lines: [], failedPages };
  }
  const reply = parseReply(extractor, body, RetrieveReply);
  return {
    hash,
    text: reply.result_text ?? reply.text ?? '',
    confidences: reply.confidence_metadata ?? [],
    lines: reply.line_metadata ?? [],
    failedPages,
  };
}

function stateOf(extractor: Extractor, { status, message, detail }: StatusReply): JobState {
  if (/^(processed|retrieved|delivered)$/i.test(status)) return { kind: 'finished' };
  if (/error|fail/i.test(status)) {
    const error = documentError(extractor, `${status} ${message ?? ''}`) ?? failed(extractor);
    return { kind: 'failed', error };
  }
  const done = pagesOf({ detail }, (text) => /success/i.test(text)).length;
  return { kind: 'running', ...(detail && detail.length > 0 && { done, total: detail.length }) };
}

const pagesOf = ({ detail }: Pick<StatusReply, 'detail'>, that: (message: string) => boolean): number[] =>
  (detail ?? []).filter(({ message }) => that(message)).map(({ page_no }) => page_no);

const failed = (extractor: Extractor) =>
  permanentError(
    'x2text_job_failed',
    `${named(extractor)}: the service could not process the document; its account shows why.`,
  );

import * as z from 'zod';
import { permanentError, retryableError, type TaskError } from '../../../contract/errors.ts';
import { type Extractor, named } from '../hosted/extractor.ts';
import { type FormField, mediaType, multipart, sentName } from '../hosted/multipart.ts';
import { documentError } from '../hosted/reply-errors.ts';
import { parseReply, send, successful } from '../hosted/request.ts';
import type { HostedService, JobState } from '../hosted/run-job.ts';
import { fileTypeOf } from '../hosted/to-document.ts';
import type { X2TextInput } from '../types.ts';
import { type Parsed, ResultReply, StatusReply } from './result.ts';

export type Connection = {
  extractor: Extractor;
  url: string;
  key(): Promise<string>;
  timeoutSeconds: number;
};

const PATH = '/api/v1/parsing';

/** LlamaParse's jobs over HTTP. */
export function llamaParseClient(
  { extractor, url, key, timeoutSeconds }: Connection,
  fields: readonly FormField[],
  input: X2TextInput,
): HostedService<Parsed> {
  const { signal } = input;
  let partial = false;
  const call = async (path: string, form?: { contentType: string; body: Uint8Array }) => {
    const headers = {
      accept: 'application/json',
      authorization: `Bearer ${await key()}`,
      ...(form && { 'content-type': form.contentType }),
    };
    const target = new URL(`${url}${PATH}${path}`);
    const method = form ? 'POST' : 'GET';
    return send(extractor, {
      method,
      url: target,
      headers,
      timeoutSeconds,
      signal,
      ...(form && { body: form.body }),
    });
  };
  return {
    extractor,
    async start() {
      const type = fileTypeOf(input);
      const fileName = sentName(input.fileName, type);
      const form = multipart(fields, { name: 'file', fileName, type: mediaType(type), bytes: input.bytes });
      const reply = await call('/upload', form);
      return parseReply(extractor, successful(extractor, reply), z.looseObject({ id: z.string().min(1) })).id;
    },
    async look(id) {
      const reply = await call(`/job/${encodeURIComponent(id)}`);
      if (reply.status === 404) return { kind: 'lost' };
      const { status, error_code, error_message } = parseReply(
        extractor,
        successful(extractor, reply),
        StatusReply,
      );
      partial = /^PARTIAL/i.test(status);
      return stateOf(extractor, status, `${error_code ?? ''} ${error_message ?? ''}`);
    },
    async fetch(id) {
      const reply = await call(`/job/${encodeURIComponent(id)}/result/json`);
      if (reply.status === 404) return undefined;
      const { pages } = parseReply(extractor, successful(extractor, reply), ResultReply);
      return { jobId: id, partial, pages };
    },
  };
}

function stateOf(extractor: Extractor, status: string, said: string): JobState {
  if (/^(PARTIAL_)?SUCCESS$/i.test(status)) return { kind: 'finished' };
  if (/^(ERROR|CANCELL?ED|EXPIRED)$/i.test(status))
    return { kind: 'failed', error: failure(extractor, status, said) };
  return { kind: 'running' };
}

function failure(extractor: Extractor, status: string, said: string): TaskError {
  const about = documentError(extractor, said);
  if (about) return about;
  const who = named(extractor);
  if (/NO_DATA_FOUND/i.test(said)) return permanentError('no_text', `${who} found no text in the document.`);
  if (/CREDIT|QUOTA/i.test(said))
    return permanentError('x2text_quota_exhausted', `${who}: the account's credits are used up; raise them.`);
  // Its own failures, which its maintainers say to try again; a failed job is not charged.
  if (/TIMEOUT|EXPIRED|INTERNAL|UNKNOWN/i.test(`${status} ${said}`))
    return retryableError('x2text_unavailable', `${who}: the job failed within the service (${status}).`);
  return permanentError(
    'x2text_job_failed',
    `${who}: the service could not process the document (${status.toUpperCase().slice(0, 20)}); its account shows why.`,
  );
}

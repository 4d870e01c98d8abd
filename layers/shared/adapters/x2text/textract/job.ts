import type { Block, GetDocumentAnalysisResponse, TextractClient } from '@aws-sdk/client-textract';
import { permanentError, type TaskError } from '../../../contract/errors.ts';
import type { ObjectStore } from '../../../store/objects.ts';
import { type Extractor, named } from '../hosted/extractor.ts';
import { documentError } from '../hosted/reply-errors.ts';
import type { HostedService, JobState } from '../hosted/run-job.ts';
import type { X2TextInput } from '../types.ts';
import { blockReader, type Read } from './blocks.ts';
import { isLostJob, textractError } from './errors.ts';
import type { Feature } from './settings.ts';

export type Textract = {
  extractor: Extractor;
  client: TextractClient;
  features: readonly Feature[];
  timeoutSeconds: number;
};

/** One call with its time-out; failures become TaskErrors, a lost job is told apart. */
export async function call<T>(
  { extractor, timeoutSeconds }: Textract,
  input: X2TextInput,
  send: (signal: AbortSignal) => Promise<T>,
): Promise<T | 'lost'> {
  input.signal?.throwIfAborted();
  const timeout = AbortSignal.timeout(Math.round(timeoutSeconds * 1000));
  try {
    return await send(input.signal ? AbortSignal.any([input.signal, timeout]) : timeout);
  } catch (error) {
    if (input.signal?.aborted) throw input.signal.reason;
    if (isLostJob(error)) return 'lost';
    throw textractError(extractor, error);
  }
}

/**
 * A document of several pages: laid down in the workers' bucket, where Textract reads it. `token` makes a start that
 * is sent twice one job. The results can be fetched again for seven days.
 */
export function textractJob(
  textract: Textract,
  objects: ObjectStore,
  place: { key: string; token: string },
  input: X2TextInput,
): HostedService<Read> {
  const { extractor, client, features } = textract;
  const get = async (JobId: string, more: { MaxResults?: number; NextToken?: string }) => {
    const { GetDocumentAnalysisCommand, GetDocumentTextDetectionCommand } = await import(
      '../../aws-clients/textract.ts'
    );
    return call(
      textract,
      input,
      (abortSignal): Promise<GetDocumentAnalysisResponse> =>
        features.length > 0
          ? client.send(new GetDocumentAnalysisCommand({ JobId, ...more }), { abortSignal })
          : client.send(new GetDocumentTextDetectionCommand({ JobId, ...more }), { abortSignal }),
    );
  };
  return {
    extractor,
    async start(again) {
      await objects.put(place.key, input.bytes, 'application/octet-stream');
      const { StartDocumentAnalysisCommand, StartDocumentTextDetectionCommand } = await import(
        '../../aws-clients/textract.ts'
      );
      const what = {
        DocumentLocation: { S3Object: { Bucket: objects.bucket, Name: place.key } },
        ClientRequestToken: `${place.token.slice(0, 60)}-${again ? 2 : 1}`,
      };
      const reply = await call(
        textract,
        input,
        (abortSignal): Promise<{ JobId?: string | undefined }> =>
          features.length > 0
            ? client.send(new StartDocumentAnalysisCommand({ ...what, FeatureTypes: [...features] }), {
                abortSignal,
              })
            : client.send(new StartDocumentTextDetectionCommand(what), { abortSignal }),
      );
      if (reply === 'lost' || !reply.JobId) throw textractError(extractor, new Error('no job id'));
      return reply.JobId;
    },
    async look(id) {
      const reply = await get(id, { MaxResults: 1 });
      return reply === 'lost' ? { kind: 'lost' } : stateOf(extractor, reply);
    },
    async fetch(id) {
      const reader = blockReader();
      const lost = new Set<number>();
      let pageCount = 0;
      for (let NextToken: string | undefined, first = true; first || NextToken; first = false) {
        const reply = await get(id, { MaxResults: 1000, ...(NextToken && { NextToken }) });
        if (reply === 'lost') return undefined;
        reader.take(reply.Blocks ?? ([] as Block[]));
        for (const { Pages } of reply.Warnings ?? []) for (const page of Pages ?? []) lost.add(page);
        pageCount = reply.DocumentMetadata?.Pages ?? pageCount;
        NextToken = reply.NextToken;
      }
      input.progress?.(pageCount, pageCount, 'pages');
      return { pageCount, pages: reader.pages(), lost: [...lost].sort((a, b) => a - b) };
    },
  };
}

function stateOf(extractor: Extractor, { JobStatus, StatusMessage }: GetDocumentAnalysisResponse): JobState {
  if (JobStatus === 'SUCCEEDED' || JobStatus === 'PARTIAL_SUCCESS') return { kind: 'finished' };
  if (JobStatus !== 'FAILED') return { kind: 'running' };
  return { kind: 'failed', error: documentError(extractor, StatusMessage ?? '') ?? failed(extractor) };
}

const failed = (extractor: Extractor): TaskError =>
  permanentError(
    'x2text_job_failed',
    `${named(extractor)}: Textract could not process the document. It takes PDF, TIFF, PNG and JPEG.`,
  );

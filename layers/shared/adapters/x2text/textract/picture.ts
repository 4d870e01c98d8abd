import type { Block } from '@aws-sdk/client-textract';
import { retryableError } from '../../../contract/errors.ts';
import { named } from '../hosted/extractor.ts';
import type { X2TextInput } from '../types.ts';
import { blockReader, type Read } from './blocks.ts';
import { call, type Textract } from './job.ts';

/** Bytes that a picture may have to be read at once. */
export const MOST_PICTURE_BYTES = 10 * 1024 * 1024;

type Reply = { Blocks?: Block[] | undefined };

/** Reads one picture at once, without a job. */
export async function readPicture(textract: Textract, input: X2TextInput): Promise<Read> {
  const { client, features } = textract;
  const { AnalyzeDocumentCommand, DetectDocumentTextCommand } = await import('../../aws-clients/textract.ts');
  const Document = { Bytes: input.bytes };
  const reply = await call(
    textract,
    input,
    (abortSignal): Promise<Reply> =>
      features.length > 0
        ? client.send(new AnalyzeDocumentCommand({ Document, FeatureTypes: [...features] }), { abortSignal })
        : client.send(new DetectDocumentTextCommand({ Document }), { abortSignal }),
  );
  if (reply === 'lost')
    throw retryableError('x2text_unavailable', `${named(textract.extractor)}: the reply was not understood.`);
  const reader = blockReader();
  reader.take(reply.Blocks ?? []);
  input.progress?.(1, 1, 'pages');
  return { pageCount: 1, pages: reader.pages(), lost: [] };
}

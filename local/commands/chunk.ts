import { GetObjectCommand } from '@aws-sdk/client-s3';
import { DEFAULT_ORGANIZATION } from '#shared/contract/identifiers.ts';
import { indexPrefix } from '#shared/contract/keys.ts';
import { adaptersVariable } from '../adapters-file.ts';
import { CliError, EXIT } from '../cli-error.ts';
import { inputFile } from '../input-file.ts';
import { type ReadingOptions, readingSettings } from '../reading-options.ts';
import { type LocalStack, startLocalStack } from '../stack.ts';
import { showProgress } from '../terminal/progress.ts';
import { runDocument, successOf } from './run-document.ts';

export type ChunkOptions = ReadingOptions & {
  chunkSize?: number;
  chunkOverlap?: number;
  llm?: string;
  embedding?: string;
  adapters?: string;
};

/** `chunk <file>`: the chunks that retrieval would see, as one JSON document on stdout. */
export async function chunk(path: string, options: ChunkOptions): Promise<void> {
  const file = await inputFile(path);
  const stack = await startLocalStack({
    stages: ['extraction', 'chunking'],
    variables: await adaptersVariable(options),
  });
  try {
    const message = {
      outputs: [{ name: 'text', prompt: 'text' }],
      tool_settings: settingsOf(options),
      ...readingSettings(options),
      pipeline: ['extraction' as const, 'chunking' as const],
    };
    const { results } = await runDocument(stack, file, message, showProgress(process.stderr));
    const docId = successOf(results.chunking)?.doc_id ?? '';
    process.stdout.write(`${await chunksOf(stack, docId)}\n`);
  } finally {
    await stack.stop();
  }
}

const settingsOf = ({ chunkSize, chunkOverlap, llm, embedding }: ChunkOptions) => ({
  ...(chunkSize !== undefined && { 'chunk-size': chunkSize }),
  ...(chunkOverlap !== undefined && { 'chunk-overlap': chunkOverlap }),
  ...(llm !== undefined && { llm }),
  ...(embedding !== undefined && { embedding }),
});

async function chunksOf({ s3, bucket }: LocalStack, docId: string): Promise<string> {
  const Key = `${indexPrefix(DEFAULT_ORGANIZATION, docId)}chunks.json`;
  const object = await s3.send(new GetObjectCommand({ Bucket: bucket, Key })).catch((error: Error) => {
    if (error.name === 'NoSuchKey') return undefined;
    throw error;
  });
  const text = await object?.Body?.transformToString();
  if (text !== undefined) return JSON.stringify(JSON.parse(text), null, 2);
  throw new CliError('no_chunks', `The chunking stage left no chunks at ${Key}`, { exitCode: EXIT.failed });
}

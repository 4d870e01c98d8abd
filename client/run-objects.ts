import { GetObjectCommand, ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod';
import { describeIssues } from '#shared/contract/describe-issues.ts';
import { DEFAULT_ORGANIZATION, OrganizationId, RunId } from '#shared/contract/identifiers.ts';
import { runPrefix } from '#shared/contract/keys.ts';

/** A run by its id alone (organisation `default`) or with its organisation; what `submit` returns fits. */
export type RunReference = string | { run_id: string; organization_id?: string | null | undefined };

const Reference = z.object({ run_id: RunId, organization_id: OrganizationId });

/** Reads a run's folder until `signal` fires. Ids are checked first, since they become part of a key. */
export function runObjects(s3: S3Client, bucket: string, reference: RunReference, signal?: AbortSignal) {
  const { run_id, ...more } = typeof reference === 'string' ? { run_id: reference } : reference;
  const organization_id = more.organization_id ?? DEFAULT_ORGANIZATION;
  const parsed = Reference.safeParse({ run_id, organization_id });
  if (!parsed.success) throw new TypeError(`Not a run: ${describeIssues(parsed.error)}`);
  const prefix = runPrefix(organization_id, run_id);
  const options = signal ? { abortSignal: signal } : {};

  async function getText(name: string, range?: string): Promise<string | undefined> {
    try {
      const command = new GetObjectCommand({
        Bucket: bucket,
        Key: prefix + name,
        ...(range && { Range: range }),
      });
      const found = await s3.send(command, options);
      return await found.Body?.transformToString();
    } catch (error) {
      // By name: the backend's S3 client may be of another copy of the SDK.
      if ((error as Error).name === 'NoSuchKey') return undefined;
      throw error;
    }
  }

  return {
    runId: run_id,

    /** Names of the documents at the top of the folder; empty for a run that no worker has seen. */
    async names(): Promise<Set<string>> {
      const found = await s3.send(
        new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, Delimiter: '/', MaxKeys: 1000 }),
        options,
      );
      return new Set((found.Contents ?? []).map(({ Key = '' }) => Key.slice(prefix.length)));
    },

    /** Reads and validates one document; undefined when absent. */
    async read<T>(name: string, schema: z.ZodType<T>): Promise<T | undefined> {
      const text = await getText(name);
      if (text === undefined) return undefined;
      const document = schema.safeParse(parseJson(text, prefix + name));
      if (!document.success) {
        throw new Error(`${prefix}${name} does not keep the contract: ${describeIssues(document.error)}`);
      }
      return document.data;
    },

    /** The first bytes of a document, so that a look at its status does not fetch a whole document's text. */
    head: (name: string): Promise<string | undefined> => getText(name, 'bytes=0-255'),
  };
}
export type RunObjects = ReturnType<typeof runObjects>;

/** The parser's own message is left out, since it quotes the text. */
function parseJson(text: string, key: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`${key} is not valid JSON`);
  }
}

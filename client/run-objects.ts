import { GetObjectCommand, ListObjectsV2Command, NoSuchKey, type S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod';
import { describeIssues } from '#shared/contract/describe-issues.ts';
import { DEFAULT_ORGANIZATION, OrganizationId, RunId } from '#shared/contract/identifiers.ts';
import { runPrefix } from '#shared/contract/keys.ts';

/** A run by its id alone (organisation `default`) or with its organisation; what `submit` returns fits. */
export type RunReference = string | { run_id: string; organization_id?: string | undefined };

const Reference = z.object({ run_id: RunId, organization_id: OrganizationId });

/** Reads a run's folder. Ids are checked first, since they become part of a key. */
export function runObjects(s3: S3Client, bucket: string, reference: RunReference) {
  const { run_id, organization_id = DEFAULT_ORGANIZATION } =
    typeof reference === 'string' ? { run_id: reference } : reference;
  const parsed = Reference.safeParse({ run_id, organization_id });
  if (!parsed.success) throw new TypeError(`Not a run: ${describeIssues(parsed.error)}`);
  const prefix = runPrefix(organization_id, run_id);

  return {
    runId: run_id,

    /** Names of the documents at the top of the folder; empty for a run that no worker has seen. */
    async names(): Promise<Set<string>> {
      const found = await s3.send(
        new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, Delimiter: '/', MaxKeys: 1000 }),
      );
      return new Set((found.Contents ?? []).map(({ Key = '' }) => Key.slice(prefix.length)));
    },

    /** Reads and validates one document; undefined when absent. */
    async read<T>(name: string, schema: z.ZodType<T>): Promise<T | undefined> {
      const text = await getText(s3, bucket, prefix + name);
      if (text === undefined) return undefined;
      const document = schema.safeParse(JSON.parse(text));
      if (!document.success) {
        throw new Error(`${prefix}${name} does not keep the contract: ${describeIssues(document.error)}`);
      }
      return document.data;
    },

    /** The first bytes of a document, so that a look at its status does not fetch a whole document's text. */
    head: (name: string): Promise<string | undefined> => getText(s3, bucket, prefix + name, 'bytes=0-255'),
  };
}
export type RunObjects = ReturnType<typeof runObjects>;

async function getText(
  s3: S3Client,
  bucket: string,
  key: string,
  range?: string,
): Promise<string | undefined> {
  try {
    const found = await s3.send(
      new GetObjectCommand({ Bucket: bucket, Key: key, ...(range && { Range: range }) }),
    );
    return await found.Body?.transformToString();
  } catch (error) {
    if (error instanceof NoSuchKey) return undefined;
    throw error;
  }
}

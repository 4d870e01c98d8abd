import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { S3Client } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';

/** A document that is not yet in the bucket: a path on this machine, or its bytes with a name. */
export type LocalFile = string | { name: string; bytes: Uint8Array };

/** The name a document is filed and reported under. */
export function fileNameOf(file: LocalFile): string {
  return typeof file === 'string' ? basename(file) : basename(file.name);
}

/** Puts a document into the bucket, in parts where it is large; a file on disk is streamed. */
export async function uploadDocument(
  s3: S3Client,
  bucket: string,
  key: string,
  file: LocalFile,
): Promise<void> {
  const body = typeof file === 'string' ? await openFile(file) : file.bytes;
  await new Upload({ client: s3, params: { Bucket: bucket, Key: key, Body: body } }).done();
}

/** Refuses what is not a regular file before the upload starts, so that the error names the path. */
async function openFile(path: string) {
  const found = await stat(path);
  if (!found.isFile()) throw new Error(`${path} is not a file`);
  return createReadStream(path);
}

/**
 * `<prefix><organization>/<run>/<name>`: one folder a run, so that equal names never meet. Characters that are
 * awkward in keys and URLs become `_`; `file_name` keeps the name as it was.
 */
export function documentKey(prefix: string, organizationId: string, runId: string, fileName: string): string {
  const safe = fileName.replace(/[^\p{L}\p{N}._-]+/gu, '_').replace(/^\.+/, '_');
  return `${prefix}${organizationId}/${runId}/${safe || 'document'}`;
}

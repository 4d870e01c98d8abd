import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { permanentError, type TaskError } from '../contract/errors.ts';
import type { DocumentStore, StoredDocument } from './documents.ts';
import { type ObjectAddress, resolveObjectPath } from './object-path.ts';
import type { ObjectStore } from './objects.ts';
import { BodyTooLarge, readBody } from './read-body.ts';
import { isMissing, storageError } from './s3-errors.ts';

export type DocumentStoreOptions = {
  objects: ObjectStore;
  client: S3Client;
  /** The workers' own bucket. */
  bucket: string;
  /** Ends with "/". */
  documentsPrefix: string;
  allowedBuckets: readonly string[];
  maxBytes: number;
};

/** Reads the documents that messages name, from S3 alone, within the limits of the environment. */
export function documentStore(options: DocumentStoreOptions): DocumentStore {
  const { client, maxBytes } = options;
  const rules = {
    bucket: options.bucket,
    prefix: options.documentsPrefix,
    allowedBuckets: options.allowedBuckets,
  };

  async function download(address: ObjectAddress, signal?: AbortSignal): Promise<StoredDocument> {
    const place = `s3://${address.bucket}/${address.key}`;
    try {
      const command = new GetObjectCommand({ Bucket: address.bucket, Key: address.key });
      const found = await client.send(command, signal ? { abortSignal: signal } : {});
      const body = found.Body as Readable;
      if ((found.ContentLength ?? 0) > maxBytes) {
        body.destroy();
        throw new BodyTooLarge();
      }
      const hash = createHash('sha256');
      const bytes = await readBody(body, { maxBytes, signal, onChunk: (chunk) => hash.update(chunk) });
      return { bytes, hash: hash.digest('hex'), size: bytes.byteLength };
    } catch (error) {
      if (error instanceof BodyTooLarge) throw tooLarge(place, maxBytes);
      if (isMissing(error)) {
        throw permanentError('document_not_found', `There is no document at ${place}.`);
      }
      throw storageError(error, `reading ${place}`);
    }
  }

  return {
    async read(filePath, signal) {
      const address = resolveObjectPath(filePath, rules);
      if ('refused' in address) {
        throw permanentError('document_path_refused', `file_path is refused: ${address.refused}.`);
      }
      return download(address, signal);
    },
  };
}

function tooLarge(place: string, maxBytes: number): TaskError {
  return permanentError(
    'document_too_large',
    `The document at ${place} is larger than the limit of ${maxBytes} bytes (MAX_DOCUMENT_BYTES).`,
  );
}

import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { isTaskError } from '../contract/errors.ts';
import type { ObjectStore } from '../store/objects.ts';
import { awsError } from './aws-errors.ts';
import { type AdapterDocument, parseDocument, wrongConfiguration } from './configuration.ts';
import { readParameter } from './secrets.ts';

/** A changed document is taken up within this time. */
const TTL_MS = 60_000;

const cache = new Map<string, { document: Promise<AdapterDocument>; until: number }>();

/**
 * Reads the configuration document of adapter instances from `s3://bucket/key`, `file:path` or `ssm:/name`. An SSM
 * parameter that is too small for it may hold an `s3://` reference instead. Cached for a minute. Throws
 * `invalid_adapter_configuration` (permanent) or `adapters_*` as AWS answers.
 */
export function readConfiguration(reference: string, objects: ObjectStore): Promise<AdapterDocument> {
  const name = `${objects.bucket} ${reference}`;
  const cached = cache.get(name);
  if (cached && cached.until > Date.now()) return cached.document;
  const document = fetchDocument(reference, objects);
  // Files are read anew each time: they are local, and people edit them.
  if (!reference.startsWith('file:')) {
    cache.set(name, { document, until: Date.now() + TTL_MS });
    document.catch(() => cache.delete(name));
  }
  return document;
}

async function fetchDocument(reference: string, objects: ObjectStore): Promise<AdapterDocument> {
  try {
    let text = await readText(reference, objects);
    if (reference.startsWith('ssm:') && text?.startsWith('s3://'))
      text = await readText(text.trim(), objects);
    if (text === undefined) {
      throw wrongConfiguration(`The adapter configuration ${reference} (ADAPTERS_REF) does not exist.`);
    }
    return parseDocument(text, reference);
  } catch (error) {
    throw isTaskError(error) ? error : awsError(error, 'adapters', `The adapter configuration ${reference}`);
  }
}

async function readText(reference: string, objects: ObjectStore): Promise<string | undefined> {
  if (reference.startsWith('file:')) return readLocal(reference);
  if (reference.startsWith('ssm:')) return readParameter(reference.slice('ssm:'.length));
  const [, bucket = '', key = ''] = /^s3:\/\/([^/]+)\/(.+)$/.exec(reference) ?? [];
  if (!bucket) throw wrongConfiguration(`ADAPTERS_REF must be s3://bucket/key, file:path or ssm:/name.`);
  if (bucket === objects.bucket) {
    const object = await objects.get(key);
    return object && Buffer.from(object.body).toString('utf8');
  }
  const { GetObjectCommand, S3Client } = await import('./aws-clients/s3.ts');
  // A custom endpoint has no bucket host names.
  const forcePathStyle = Boolean(process.env.AWS_ENDPOINT_URL_S3 ?? process.env.AWS_ENDPOINT_URL);
  const reply = await new S3Client({ forcePathStyle }).send(
    new GetObjectCommand({ Bucket: bucket, Key: key }),
  );
  return reply.Body?.transformToString();
}

async function readLocal(reference: string): Promise<string | undefined> {
  const path = reference.startsWith('file://') ? fileURLToPath(reference) : reference.slice('file:'.length);
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw wrongConfiguration(`The adapter configuration ${reference} (ADAPTERS_REF) cannot be read.`, error);
  }
}

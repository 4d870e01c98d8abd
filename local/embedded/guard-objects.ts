import type { App, S3Store } from './store-types.ts';

type S3Request = {
  method: string;
  params: unknown;
  query: unknown;
  headers: Record<string, string | string[] | undefined>;
};
type Refusal = { status: number; code: string; message: string };

/** Sub-resources that fauxqs does not know and would take for a put of the object or the bucket itself. */
const UNKNOWN_SUBRESOURCES = [
  'accelerate',
  'acl',
  'cors',
  'encryption',
  'legal-hold',
  'logging',
  'notification',
  'object-lock',
  'ownershipControls',
  'policy',
  'publicAccessBlock',
  'replication',
  'requestPayment',
  'restore',
  'retention',
  'tagging',
  'versioning',
  'website',
];

/**
 * What fauxqs 2.4.1 lacks of S3: conditional writes (it would overwrite silently) and refusals of what it cannot
 * do. The check runs synchronously right before the synchronous write, with nothing in between, so exactly one of
 * many concurrent creates wins.
 */
export function guardObjects(app: App, store: S3Store): void {
  app.addHook('preHandler', (request, reply, done) => {
    const refusal = refusalOf(request, store);
    if (!refusal) return done();
    reply.status(refusal.status).header('content-type', 'application/xml').send(errorXml(refusal));
  });
}

function refusalOf(request: S3Request, store: S3Store): Refusal | undefined {
  const { bucket, '*': key = '' } = (request.params ?? {}) as { bucket?: string; '*'?: string };
  if (bucket === undefined) return undefined;
  const query = (request.query ?? {}) as Record<string, unknown>;
  return (
    refusedPath(key, request.headers['x-amz-copy-source']) ??
    refusedSubresource(request.method, query) ??
    refusedCondition(request, query, bucket, key, store)
  );
}

/** A key that walks upwards is never meant, and is a hole in any store that keeps files. */
function refusedPath(key: string, copySource: string | string[] | undefined): Refusal | undefined {
  const source = typeof copySource === 'string' ? decoded(copySource) : '';
  const climbs = [key, source].some((path) => path.split('/').includes('..'));
  return climbs
    ? { status: 400, code: 'InvalidArgument', message: 'A key may not hold ".." as a path segment.' }
    : undefined;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function refusedSubresource(method: string, query: Record<string, unknown>): Refusal | undefined {
  const name = UNKNOWN_SUBRESOURCES.find((subresource) => subresource in query);
  if (name === undefined || method === 'GET' || method === 'HEAD') return undefined;
  return { status: 501, code: 'NotImplemented', message: `The embedded S3 does not have "${name}".` };
}

/** `If-None-Match: *` and `If-Match: <etag>` of puts, completed multipart uploads and deletes, as S3 answers them. */
function refusedCondition(
  request: S3Request,
  query: Record<string, unknown>,
  bucket: string,
  key: string,
  store: S3Store,
): Refusal | undefined {
  const writes =
    (request.method === 'PUT' && !query.uploadId) ||
    (request.method === 'POST' && query.uploadId !== undefined) ||
    (request.method === 'DELETE' && !query.uploadId);
  if (!writes || key === '' || !store.hasBucket(bucket)) return undefined;
  const ifNoneMatch = request.headers['if-none-match'];
  const ifMatch = request.headers['if-match'];
  if (ifNoneMatch !== undefined && ifNoneMatch !== '*') {
    return { status: 501, code: 'NotImplemented', message: 'If-None-Match of a write takes only "*".' };
  }
  const etag = currentEtag(store, bucket, key);
  if (ifNoneMatch !== undefined && etag !== undefined) return PRECONDITION_FAILED;
  if (typeof ifMatch !== 'string') return undefined;
  if (etag === undefined) {
    return { status: 404, code: 'NoSuchKey', message: 'The specified key does not exist.' };
  }
  return ifMatch === '*' || unquoted(ifMatch) === unquoted(etag) ? undefined : PRECONDITION_FAILED;
}

const PRECONDITION_FAILED: Refusal = {
  status: 412,
  code: 'PreconditionFailed',
  message: 'At least one of the pre-conditions you specified did not hold',
};

function currentEtag(store: S3Store, bucket: string, key: string): string | undefined {
  try {
    return store.headObject(bucket, key).etag;
  } catch {
    return undefined;
  }
}

const unquoted = (etag: string) => etag.replaceAll('"', '');

function errorXml({ code, message }: Refusal): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message.replaceAll('"', '&quot;')}</Message></Error>`;
}

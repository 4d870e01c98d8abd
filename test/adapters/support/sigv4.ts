import { createHash, createHmac } from 'node:crypto';
import type { WireRequest } from './wire-server.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();

/** Checks a request's AWS Signature Version 4 as the service would, with the secret of the key it names. */
export function hasValidSignature(request: WireRequest, secretAccessKey: string): boolean {
  const [, scope = '', signed = '', signature] =
    /Credential=[^/]+\/([^,]+), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]+)/.exec(
      request.headers.authorization ?? '',
    ) ?? [];
  const [path = '', query = ''] = request.path.split('?');
  const names = signed.split(';');
  const headers = names
    .map((name) => `${name}:${String(request.headers[name]).trim().replace(/ +/g, ' ')}\n`)
    .join('');
  // Every service but S3 signs the path encoded once more.
  const twice = path
    .split('/')
    .map((part) => encodeURIComponent(part))
    .join('/');
  const canonical = [request.method, twice, query, headers, signed, sha256(request.body)].join('\n');
  const date = String(request.headers['x-amz-date']);
  const toSign = ['AWS4-HMAC-SHA256', date, scope, sha256(canonical)].join('\n');
  const [day = '', region = '', service = ''] = scope.split('/');
  const key = ['aws4_request'].reduce<Buffer>(
    hmac,
    hmac(hmac(hmac(`AWS4${secretAccessKey}`, day), region), service),
  );
  return hmac(key, toSign).toString('hex') === signature;
}

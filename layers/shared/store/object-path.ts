/** Where an object stands. */
export type ObjectAddress = { bucket: string; key: string };

export type PathRules = {
  /** The workers' own bucket: only keys under `prefix` may be named. */
  bucket: string;
  /** Ends with "/". */
  prefix: string;
  /** Other buckets of which any key may be named. */
  allowedBuckets: readonly string[];
};

const MAX_KEY_BYTES = 1024;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;
/** `.`, `/`, `\` and NUL in percent spelling, encoded any number of times. */
const ENCODED_TRICK = /%(?:25)*(?:2e|2f|5c|00)/i;
const SCHEME = /^[a-z][a-z0-9+.-]*:/i;

/**
 * Resolves a path from a message to a bucket and key, or says why it is refused. Paths are taken literally – nothing is
 * decoded or normalised – so what is checked here is what S3 gets.
 */
export function resolveObjectPath(path: string, rules: PathRules): ObjectAddress | { refused: string } {
  if (!path.isWellFormed()) return { refused: 'it is not valid Unicode' };
  if (CONTROL.test(path)) return { refused: 'it holds control characters' };
  if (path.includes('\\')) return { refused: 'it holds a backslash' };
  if (ENCODED_TRICK.test(path)) return { refused: 'it holds a percent-encoded dot, slash, backslash or NUL' };

  const address = path.startsWith('s3://') ? bucketAndKey(path, rules) : keyUnderPrefix(path, rules);
  if ('refused' in address) return address;
  const segments = address.key.split('/');
  if (segments.includes('..') || segments.includes('.'))
    return { refused: 'it holds "." or ".." as a folder' };
  if (segments.includes('')) return { refused: 'a folder or the file has no name' };
  if (Buffer.byteLength(address.key) > MAX_KEY_BYTES) return { refused: 'it is longer than 1024 bytes' };
  return address;
}

function bucketAndKey(path: string, rules: PathRules): ObjectAddress | { refused: string } {
  const [, bucket = '', key = ''] = /^s3:\/\/([^/]*)\/?(.*)$/s.exec(path) ?? [];
  if (key === '') return { refused: 'it names no key (s3://bucket/key)' };
  if (bucket === rules.bucket) {
    if (key.startsWith(rules.prefix)) return { bucket, key };
    return { refused: `only keys under "${rules.prefix}" of the workers' own bucket may be read` };
  }
  if (rules.allowedBuckets.includes(bucket)) return { bucket, key };
  return { refused: 'its bucket is not allowed (ALLOWED_BUCKETS)' };
}

function keyUnderPrefix(path: string, rules: PathRules): ObjectAddress | { refused: string } {
  if (path.startsWith('/') || path.startsWith('~')) return { refused: 'it is a local path' };
  if (SCHEME.test(path)) {
    return { refused: 'only s3://bucket/key or a key under the documents prefix can be read' };
  }
  return { bucket: rules.bucket, key: path.startsWith(rules.prefix) ? path : rules.prefix + path };
}

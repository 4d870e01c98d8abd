import * as z from 'zod';
import { permanentError } from '../contract/errors.ts';
import { awsError } from './aws-errors.ts';

const FORMS = 'ssm:/name, secretsmanager:name, secretsmanager:name#json-key or env:NAME';

/** Where a secret's value stands; never the value itself. */
export const SecretReference = z
  .string()
  .regex(
    /^(ssm:\/[\w./-]+|secretsmanager:[\w/+=.@:!-]+(#[\w.-]+)?|env:[A-Za-z_]\w*)$/,
    `must be a reference (${FORMS}), not the secret itself`,
  );

/** Fetches the value of a secret reference. Values are cached; they never enter a message, a log or an error. */
export type SecretReader = {
  read(reference: string): Promise<string>;
  /** Forgets a value that the other side refused; true when it had been kept for a while, so it may be outdated. */
  forget(reference: string): boolean;
};

/** A rotated secret is taken up within this time, or at once when the old one is refused. */
const TTL_MS = 5 * 60_000;

/** A value read this recently is the current one. */
const FRESH_MS = 10_000;

/**
 * Reads SSM parameters (decrypted), Secrets Manager secrets and environment variables.
 * Throws `secret_not_found`, `secret_denied`, `secret_unavailable` (retryable), `secret_throttled` (retryable).
 */
export function secretReader(now: () => number = Date.now): SecretReader {
  const cache = new Map<string, { value: Promise<string>; until: number }>();
  return {
    read(reference) {
      const cached = cache.get(reference);
      if (cached && cached.until > now()) return cached.value;
      const value = fetchSecret(reference);
      cache.set(reference, { value, until: now() + TTL_MS });
      // A failure is not kept: the next call asks again.
      value.catch(() => cache.delete(reference));
      return value;
    },
    forget(reference) {
      const cached = cache.get(reference);
      cache.delete(reference);
      return cached !== undefined && now() > cached.until - TTL_MS + FRESH_MS;
    },
  };
}

/** One cache for the process, so that the runs of a warm function share it. */
export const processSecrets: SecretReader = secretReader();

async function fetchSecret(reference: string): Promise<string> {
  const what = `The secret ${reference}`;
  const value = await read(reference).catch((error) => {
    throw awsError(error, 'secret', what);
  });
  // A line break at the end of a stored secret is no part of it.
  const trimmed = value?.trim();
  if (!trimmed) throw permanentError('secret_not_found', `${what} is not set.`);
  return trimmed;
}

async function read(reference: string): Promise<string | undefined> {
  const colon = reference.indexOf(':');
  const name = reference.slice(colon + 1);
  if (reference.startsWith('env:')) return process.env[name];
  if (reference.startsWith('ssm:')) return readParameter(name);
  const [secretId = '', key] = name.split('#');
  const text = await readSecret(secretId);
  return key === undefined ? text : field(text, key);
}

/** Value of an SSM parameter, decrypted. */
export async function readParameter(name: string): Promise<string | undefined> {
  const { GetParameterCommand, SSMClient } = await import('./aws-clients/ssm.ts');
  const reply = await new SSMClient({}).send(new GetParameterCommand({ Name: name, WithDecryption: true }));
  return reply.Parameter?.Value;
}

async function readSecret(secretId: string): Promise<string | undefined> {
  const { GetSecretValueCommand, SecretsManagerClient } = await import('./aws-clients/secrets-manager.ts');
  const reply = await new SecretsManagerClient({}).send(new GetSecretValueCommand({ SecretId: secretId }));
  return reply.SecretString;
}

/** A field of a JSON secret; undefined when the secret is no JSON object or has no such text. */
function field(text: string | undefined, key: string): string | undefined {
  try {
    const value: unknown = JSON.parse(text ?? '')?.[key];
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}

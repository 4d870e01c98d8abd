import * as z from 'zod';
import { wholeNumber } from '../../common-settings.ts';
import type { AdapterInstance } from '../../configuration.ts';
import type { InstanceSecrets } from '../../instance-secrets.ts';
import type { RestService } from './call.ts';

/** What all stores behind a REST API have besides upstream's settings. */
export const restSettings = {
  /** Seconds one request may take. */
  timeout: wholeNumber(1).default(60),
  /** Collections are named `<prefix>_<dimensions>`; letters, digits and underscores, as every server takes them. */
  collection_prefix: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9_]{0,29}$/, 'must be letters, digits and underscores, at most 30')
    .default('psw_vectors'),
};

/** A server's address; one without a scheme, as upstream's forms suggest, is http on this machine, https elsewhere. */
export const serverAddress = z
  .string()
  .transform((text) => (/^[a-z]+:\/\//i.test(text) ? text : `${isLocal(text) ? 'http' : 'https'}://${text}`))
  .pipe(z.url({ protocol: /^https?$/, error: 'must be an http or https URL' }))
  .transform((url) => url.replace(/\/+$/, ''));

const isLocal = (text: string) => /^(localhost|127\.|\[::1\])/.test(text);

/** The service of an instance, whose one secret goes into the header that `header` makes of it. */
export function restService(
  { id, provider }: AdapterInstance,
  timeoutSeconds: number,
  secrets: InstanceSecrets,
  header: (secrets: Record<string, string>) => Record<string, string>,
  understand?: RestService['understand'],
): RestService {
  return {
    who: `Adapter "${id}" (${provider})`,
    timeoutSeconds,
    headers: async () => header(await secrets.all()),
    refused: secrets.refused,
    ...(understand && { understand }),
  };
}

/** Runs `work` once for each number of dimensions; a failure is not kept. */
export function oncePerDimension(
  work: (dimensions: number, signal?: AbortSignal) => Promise<void>,
): (dimensions: number, signal?: AbortSignal) => Promise<void> {
  const done = new Map<number, Promise<void>>();
  return (dimensions, signal) => {
    const known = done.get(dimensions);
    if (known !== undefined) return known;
    const running = work(dimensions, signal);
    done.set(dimensions, running);
    running.catch(() => done.delete(dimensions));
    return running;
  };
}

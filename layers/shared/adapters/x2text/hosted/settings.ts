import * as z from 'zod';

const seconds = z
  .union([
    z.number(),
    z
      .string()
      .regex(/^\d+(\.\d+)?$/)
      .transform(Number),
  ])
  .pipe(z.number().positive());

/** Numbers; forms send them as digits in a string. */
export const number = z.union([
  z.number(),
  z
    .string()
    .regex(/^\d+(\.\d+)?$/)
    .transform(Number),
]);

export const address = z.url({ protocol: /^https?$/, error: 'must be an http or https URL' });

/** What all hosted extractors have; not of upstream, which has environment variables for some of it. */
export const waitingSettings = {
  /** Seconds from a job's start to its result, over all invocations. */
  wait_timeout: seconds.pipe(z.number().max(86_400)).default(900),
  /** Seconds one HTTP request may take, the upload too. */
  request_timeout: seconds.pipe(z.number().max(3600)).default(300),
  /** Seconds before a job is looked at again; grows up to ten times that. */
  poll_interval: seconds.pipe(z.number().max(3600)).default(1.5),
};
export type WaitingSettings = z.output<z.ZodObject<typeof waitingSettings>>;

/** An address without the slashes at its end. */
export const withoutSlash = (url: string): string => url.replace(/\/+$/, '');

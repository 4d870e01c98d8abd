import type { App } from './store-types.ts';

/** S3's own limit of one put is 5 GiB; what fits in this process's memory is less and fails there. */
const LARGEST_PUT_BYTES = 1024 ** 3;

/** fauxqs refuses bodies over 11 MiB with an answer that no SDK can read; documents may well be larger. */
export function acceptLargeBodies(app: App): void {
  app.removeContentTypeParser('*');
  app.addContentTypeParser(
    '*',
    { parseAs: 'buffer', bodyLimit: LARGEST_PUT_BYTES },
    (_request: unknown, body: string | Buffer, done: (error: Error | null, body?: unknown) => void) =>
      done(null, body),
  );
}

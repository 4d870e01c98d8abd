import type { AddressInfo } from 'node:net';
import { buildApp } from 'fauxqs';
import { guardObjects } from './embedded/guard-objects.ts';
import { acceptLargeBodies } from './embedded/large-bodies.ts';
import { createStores } from './embedded/stores.ts';
import { giveBackUndelivered, keepCountsFresh } from './embedded/undelivered.ts';

export type EmbeddedAws = {
  /** `http://127.0.0.1:<port>`: speaks SQS and S3 (path style), takes any credentials. */
  endpoint: string;
  close(): Promise<void>;
};

/**
 * SQS and S3 in this process: in memory, on 127.0.0.1 only, gone when closed. fauxqs does the work; the guards
 * mend what its 2.4.1 does otherwise than AWS and what the workers rely on (each one tested with the real SDK).
 *
 * @param options.port 0 or absent: any free port.
 */
export async function startEmbeddedAws(options: { port?: number } = {}): Promise<EmbeddedAws> {
  const stores = await createStores();
  const app = buildApp({ logger: false, stores });
  acceptLargeBodies(app);
  guardObjects(app, stores.s3Store);
  giveBackUndelivered(app, stores.sqsStore);
  keepCountsFresh(app, stores.sqsStore);

  await app.listen({ port: options.port ?? 0, host: '127.0.0.1' });
  const { port } = app.server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    close: async () => {
      await app.close();
    },
  };
}

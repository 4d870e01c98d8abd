import * as z from 'zod';
import { permanentError, retryableError } from '../../contract/errors.ts';
import { pause } from './pause.ts';
import { parseReply, type RestReply, type RestService, restCall } from './rest/call.ts';
import { wrongCollection } from './rest/reply-errors.ts';

/** Seconds a new index may take to become ready, before the queue has to come back for it. */
const READY_SECONDS = 60;

/** How an index is to be deployed, as Pinecone's API takes it. */
export type IndexSpec =
  | { serverless: { cloud: string; region: string } }
  | { pod: { environment: string; pod_type: string; pods: number; replicas: number; shards: number } };

const Index = z.object({
  dimension: z.number().nullish(),
  metric: z.string(),
  host: z.string().min(1),
  status: z.object({ ready: z.boolean() }),
});

/** The control plane: makes indexes and tells where they answer. */
export type PineconeIndexes = {
  /** The address of an index; undefined when there is none. */
  find(dimensions: number, signal?: AbortSignal): Promise<string | undefined>;
  /** The address of an index, which is made when it is missing. */
  make(dimensions: number, signal?: AbortSignal): Promise<string>;
};

/** @param api The control plane's address. */
export function pineconeIndexes(
  service: RestService,
  api: string,
  nameOf: (dimensions: number) => string,
  spec: IndexSpec,
): PineconeIndexes {
  const hosts = new Map<number, string>();
  const describe = async (dimensions: number, signal?: AbortSignal) => {
    const url = `${api}/indexes/${nameOf(dimensions)}`;
    const reply = await restCall(service, { method: 'GET', url, signal, accept: [404] });
    return reply.status === 404 ? undefined : readIndex(service, nameOf(dimensions), dimensions, reply);
  };
  const remember = (dimensions: number, host: string) => {
    const address = addressOf(service, api, host);
    hosts.set(dimensions, address);
    return address;
  };
  return {
    async find(dimensions, signal) {
      const known = hosts.get(dimensions);
      if (known !== undefined) return known;
      const index = await describe(dimensions, signal);
      return index?.status.ready ? remember(dimensions, index.host) : undefined;
    },
    async make(dimensions, signal) {
      const known = hosts.get(dimensions);
      if (known !== undefined) return known;
      if (!(await describe(dimensions, signal))) {
        const body = { name: nameOf(dimensions), dimension: dimensions, metric: 'cosine', spec };
        // 409: another function made it in the meantime.
        await restCall(service, { method: 'POST', url: `${api}/indexes`, body, signal, accept: [409] });
      }
      const until = Date.now() + READY_SECONDS * 1000;
      for (let wait = 100; ; wait = Math.min(wait * 2, 5000)) {
        const index = await describe(dimensions, signal);
        if (index?.status.ready) return remember(dimensions, index.host);
        if (Date.now() + wait > until) throw notReady(service, nameOf(dimensions));
        await pause(wait, signal);
      }
    },
  };
}

function readIndex(service: RestService, name: string, dimensions: number, reply: RestReply) {
  const index = parseReply(service, reply, Index);
  if (index.metric === 'cosine' && index.dimension === dimensions) return index;
  const found = `${index.metric} vectors of ${index.dimension} dimensions`;
  throw wrongCollection(service.who, name, `cosine vectors of ${dimensions} dimensions`, found);
}

/** The key is sent only to hosts of the service that named them. */
function addressOf({ who }: RestService, api: string, host: string): string {
  const control = new URL(api);
  const url = new URL(/^https?:\/\//.test(host) ? host : `${control.protocol}//${host}`);
  const domain = control.hostname.split('.').slice(-2).join('.');
  const same = url.hostname === control.hostname || url.hostname.endsWith(`.${domain}`);
  if (same && url.protocol === control.protocol) return url.origin;
  throw permanentError(
    'vector_db_refused',
    `${who}: the service names a host outside its own domain for an index; the key is not sent there.`,
  );
}

const notReady = ({ who }: RestService, name: string) =>
  retryableError('vector_db_timeout', `${who}: the new index "${name}" is not ready yet.`);

import { type AdapterInstance, wrongConfiguration } from '../configuration.ts';

/** Dimensions of well-known models as they come, from the vendors' documentation. */
const KNOWN: readonly [model: RegExp, dimensions: number][] = [
  [/text-embedding-3-large/, 3072],
  [/text-embedding-(3-small|ada-002)/, 1536],
  [/titan-embed-text-v1|titan-embed-g1-text/, 1536],
  [/titan-embed-text-v2/, 1024],
  [/cohere\.embed-(english|multilingual)-v3/, 1024],
  [/cohere\.embed-v4/, 1536],
  [/nova-.*embed/, 3072],
  [/gemini-embedding-001/, 3072],
  [/mistral-embed/, 1024],
  [/nomic-embed-text/, 768],
  [/mxbai-embed-large|bge-(m3|large)|snowflake-arctic-embed(2|:|$)/, 1024],
  [/all-minilm|bge-small/i, 384],
];

/** The setting, or what is known of the model. Throws `invalid_adapter_configuration` when neither tells. */
export function dimensionsOf(
  instance: AdapterInstance,
  model: string,
  configured: number | undefined,
): number {
  const dimensions = configured ?? KNOWN.find(([pattern]) => pattern.test(model))?.[1];
  if (dimensions !== undefined) return dimensions;
  throw wrongConfiguration(
    `Adapter "${instance.id}": settings.dimensions is missing; how many dimensions "${model}" has is not known here.`,
  );
}

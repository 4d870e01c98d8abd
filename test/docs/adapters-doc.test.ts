import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { AdapterInstance } from '#shared/adapters/configuration.ts';
import type { SecretReader } from '#shared/adapters/secrets.ts';
import { testRegistry } from '../adapters/support/registry.ts';

const ROOT = join(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const configurations = [
  ...[...read('docs/adapters.md').matchAll(/^```json\n([\s\S]*?)^```/gm)],
  ...[...read('README.md').matchAll(/<<'JSON'\n([\s\S]*?)^JSON$/gm)],
].map(([, json = '']) => JSON.parse(json) as Record<string, AdapterInstance>);

const secrets: SecretReader = { read: async () => 'secret', forget: () => false };

describe('adapter configurations that the documents show', () => {
  it.each(configurations.flatMap((document) => Object.entries(document)))('%s', async (id, { kind }) => {
    const { registry } = await testRegistry(
      configurations.find((document) => id in document),
      { secrets },
    );
    const adapter = await {
      llm: () => registry.llm(id),
      embedding: () => registry.embedding(id),
      'vector-db': () => registry.vectorDb(id),
      x2text: () => registry.x2text(id),
      reranker: () => registry.reranker(id),
    }[kind]();
    expect(adapter.id).toBe(id);
  });

  it('are there', () => expect(configurations.length).toBeGreaterThan(6));
});

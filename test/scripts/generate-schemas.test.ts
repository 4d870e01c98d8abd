import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import * as z from 'zod';
import { generateSchemas, SCHEMAS_FOLDER } from '../../scripts/generate-schemas.ts';

it('client/schemas is what the contract says (else: node scripts/generate-schemas.ts)', () => {
  const stored = new Map(
    readdirSync(SCHEMAS_FOLDER).map((name) => [name, readFileSync(join(SCHEMAS_FOLDER, name), 'utf8')]),
  );
  expect([...stored.keys()].sort()).toEqual([...generateSchemas().keys()].sort());
  for (const [name, text] of generateSchemas()) expect(stored.get(name), `${name} is stale`).toBe(text);
});

it('accepts the seed payload and names what a wrong one lacks, by the schema alone', () => {
  const message = z.fromJSONSchema(JSON.parse(readFileSync(join(SCHEMAS_FOLDER, 'message.json'), 'utf8')));
  const seed = {
    run_id: 'r1',
    file_path: 'documents/a.pdf',
    tool_settings: { llm: 'x', 'chunk-size': '512', somethingNew: true },
    outputs: [{ name: 'total', prompt: 'What is the total?' }],
  };
  expect(message.safeParse(seed).success).toBe(true);
  const wrong = message.safeParse({ ...seed, run_id: '../x', outputs: [] });
  expect(wrong.error?.issues.map(({ path }) => path.join('.')).sort()).toEqual(['outputs', 'run_id']);
});

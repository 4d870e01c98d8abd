/** `node scripts/generate-schemas.ts` writes client/schemas: the contract as JSON Schema, for other languages. */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { Lines } from '#shared/contract/lines.ts';
import { Message, MessageReference } from '#shared/contract/message.ts';
import { Output } from '#shared/contract/outputs.ts';
import {
  AutogenResult,
  ChunkingResult,
  ErrorResult,
  EvaluationResult,
  ExtractionResult,
} from '#shared/contract/results.ts';
import { Progress, RunManifest } from '#shared/contract/run.ts';
import { ToolSettings } from '#shared/contract/tool-settings.ts';
import { UsageRecord } from '#shared/contract/usage.ts';

export const SCHEMAS_FOLDER = join(import.meta.dirname, '../client/schemas');

/** What backends write: numbers may come as digits in a string. */
const SENT = {
  message: Message,
  'message-reference': MessageReference,
  'tool-settings': ToolSettings,
  output: Output,
};

/** What backends read. */
const RECEIVED = {
  'extraction-result': ExtractionResult,
  'chunking-result': ChunkingResult,
  'autogen-result': AutogenResult,
  'evaluation-result': EvaluationResult,
  'error-result': ErrorResult,
  lines: Lines,
  run: RunManifest,
  progress: Progress,
  'usage-record': UsageRecord,
};

/** File name → text of every schema. */
export function generateSchemas(): Map<string, string> {
  const sent = Object.entries(SENT).map(([name, schema]) => write(name, schema, 'input'));
  const received = Object.entries(RECEIVED).map(([name, schema]) => write(name, schema, 'output'));
  return new Map([...sent, ...received]);
}

function write(name: string, schema: z.ZodType, io: 'input' | 'output'): [string, string] {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io });
  return [`${name}.json`, `${JSON.stringify({ $schema, title: name, ...rest }, null, 2)}\n`];
}

if (import.meta.main) {
  const schemas = generateSchemas();
  mkdirSync(SCHEMAS_FOLDER, { recursive: true });
  for (const name of readdirSync(SCHEMAS_FOLDER)) if (!schemas.has(name)) rmSync(join(SCHEMAS_FOLDER, name));
  for (const [name, text] of schemas) writeFileSync(join(SCHEMAS_FOLDER, name), text);
  console.error(`${schemas.size} schemas in client/schemas`);
}

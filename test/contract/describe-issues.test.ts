import { expect, test } from 'vitest';
import * as z from 'zod';
import { describeIssues } from '#shared/contract/describe-issues.ts';
import { Message } from '#shared/contract/message.ts';

const issuesOf = (schema: z.ZodType, value: unknown) => {
  const { error } = schema.safeParse(value);
  if (!error) throw new Error('It fits');
  return describeIssues(error);
};

test('says of a union what each of its alternatives expects', () => {
  const size = z.union([z.number(), z.string().regex(/^\d+$/)]);
  expect(issuesOf(z.object({ 'chunk-size': size }), { 'chunk-size': true })).toBe(
    'chunk-size: Invalid input: expected number, received boolean, or Invalid input: expected string, received boolean',
  );
  const tags = z.union([z.string(), z.array(z.string())]);
  expect(issuesOf(z.object({ tags }), { tags: ['a', 1] })).toContain('1: Invalid input: expected string');
});

test('names every wrong field of a message and quotes no value', () => {
  const secret = 'top-secret';
  const told = issuesOf(Message, {
    run_id: `${secret}/..`,
    organization_id: [secret],
    file_path: { secret },
    pipeline: [secret],
    round: secret,
    tool_settings: { 'chunk-size': secret, 'retrieval-strategy': secret, grammar: secret },
    outputs: [{ name: 1, type: secret, required: secret, active: secret, eval_settings: secret }],
    extraction_settings: { output_mode: secret, tags: { secret } },
    metadata: secret,
  });
  expect(told).not.toContain(secret);
  for (const field of ['run_id', 'file_path', 'tool_settings.chunk-size', 'outputs.0.name', 'metadata'])
    expect(told).toContain(`${field}: `);
  expect(told).not.toMatch(/Invalid input(;|$)/);
});

test('names some of thousands, and says how many there are more', () => {
  const outputs = Array.from({ length: 5000 }, () => 1);
  const told = issuesOf(z.array(z.string()), outputs);
  expect(told).toMatch(/; … and 4950 more$/);
  expect(told.length).toBeLessThan(5000);
});

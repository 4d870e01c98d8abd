import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { Message, MessageReference } from '#shared/contract/message.ts';
import { ErrorResult } from '#shared/contract/results.ts';
import { PluginManifest } from '#shared/plugins/manifest.ts';

const ROOT = join(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const blocks = (text: string, kind: string) =>
  [...text.matchAll(new RegExp(`^\`\`\`json ${kind}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(([, json]) =>
    JSON.parse(json ?? ''),
  );

it('shows messages, references and errors that keep the contract', () => {
  const text = read('docs/backend.md');
  const messages = blocks(text, 'message');
  expect(messages).toHaveLength(2);
  for (const message of messages) expect(Message.strict().parse(message)).toMatchObject(message);
  expect(blocks(text, 'reference').map((each) => MessageReference.strict().parse(each))).toHaveLength(1);
  expect(blocks(text, 'error').map((each) => ErrorResult.strict().parse(each))).toHaveLength(1);
});

it('shows the manifest as it is', () => {
  const shown = blocks(read('docs/plugins.md'), 'manifest');
  expect(shown).toEqual([JSON.parse(read('plugins-enterprise/summarize/manifest.json'))]);
  expect(PluginManifest.parse(shown[0]).name).toBe('summarize');
});

it('says where the parts of the seed live: every path is there', () => {
  const rows = read('docs/from-the-seed.md')
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.includes('---'));
  const here = rows.map((line) => line.split(' | ').slice(1).join(' '));
  const named = here.flatMap((cell) =>
    [...cell.matchAll(/`([\w.{},-]+\/[\w./{},-]*)`/g)].map(([, path]) => path ?? ''),
  );
  const places = ['', 'layers/shared/', 'docs/'];
  const missing = named
    .flatMap(alternatives)
    .filter((path) => !places.some((place) => existsSync(join(ROOT, place, path))));
  expect(named.length).toBeGreaterThan(40);
  expect(missing).toEqual([]);
});

/** `a/{b,c}/d` → `a/b/d`, `a/c/d`. */
function alternatives(path: string): string[] {
  const [, before, choices, after] = /^(.*)\{([^}]*)\}(.*)$/.exec(path) ?? [];
  return choices === undefined ? [path] : choices.split(',').map((choice) => `${before}${choice}${after}`);
}

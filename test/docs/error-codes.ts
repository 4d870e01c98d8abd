import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');

/** Where a code is thrown, and whether the same message may succeed later. */
export type Uses = Map<string, { retryable: Set<boolean>; files: Set<string> }>;

/** Every error code that the workers and plugins of this repository can put into a result, read from the source. */
export function errorCodes(): { ofRuns: Uses; ofFields: Uses } {
  const ofRuns: Uses = new Map();
  const ofFields: Uses = new Map();
  for (const { file, text } of sources()) {
    for (const { code, retryable } of thrown(file, text)) add(ofRuns, code, retryable, file);
    for (const [, code = ''] of text.matchAll(/\bcode: '([a-z]+(?:_[a-z]+)+)'/g))
      add(file.includes('/answering/') ? ofFields : ofRuns, code, /retryable: true/.test(text), file);
    for (const [, code = ''] of text.matchAll(/\bfailed\([\w.\s]+,\s*'([a-z_]+)'/g))
      add(ofFields, code, false, file);
  }
  return { ofRuns, ofFields };
}

function* sources() {
  for (const folder of ['layers/shared', 'plugins-enterprise']) {
    for (const name of readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })) {
      if (!name.endsWith('.ts')) continue;
      const file = `${folder}/${name}`;
      yield { file, text: readFileSync(join(ROOT, file), 'utf8') };
    }
  }
}

const CALL =
  /\b(permanentError|retryableError|errors\.permanent|errors\.retryable|fail|retry)\(\s*(['`])([^'`]+)\2/g;
/** What stands for the first part of a code in a file that makes codes for several callers. */
const PREFIXES: Record<string, string[]> = {
  '${callee.prefix}': ['llm', 'embedding', 'reranker'],
  '${kind}': ['llm', 'embedding', 'reranker'],
  '${prefix}': ['adapters', 'secret', 'vector_db'],
};

function* thrown(file: string, text: string) {
  for (const [, call = '', , written = ''] of text.matchAll(CALL)) {
    const retryable = call.startsWith('retry') || call.endsWith('.retryable');
    for (const code of codesOf(file, call, written)) yield { code, retryable };
  }
}

function codesOf(file: string, call: string, written: string): string[] {
  if (call === 'fail' || call === 'retry') {
    if (file.endsWith('provider-errors.ts'))
      return ['llm', 'embedding', 'reranker'].map((kind) => `${kind}_${written}`);
    if (file.endsWith('postgres-pool.ts')) return [`vector_db_${written}`];
    throw new Error(`${file} makes a code of "${written}" in a way that this test does not know`);
  }
  // The local functions `fail` and `retry` of those two files, which stand above.
  if (/_\$\{name\}$/.test(written)) return [];
  const [before] = /^\$\{[^}]+\}/.exec(written) ?? [];
  if (before === undefined) return [written];
  const prefixes = PREFIXES[before];
  if (!prefixes)
    throw new Error(`${file} makes a code of "${written}" in a way that this test does not know`);
  return prefixes.map((prefix) => prefix + written.slice(before.length));
}

function add(uses: Uses, code: string, retryable: boolean, file: string): void {
  const use = uses.get(code) ?? { retryable: new Set(), files: new Set() };
  use.retryable.add(retryable);
  use.files.add(file);
  uses.set(code, use);
}

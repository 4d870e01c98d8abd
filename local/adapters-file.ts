import { readFile } from 'node:fs/promises';
import {
  type AdapterDocument,
  type AdapterKind,
  instanceOf,
  parseDocument,
} from '#shared/adapters/configuration.ts';
import { EMBEDDED } from '#shared/adapters/registry.ts';
import { isTaskError } from '#shared/contract/errors.ts';
import { CliError } from './cli-error.ts';
import { inputFile } from './input-file.ts';

/** The options that name a file of adapter instances, and instances of it by kind. */
export type AdapterOptions = {
  adapters?: string;
  llm?: string;
  embedding?: string;
  vectorDb?: string;
  x2text?: string;
  reranker?: string;
};

const BUILT_IN: Partial<Record<AdapterKind, string>> = EMBEDDED;

const OPTIONS: Record<AdapterKind, keyof AdapterOptions> = {
  llm: 'llm',
  embedding: 'embedding',
  'vector-db': 'vectorDb',
  x2text: 'x2text',
  reranker: 'reranker',
};

/**
 * The workers' variable for `--adapters <file>`. The file, and the instances that other options name, are looked at
 * before anything starts; a configuration that stands elsewhere (`ADAPTERS_REF`) is the workers' to read.
 */
export async function adaptersVariable(options: AdapterOptions): Promise<Record<string, string>> {
  if (options.adapters === undefined) {
    if (!process.env.ADAPTERS_REF) refuseUnknown(options, {}, 'give a file that has it with --adapters');
    return {};
  }
  const file = await inputFile(options.adapters);
  const text = await readFile(file, 'utf8');
  return inCliTerms(() => {
    refuseUnknown(options, parseDocument(text, options.adapters ?? ''), `${options.adapters} has none`);
    return { ADAPTERS_REF: `file:${file}` };
  });
}

function refuseUnknown(options: AdapterOptions, document: AdapterDocument, what: string): void {
  for (const [kind, option] of Object.entries(OPTIONS)) {
    const id = options[option];
    if (id === undefined || id === BUILT_IN[kind as AdapterKind]) continue;
    const found = instanceOf(document, id);
    if (found?.kind === kind) continue;
    const problem = found
      ? `"${id}" is a ${found.kind} adapter, not ${kind}`
      : `There is no ${kind} adapter "${id}": ${what}`;
    throw new CliError('unknown_adapter', problem);
  }
}

function inCliTerms<T>(look: () => T): T {
  try {
    return look();
  } catch (error) {
    throw isTaskError(error) ? new CliError(error.code, error.message) : error;
  }
}

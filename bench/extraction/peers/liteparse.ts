import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** As much of liteparse 2 as the benches use. */
export type Liteparse = {
  parse(input: string | Uint8Array): Promise<{ pages: { pageNum: number; text: string }[] }>;
};
type Package = { LiteParse: new (config: Record<string, unknown>) => Liteparse };

/**
 * A liteparse that reads text layers only, as the others do. The package is looked for in the folder named by
 * LITEPARSE_DIR (one with a `node_modules`, or that itself), then where the project's own packages are.
 */
export async function loadLiteparse(config: Record<string, unknown> = {}): Promise<Liteparse> {
  const { LiteParse } = (await import(entry())) as Package;
  return new LiteParse({
    ocrEnabled: false,
    outputFormat: 'text',
    imageMode: 'off',
    maxPages: 100_000,
    quiet: true,
    continueOnPageError: true,
    ...config,
  });
}

let loaded: Promise<Liteparse> | undefined;

/** The text of each page; pages that it could not read are empty. */
export async function liteparseText(file: string): Promise<string[]> {
  loaded ??= loadLiteparse();
  const { pages } = await (await loaded).parse(file);
  const texts: string[] = [];
  for (const { pageNum, text } of pages) texts[pageNum - 1] = text;
  return Array.from(texts, (text) => text ?? '');
}

function entry(): string {
  const folder = process.env.LITEPARSE_DIR;
  const from = folder ? join(resolve(folder), 'bench.js') : import.meta.url;
  const main = createRequire(from).resolve('@llamaindex/liteparse/package.json');
  return pathToFileURL(join(main, '..', 'dist', 'lib.js')).href;
}

import { parseArgs } from 'node:util';
import type { Build, BuiltFunction } from './built-function.ts';
import { ENTRIES, FUNCTION_NAMES, type FunctionName } from './entries.ts';
import { largestParts, measure, type OutputKind } from './sizes.ts';

const USAGE = `node infra/build.ts [<function> …] [--out <folder>] [--json] [--why]
  functions: ${FUNCTION_NAMES.join(', ')} (default: all)
  --out   folder of the functions' folders (default: dist/functions)
  --json  sizes in bytes as JSON
  --why   the largest parts of every bundle`;

const KINDS: readonly OutputKind[] = ['static', 'lazy', 'threads', 'files'];
const kilobytes = (bytes: number): string => (bytes / 1024).toFixed(0).padStart(6);

/** The command line of the build: builds, prints a table of sizes (gzip beside the size), or JSON. */
export async function printBuild(build: Build, args: readonly string[]): Promise<void> {
  const options = readOptions(args);
  if (!options) return;
  const started = performance.now();
  const built = await build({
    outDir: options.out,
    entries: options.names.map((name) => ENTRIES[name]),
  }).catch((error: Error) => error);
  if (built instanceof Error) {
    process.stderr.write(`${built.message}\n`);
    process.exitCode = 1;
    return;
  }
  const sizes = Object.fromEntries(built.map(({ name, files }) => [name, measure(files)]));
  if (options.json) process.stdout.write(`${JSON.stringify(sizes, null, 2)}\n`);
  else process.stdout.write(table(built));
  if (options.why) for (const one of built) process.stdout.write(why(one));
  process.stderr.write(`built in ${((performance.now() - started) / 1000).toFixed(1)} s\n`);
}

function readOptions(args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { out: { type: 'string' }, json: { type: 'boolean' }, why: { type: 'boolean' } },
    });
    const names = positionals.length > 0 ? positionals.map(functionName) : FUNCTION_NAMES;
    return { ...values, names };
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n${USAGE}\n`);
    process.exitCode = 2;
    return undefined;
  }
}

function functionName(text: string): FunctionName {
  const name = FUNCTION_NAMES.find((known) => known === text);
  if (!name) throw new Error(`There is no function "${text}".`);
  return name;
}

function table(built: readonly BuiltFunction[]): string {
  const head = ['KB (gzip)'.padEnd(12), ...KINDS.map((kind) => kind.padStart(16))].join('');
  const rows = built.map(({ name, files }) => {
    const sizes = measure(files);
    return [
      name.padEnd(12),
      ...KINDS.map((kind) => ` ${kilobytes(sizes[kind].bytes)} (${kilobytes(sizes[kind].gzip)})`),
    ].join('');
  });
  return `${[head, ...rows].join('\n')}\n`;
}

function why({ name, metafile, kinds }: BuiltFunction): string {
  const parts = KINDS.flatMap((kind) =>
    largestParts(metafile, kinds, kind)
      .slice(0, 12)
      .map(([part, bytes]) => `  ${kind.padEnd(8)}${kilobytes(bytes)} KB  ${part}`),
  );
  return `\n${name}\n${parts.join('\n')}\n`;
}

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

export const ROOT = resolve(import.meta.dirname, '../..');

/** One import of a file of this project: from, to (paths from the root), and whether it is erased. */
export type Import = { from: string; to: string; typeOnly: boolean };

/** Data such as package.json is no part of the structure. */
const SOURCE = /\.(ts|mjs)$/;
const FOLDERS = ['infra', 'functions', 'layers', 'plugins-enterprise', 'client', 'local'];
const STATEMENT =
  /(?:^|[;}\s])(?:import|export)\s+(type\s)?(?:[^'"();]*?\sfrom\s*)?['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/g;

/** Every import between the project's own source files, static and dynamic. */
export function readImports(): Import[] {
  const found: Import[] = [];
  for (const file of sourceFiles()) {
    const text = stripComments(readFileSync(join(ROOT, file), 'utf8'));
    for (const match of text.matchAll(STATEMENT)) {
      const target = resolveTarget(file, match[2] ?? match[3] ?? '');
      if (target && SOURCE.test(target))
        found.push({ from: file, to: target, typeOnly: match[1] !== undefined });
    }
  }
  return found;
}

export function sourceFiles(): string[] {
  return FOLDERS.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => SOURCE.test(name) && !name.includes('node_modules'))
      .map((name) => join(folder, name)),
  );
}

/** Comments may quote import lines; line comments are cut only where they start a line, URLs stay whole. */
function stripComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
}

function resolveTarget(from: string, specifier: string): string | undefined {
  if (specifier.startsWith('#shared/')) return join('layers/shared', specifier.slice('#shared/'.length));
  if (specifier.startsWith('.')) return relative(ROOT, resolve(ROOT, dirname(from), specifier));
  return undefined;
}

/** Cycles of imports, each as the list of its files; types count too: whoever reads one file has to read them all. */
export function findCycles(imports: readonly Import[]): string[][] {
  const edges = new Map<string, string[]>();
  for (const { from, to } of imports) edges.set(from, [...(edges.get(from) ?? []), to]);
  const state = new Map<string, 'open' | 'done'>();
  const cycles: string[][] = [];
  const visit = (file: string, path: string[]): void => {
    if (state.get(file) === 'done') return;
    if (state.get(file) === 'open') {
      cycles.push([...path.slice(path.indexOf(file)), file]);
      return;
    }
    state.set(file, 'open');
    for (const next of edges.get(file) ?? []) visit(next, [...path, file]);
    state.set(file, 'done');
  };
  for (const file of edges.keys()) visit(file, []);
  return cycles;
}

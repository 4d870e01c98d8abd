import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { wrongArrow } from './arrows.ts';
import { findCycles, ROOT, readImports, sourceFiles } from './imports.ts';

const imports = readImports();

describe('architecture', () => {
  it('sees the source: files, imports, and no target that does not exist', () => {
    expect(sourceFiles().length).toBeGreaterThan(30);
    expect(imports.length).toBeGreaterThan(30);
    expect(imports.filter(({ to }) => !existsSync(join(ROOT, to)))).toEqual([]);
  });

  it('lets imports go only along the arrows of the design', () => {
    expect(imports.map(wrongArrow).filter(Boolean)).toEqual([]);
  });

  it('has no cycle', () => {
    expect(findCycles(imports)).toEqual([]);
  });

  it('would notice a wrong arrow and a cycle', () => {
    const upward = {
      from: 'layers/shared/store/runs.ts',
      to: 'layers/shared/runtime/claim.ts',
      typeOnly: false,
    };
    const foreign = { from: 'client/index.ts', to: 'layers/shared/store/runs.ts', typeOnly: true };
    const plugin = {
      from: 'plugins-enterprise/summarize/index.ts',
      to: 'layers/shared/plugins/host.ts',
      typeOnly: false,
    };
    expect([upward, foreign, plugin].map(wrongArrow)).toEqual([
      expect.stringContaining('must not import'),
      expect.stringContaining('must not import'),
      expect.stringContaining('must not import'),
    ]);
    expect(wrongArrow({ ...plugin, typeOnly: true })).toBeUndefined();
    const edge = (from: string, to: string) => ({ from, to, typeOnly: false });
    expect(findCycles([edge('a', 'b'), edge('b', 'c'), edge('c', 'a')])).toHaveLength(1);
    expect(findCycles([edge('a', 'b'), edge('a', 'c'), edge('b', 'c')])).toEqual([]);
  });
});

import type { Plugin } from 'esbuild';

/** The folders of layers/shared/adapters that hold providers. */
export const ADAPTER_FOLDERS = ['llm', 'embedding', 'vector-db', 'x2text', 'reranker'] as const;
export type AdapterFolder = (typeof ADAPTER_FOLDERS)[number];

/**
 * Leaves out of a function the providers that its stage never asks for. All functions share one adapter registry, so
 * without this the extraction function would carry every language model's client. Asked for after all, such a
 * provider is a programming error that says so.
 */
export function leaveOutAdapters(functionName: string, kept: readonly AdapterFolder[]): Plugin {
  const absent = ADAPTER_FOLDERS.filter((folder) => !kept.includes(folder));
  return {
    name: 'leave-out-adapters',
    setup(build) {
      if (absent.length === 0) return;
      const leaveOut = (filter: RegExp, from: RegExp) =>
        build.onResolve({ filter }, ({ path, kind, importer }) =>
          kind === 'dynamic-import' && from.test(importer)
            ? { path, namespace: 'absent-adapter' }
            : undefined,
        );
      leaveOut(new RegExp(`^\\./(${absent.join('|')})/`), /[\\/]adapters[\\/]providers\.ts$/);
      // Without adapters there is no configuration to read and no secret to fetch.
      if (kept.length === 0) leaveOut(/^\.\/aws-clients\//, /[\\/]adapters[\\/]/);
      build.onLoad({ filter: /.*/, namespace: 'absent-adapter' }, ({ path }) => ({
        contents: `throw new Error(${JSON.stringify(`${path} is not part of the ${functionName} function (infra/build/entries.ts).`)});`,
        loader: 'js',
      }));
    },
  };
}

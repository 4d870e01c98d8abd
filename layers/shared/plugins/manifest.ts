import * as z from 'zod';
import { describeIssues } from '../contract/describe-issues.ts';

/**
 * What a plugin may ask for. `llm` and `checkpoints` are kept by the host, which refuses the calls otherwise;
 * `network` (its own https calls) is declared for whoever reviews the plugin: nothing in a process can hold it.
 */
export const PERMISSIONS = ['llm', 'checkpoints', 'network'] as const;
export type Permission = (typeof PERMISSIONS)[number];

const pluginName = z
  .string()
  .max(64)
  .regex(/^[a-z][a-z0-9_-]*$/, 'must start with a small letter and hold only a-z, 0-9, "_" and "-"');
const version = z.string().regex(/^\d+\.\d+\.\d+$/, 'must be a version like 1.2.3');
const names = z.array(z.string().regex(/^[a-z][a-z0-9_-]*$/)).default([]);

/** `manifest.json` of a plugin. Strict: a misspelled field is an error, not a surprise at run time. */
export const PluginManifest = z.strictObject({
  /** Also the name of the plugin's folder. */
  name: pluginName,
  version,
  /** The host API it was written for, e.g. `^1.0.0`: the same major version, and not older. */
  hostApi: z.string().regex(/^\^\d+\.\d+\.\d+$/, 'must be a caret range like ^1.0.0'),
  /** The built module, beside the manifest. */
  entry: z.literal('index.mjs'),
  contributes: z.strictObject({ agents: names, contextSources: names }),
  permissions: z.array(z.enum(PERMISSIONS)).default([]),
  /** The bundle brings its own copy of zod or the AWS SDK on purpose; otherwise the build refuses them. */
  ownDeps: z.boolean().optional(),
});
export type PluginManifest = z.infer<typeof PluginManifest>;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** `index.json` of a built layer: every plugin with the hash of each of its files. */
export const PluginIndex = z.strictObject({
  formatVersion: z.literal(1),
  plugins: z
    .array(
      z.strictObject({
        name: pluginName,
        version,
        files: z.strictObject({ 'manifest.json': sha256, 'index.mjs': sha256 }),
      }),
    )
    .refine((all) => new Set(all.map(({ name }) => name)).size === all.length, 'names a plugin twice'),
});
export type PluginIndex = z.infer<typeof PluginIndex>;
export type IndexedPlugin = PluginIndex['plugins'][number];

/** Parses JSON by a schema; the error says in one line all that is wrong with it. */
export function parseJson<T>(schema: z.ZodType<T>, text: string): T {
  const parsed = schema.safeParse(JSON.parse(text));
  if (parsed.success) return parsed.data;
  throw new Error(describeIssues(parsed.error));
}

/** Whether a host of `hostVersion` serves a plugin that asks for the caret range `range`. */
export function hostApiFits(range: string, hostVersion: string): boolean {
  const [wanted, host] = [range.slice(1), hostVersion].map((text) => text.split('.').map(Number));
  const [major = 0, minor = 0, patch = 0] = wanted ?? [];
  const [hostMajor = 0, hostMinor = 0, hostPatch = 0] = host ?? [];
  if (major !== hostMajor) return false;
  return hostMinor > minor || (hostMinor === minor && hostPatch >= patch);
}

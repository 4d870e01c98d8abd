/**
 * Builds the enterprise layer by itself, for the container image:
 * `node infra/build-enterprise-layer.ts <plugin folder> <output folder>`. Prints the hash for
 * `PSW_PLUGINS_INDEX_SHA256`. CDK calls the same builder.
 */
import { buildEnterpriseLayer } from '../layers/enterprise/build-layer.ts';

const [source, outDir] = process.argv.slice(2);
if (!source || !outDir) {
  process.stderr.write('node infra/build-enterprise-layer.ts <plugin folder> <output folder>\n');
  process.exit(2);
}
try {
  const { indexSha256, plugins } = await buildEnterpriseLayer({ source, outDir });
  for (const { name, version } of plugins) process.stdout.write(`${name} ${version}\n`);
  process.stdout.write(`PSW_PLUGINS_INDEX_SHA256=${indexSha256}\n`);
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exit(1);
}

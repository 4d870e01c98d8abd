/**
 * Starts the CDK app on a Node that runs TypeScript. `npx cdk` finds the one from the lockfile by itself; a cdk that
 * is installed globally runs on the system's Node, which may be too old, so the app is then started again on ours.
 * Plain JavaScript for Node 18 and up, because that is what an old Node can still read.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const app = new URL('./app.ts', import.meta.url);

if (process.features.typescript) await import(app.href);
else restart();

function restart() {
  const name = process.platform === 'win32' ? 'node.exe' : 'bin/node';
  const node = fileURLToPath(new URL(`../node_modules/node/${name}`, import.meta.url));
  if (!existsSync(node)) {
    console.error(
      `Node ${process.versions.node} cannot run TypeScript and ${node} is missing: run \`npm ci\` first.`,
    );
    process.exit(1);
  }
  const { status, error } = spawnSync(node, [fileURLToPath(app)], { stdio: 'inherit' });
  if (error) console.error(`${node} could not be started: ${error.message}`);
  process.exit(status ?? 1);
}

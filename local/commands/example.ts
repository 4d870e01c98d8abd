import { fileURLToPath } from 'node:url';
import { run } from './run.ts';

/** What `npm start` does: the main job on a document that comes with the project. */
export async function runExample(example: string): Promise<void> {
  const file = fileURLToPath(new URL(`../../${example}`, import.meta.url));
  process.stderr.write(
    `${example}, with the questions beside it. Yours: npm start -- run <file> --ask "…"\n`,
  );
  await run(file, {});
}

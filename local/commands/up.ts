import { once } from 'node:events';
import { adaptersVariable } from '../adapters-file.ts';
import { CliError } from '../cli-error.ts';
import { startLocalStack } from '../stack.ts';

export type UpOptions = { port: number; workers: boolean; adapters?: string; json?: boolean };

/**
 * `up`: queues, bucket and workers for people who write a backend. Prints the environment that any AWS SDK, a
 * worker process and this command line need, and works until Ctrl-C or SIGTERM.
 */
export async function up(options: UpOptions): Promise<void> {
  const stack = await startLocalStack({
    port: options.port,
    variables: { LOG_LEVEL: 'INFO', ...process.env, ...(await adaptersVariable(options)) },
    ...(options.workers ? {} : { stages: [] }),
  }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE') throw error;
    throw new CliError('port_in_use', `Port ${options.port} is taken; give another one with --port`);
  });
  process.stdout.write(options.json ? `${JSON.stringify(stack.variables)}\n` : shellLines(stack.variables));
  const who = options.workers ? 'SQS, S3 and the workers run' : 'SQS and S3 run';
  process.stderr.write(`${who} at ${stack.endpoint} until Ctrl-C; everything is in memory.\n`);
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  await stack.stop();
}

/** For `eval "$(… up)"` and for copying: values are URLs and names, so single quotes hold them. */
function shellLines(variables: Record<string, string>): string {
  return Object.entries(variables)
    .map(([name, value]) => `export ${name}='${value}'\n`)
    .join('');
}

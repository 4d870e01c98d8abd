import { startEmbeddedAws } from './embedded-aws.ts';

/**
 * The embedded SQS and S3 as a process of its own, for tests that kill workers: prints `{"endpoint": "…"}` as one
 * line and lives until SIGTERM or SIGINT. `node local/embedded-aws-main.ts [port]`
 */
const port = Number(process.argv[2] ?? 0);
if (!Number.isInteger(port) || port < 0 || port > 65_535) {
  process.stderr.write(`Not a port: ${process.argv[2]}\n`);
  process.exit(2);
}
const aws = await startEmbeddedAws({ port });
process.stdout.write(`${JSON.stringify({ endpoint: aws.endpoint })}\n`);
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void aws.close());

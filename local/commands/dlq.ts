import { STAGES, StageName } from '#shared/contract/identifiers.ts';
import { s3ObjectStore } from '#shared/store/s3-objects.ts';
import { CliError } from '../cli-error.ts';
import { type DeadLetter, listDeadLetters, redriveDeadLetters } from '../dead-letters.ts';
import { connect, type Deployed } from '../deployed.ts';
import { safeText } from '../terminal/safe-text.ts';
import { formatTable } from '../terminal/table.ts';

export type DlqOptions = { stage?: string; json?: boolean; limit: number; run?: string; all?: boolean };

/** `dlq list [worker]`: what was given up and why. */
export async function listDlq(worker: string | undefined, options: DlqOptions): Promise<void> {
  const deployed = await connect(options.stage);
  const found = await Promise.all(
    queuesOf(deployed, worker).map(({ stage, dlqUrl }) =>
      listDeadLetters(deployed.sqs, stage, dlqUrl, options.limit),
    ),
  );
  const letters = found.flatMap((queue) => queue.letters);
  print(letters, options, 'No dead letters.');
  if (found.some(({ more }) => more)) {
    process.stderr.write(`There may be more; --limit (now ${options.limit}) shows more of them.\n`);
  }
}

/** `dlq redrive [worker]`: sends dead letters back, of one run or all of them. */
export async function redriveDlq(worker: string | undefined, options: DlqOptions): Promise<void> {
  if (options.run === undefined && !options.all) {
    throw new CliError('what_to_redrive', 'Say what to send back: --run <id>, or --all');
  }
  const deployed = await connect(options.stage);
  const wanted = { runId: options.run, limit: options.limit };
  const objects = s3ObjectStore({ client: deployed.s3, bucket: deployed.bucket });
  const found = await Promise.all(
    queuesOf(deployed, worker).map(({ stage, url, dlqUrl }) =>
      redriveDeadLetters(deployed.sqs, stage, { url, dlqUrl }, wanted, objects),
    ),
  );
  const redriven = found.flat();
  print(redriven, options, 'Nothing to send back.');
  if (!options.json && redriven.length > 0) process.stderr.write(`Sent back: ${redriven.length}\n`);
}

function queuesOf({ queueUrls, dlqUrls }: Deployed, worker: string | undefined) {
  const stages = worker === undefined ? STAGES : [StageName.parse(worker)];
  return stages.flatMap((stage) => {
    const url = queueUrls[stage];
    const dlqUrl = dlqUrls[stage];
    return url && dlqUrl ? [{ stage, url, dlqUrl }] : [];
  });
}

function print(letters: readonly DeadLetter[], options: DlqOptions, none: string): void {
  if (options.json) process.stdout.write(`${JSON.stringify(letters)}\n`);
  else process.stdout.write(`${letters.length === 0 ? none : tableOf(letters)}\n`);
}

function tableOf(letters: readonly DeadLetter[]): string {
  const rows = letters.map((letter) =>
    [
      letter.stage,
      letter.run_id ?? '–',
      letter.reason_code ?? 'moved by SQS',
      letter.message ?? '',
      letter.attempts ?? '',
      letter.failed_at ?? letter.sent_at ?? '',
    ].map(safeText),
  );
  const header = ['worker', 'run', 'reason', 'message', 'tries', 'failed at'];
  return formatTable(header, rows, process.stdout.columns ?? 140);
}

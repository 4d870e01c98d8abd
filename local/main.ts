import { CommanderError } from 'commander';
import { CliError, EXIT } from './cli-error.ts';
import { createProgram, EXAMPLE } from './program.ts';
import { safeText } from './terminal/safe-text.ts';

/** The command line's frame: one line for an error, JSON where JSON was asked for, and an exit code. */
const argv = process.argv.slice(2);
const wantsJson = argv.includes('--json');

/** Commander's code where a command without an action shows its help: usage was wrong, and is explained. */
const HELP_PRINTED = 'commander.help';

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(EXIT.ok); // the reader, e.g. head, has seen enough
  throw error;
});

try {
  await parse();
} catch (error) {
  process.exitCode = report(error);
}
// Whatever a library may still hold open, the command is over.
process.stdout.write('', () => process.exit());

async function parse(): Promise<void> {
  if (argv.length === 0) {
    const { runExample } = await import('./commands/example.ts');
    return runExample(EXAMPLE);
  }
  const program = createProgram();
  for (const command of [
    program,
    ...program.commands,
    ...program.commands.flatMap((each) => each.commands),
  ]) {
    command.exitOverride().configureOutput({ outputError: () => {} });
  }
  await program.parseAsync(argv, { from: 'user' });
}

function report(error: unknown): number {
  const { code, message, exitCode, document } = describe(error);
  if (exitCode === EXIT.ok || code === HELP_PRINTED) return exitCode;
  if (wantsJson)
    process.stdout.write(`${JSON.stringify(document ?? { status: 'error', code, error: message })}\n`);
  else process.stderr.write(`error: ${safeText(message)}\n`);
  return exitCode;
}

function describe(error: unknown) {
  if (error instanceof CliError) return error;
  if (error instanceof CommanderError) {
    const exitCode = error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    const code = error.code === HELP_PRINTED ? HELP_PRINTED : 'wrong_usage';
    return { code, message: oneLine(error.message), exitCode, document: undefined };
  }
  const message = error instanceof Error ? error.message : String(error);
  if (process.env.LOG_LEVEL === 'DEBUG' && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  return { code: 'unexpected', message: oneLine(message), exitCode: EXIT.failed, document: undefined };
}

/** Commander says "error: …" itself and puts its suggestion on a second line. */
function oneLine(message: string): string {
  return message.replace(/^error: /, '').replace(/\s*\n\s*/g, ' ');
}

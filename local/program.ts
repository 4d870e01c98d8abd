import { Argument, Command, InvalidArgumentError, Option } from 'commander';
import { STAGES } from '#shared/contract/identifiers.ts';
import project from '../package.json' with { type: 'json' };
import { withReading } from './reading-options.ts';

/** What runs without a command. */
export const EXAMPLE = 'examples/invoice.pdf';

/** The command line. Commands are loaded when they run, so that `--help` and typing errors answer at once. */
export function createProgram(): Command {
  const program = new Command('npm start --')
    .description(
      'Turns documents into structured, cited data: on this machine, or on a pipeline that runs elsewhere.',
    )
    .version(project.version, '-V, --version')
    .showSuggestionAfterError()
    .configureHelp({ showGlobalOptions: false })
    .addHelpText('after', HELP_AFTER);
  addRun(program);
  addExtract(program);
  addChunk(program);
  addUp(program);
  addRemote(program);
  addDlq(program);
  addForget(program);
  addDoctor(program);
  return program;
}

const HELP_AFTER = `
Without a command: run ${EXAMPLE} with the questions beside it.
submit, status, result, dlq and forget work on the pipeline of the environment that "up" prints, or of --stage.
AWS_ENDPOINT_URL makes run, extract and chunk use that SQS and S3 instead of the embedded ones.
Limits are variables of the environment, e.g. MAX_PAGES=5000; docs/extraction.md lists them.

Exit codes: 0 done · 1 the run or a document failed · 2 wrong usage or input · 130 interrupted`;

function addRun(program: Command): void {
  withQuestions(program.command('run').argument('<file>', 'the document'))
    .description('Ask a document: a table of answers with page and confidence, and an HTML report')
    .option('--json', 'print one JSON document on stdout and nothing else')
    .option(
      '--report <path>',
      'where the HTML report goes (default: .psw/reports/<file>.html; with --json: none)',
    )
    .addOption(adaptersOption())
    .action(async (file, options) => (await import('./commands/run.ts')).run(file, options));
}

function addExtract(program: Command): void {
  withReading(program.command('extract').argument('<files...>', 'the documents'))
    .description(
      'Print the text of documents: PDF, pictures, Office files, e-mail, archives, web pages, texts',
    )
    .option('--x2text <id>', 'adapter instance that reads the documents')
    .option('--json', 'print one extraction result a line')
    .addOption(adaptersOption())
    .action(async (files, options) => (await import('./commands/extract.ts')).extract(files, options));
}

function addChunk(program: Command): void {
  withReading(program.command('chunk').argument('<file>', 'the document'))
    .description('Print the chunks of a document as JSON')
    .option(
      '--chunk-size <tokens>',
      'tokens of a chunk; 0 or absent: as large as the model allows',
      wholeNumber,
    )
    .option('--chunk-overlap <tokens>', 'tokens that neighbouring chunks share', wholeNumber)
    .option('--llm <id>', 'adapter instance whose context window counts')
    .option('--embedding <id>', 'adapter instance that makes the vectors')
    .addOption(adaptersOption())
    .action(async (file, options) => (await import('./commands/chunk.ts')).chunk(file, options));
}

function addUp(program: Command): void {
  program
    .command('up')
    .description('Run SQS, S3 and the workers for backend developers, and print their environment')
    .option('--port <number>', 'port of SQS and S3; 0: any free one', portNumber, 4566)
    .option('--no-workers', 'queues and bucket only')
    .option('--json', 'print the environment as one JSON document instead of export lines')
    .addOption(adaptersOption())
    .action(async (options) => (await import('./commands/up.ts')).up(options));
}

function addRemote(program: Command): void {
  withQuestions(program.command('submit').argument('<file>', 'the document'))
    .description('Upload and queue a document, print its run id')
    .option('--organization <id>', 'whose document it is')
    .option('--stage <name>', 'a deployed stack, found through SSM')
    .option('--json', 'print one JSON document')
    .action(async (file, options) => (await import('./commands/remote.ts')).submit(file, options));
  onRun(program.command('status'))
    .description('Tell how far a run is')
    .option('--wait', 'until it has ended')
    .action(async (run, options) => (await import('./commands/remote.ts')).status(run, options));
  onRun(program.command('result'))
    .addArgument(new Argument('[worker]', "one worker's result only").choices(STAGES))
    .description('Print the answers of a run, or with --json its result documents')
    .action(async (run, worker, options) =>
      (await import('./commands/remote.ts')).result(run, worker, options),
    );
}

function addDlq(program: Command): void {
  const dlq = program
    .command('dlq')
    .helpCommand(false)
    .description('Look at dead letters, and send them back');
  const onDlq = (command: Command) =>
    command
      .addArgument(new Argument('[worker]', "one worker's dead letters only").choices(STAGES))
      .option('--stage <name>', 'a deployed stack, found through SSM')
      .option('--limit <number>', 'how many a queue at most', wholeNumber, 100)
      .option('--json', 'print one JSON document');
  onDlq(dlq.command('list'))
    .description('List what was given up, and why')
    .action(async (worker, options) => (await import('./commands/dlq.ts')).listDlq(worker, options));
  onDlq(dlq.command('redrive'))
    .description('Send dead letters back to their queue; the run then starts over where it failed')
    .option('--run <id>', "only this run's")
    .option('--all', 'all of them')
    .action(async (worker, options) => (await import('./commands/dlq.ts')).redriveDlq(worker, options));
}

function addForget(program: Command): void {
  program
    .command('forget')
    .argument('[doc_ids...]', 'document indexes, as chunking results name them')
    .description('Delete chunks, vectors and cached vectors of documents, in the bucket and in vector stores')
    .option('--older-than <days>', 'all document indexes made longer ago than this', wholeNumber)
    .option('--organization <id>', 'whose documents; with --older-than otherwise everybody’s')
    .option('--stage <name>', 'a deployed stack, found through SSM')
    .option('--json', 'print one JSON document')
    .addOption(adaptersOption())
    .action(async (ids, options) => (await import('./commands/forget.ts')).forget(ids, options));
}

function addDoctor(program: Command): void {
  program
    .command('doctor')
    .description('Tell what this installation can do and what is wrong with it')
    .option('--stage <name>', 'look at a deployed stack too')
    .option('--json', 'print one JSON document')
    .addOption(adaptersOption())
    .action(async (options) => (await import('./commands/doctor.ts')).doctor(options));
}

const onRun = (command: Command) =>
  command
    .argument('<run>', 'the run id')
    .option('--organization <id>', 'whose run it is')
    .option('--stage <name>', 'a deployed stack, found through SSM')
    .option('--json', 'print one JSON document');

function withQuestions(command: Command): Command {
  const asking = command
    .option('--ask <question>', 'a question (repeatable)', (question, all: string[] = []) => [
      ...all,
      question,
    ])
    .option('--prompts <file>', 'prompts as JSON: a list of outputs, or {outputs, tool_settings}')
    .option('--llm <id>', 'adapter instance that answers')
    .option('--embedding <id>', 'adapter instance that makes vectors')
    .option('--vector-db <id>', 'adapter instance that keeps vectors')
    .option('--x2text <id>', 'adapter instance that reads the document')
    .option('--reranker <id>', 'adapter instance that orders the passages found');
  return withReading(asking);
}

const adaptersOption = () => new Option('--adapters <file>', 'adapter instances as JSON (see docs)');

function portNumber(text: string): number {
  const port = wholeNumber(text);
  if (port > 65_535) throw new InvalidArgumentError('Ports end at 65535.');
  return port;
}

function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('It must be a whole number.');
  return Number(text);
}

import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startEmbeddedAws } from '../../local/embedded-aws.ts';
import { runCli } from './run-cli.ts';

let folder: string;
const path = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'psw-run-'));
  await writeFile(path('order.txt'), 'Order number: 4711\nDate: 3 May 2026\nTotal: 12.50 EUR\n');
  await writeFile(path('empty.txt'), '');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('run --json prints one JSON document on stdout and nothing else', async () => {
  const ask = ['--ask', 'What is the total?', '--ask', 'What is the order number?'];
  const { exitCode, stdout, stderr } = await runCli(['run', path('order.txt'), ...ask, '--json']);
  const document = JSON.parse(stdout);
  expect(stderr).toBe('');
  expect(document.status).toBe('success');
  expect(document.results.output.total).toContain('12.50');
  expect(document.results.output.order_number).toBe('4711');
  expect(document.results.metadata.fields.total.citations[0]).toMatchObject({ page: 1, line: 3 });
  expect(document.extraction.metadata.file_type).toBe('txt');
  expect(exitCode).toBe(0);
});

test('run shows progress on stderr, a table on stdout, and writes the report', async () => {
  const report = path('reports/order.html');
  const args = ['run', path('order.txt'), '--ask', 'What is the total?', '--report', report];
  const { exitCode, stdout, stderr } = await runCli(args);
  expect(stderr).toMatch(/extraction: done\n(.*\n)*autogen: done\n/);
  expect(stdout).toMatch(/field +value +page +confidence/);
  expect(stdout).toMatch(/total +12\.50.* 1 +0\.\d\d/);
  expect(stdout).toContain(`Report: ${report}`);
  const page = await readFile(report, 'utf8');
  expect(page).toContain('What is the total?');
  expect(page).toMatch(/<mark>[^<]*12\.50/);
  expect(exitCode).toBe(0);
});

test('a report that cannot be written does not lose the answers', async () => {
  await writeFile(path('in-the-way'), '');
  const args = ['run', path('order.txt'), '--ask', 'What is the total?'];
  const asked = await runCli([...args, '--report', path('in-the-way/report.html')]);
  expect(asked.stdout).toMatch(/total +12\.50 EUR/);
  expect(asked.stdout).not.toContain('Report:');
  expect(asked.stderr).toMatch(/The report could not be written \(.*in-the-way.*--report <path>/);
  expect(asked.exitCode).toBe(1);
  await mkdir(path('here'));
  await writeFile(path('here/.psw'), 'a file where the folder should be');
  const usual = await runCli(args, { cwd: path('here') });
  expect(usual.stdout).toMatch(/total +12\.50 EUR/);
  expect(usual.stderr).toContain('The report could not be written');
  expect(usual.exitCode).toBe(0);
});

test("a document's name does not drive the terminal", async () => {
  await writeFile(path('or\u001b[31m\nder.txt'), 'Total: 12.50 EUR\n');
  const { stdout } = await runCli(['run', path('or\u001b[31m\nder.txt'), '--ask', 'Total?'], { cwd: folder });
  expect(stdout).toContain('Report: .psw/reports/or\\u{1b}[31m\\nder.txt.html');
});

test.each([
  ['empty.txt', 'Total?', 'empty_file', 'extraction'],
  ['order.txt', '@nobody.json', 'unknown_adapter', undefined],
])('a failed run of %s, %s ends with exit code 1 and its error result', async (name, asked, code, stage) => {
  const prompts = { outputs: [{ name: 'a', prompt: 'Total?' }], tool_settings: { llm: 'nobody' } };
  await writeFile(path('nobody.json'), JSON.stringify(prompts));
  const questions = asked.startsWith('@') ? ['--prompts', path(asked.slice(1))] : ['--ask', asked];
  const { exitCode, stdout, stderr } = await runCli(['run', path(name), ...questions, '--json']);
  expect(JSON.parse(stdout)).toMatchObject({
    status: 'error',
    code,
    file_name: name,
    run_id: expect.any(String),
  });
  if (stage) expect(JSON.parse(stdout).stage).toBe(stage);
  expect(stderr).toBe('');
  expect(exitCode).toBe(1);
});

test('without arguments the example is read, and every answer is right', async () => {
  const { exitCode, stdout } = await runCli([], { cwd: folder });
  expect(stdout).toMatch(/total +10674\.89 +2 +0\.\d\d/);
  expect(stdout).toMatch(/invoice_number +HP-2026-00417 +1 /);
  expect(stdout).toContain('Report: .psw/reports/invoice.pdf.html');
  const page = await readFile(path('.psw/reports/invoice.pdf.html'), 'utf8');
  expect(page.match(/data:image\/png;base64,iVBOR/g)).toHaveLength(2);
  expect(page).toMatch(/<a id="place-1-1" href="#answer-1">.*<rect /s);
  expect(exitCode).toBe(0);
});

test('AWS_ENDPOINT_URL is used instead of the embedded SQS and S3', async () => {
  const aws = await startEmbeddedAws();
  try {
    const env = { AWS_ENDPOINT_URL: aws.endpoint };
    const run = await runCli(['run', path('order.txt'), '--ask', 'Total?', '--json'], { env });
    const { run_id } = JSON.parse(run.stdout);
    const object = await fetch(`${aws.endpoint}/prompt-workers/runs/default/${run_id}/autogen.json`);
    expect(object.status).toBe(200);
    expect(existsSync(path('.psw/reports/order.txt.html'))).toBe(false);
  } finally {
    await aws.close();
  }
});

test('chunk prints the chunks as JSON', async () => {
  const paragraphs = Array.from(
    { length: 60 },
    (_, index) => `Paragraph ${index}. ${'Some words here. '.repeat(12)}`,
  );
  await writeFile(path('long.txt'), paragraphs.join('\n\n'));
  const { exitCode, stdout } = await runCli(['chunk', path('long.txt'), '--chunk-size', '300']);
  const { chunks } = JSON.parse(stdout);
  expect(chunks.length).toBeGreaterThan(5);
  expect(exitCode).toBe(0);
});

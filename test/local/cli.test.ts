import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCli } from './run-cli.ts';

let folder: string;
const path = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'psw-cli-'));
  await writeFile(path('note.txt'), 'Order 4711\nTotal: 12.50 EUR\n');
  await writeFile(path('other.txt'), 'Second document\n');
  await writeFile(path('empty.txt'), '');
  await writeFile(
    path('adapters.json'),
    '{"vectors": {"kind": "vector-db", "provider": "postgres"}, "broken": {"kind": "llm"}}',
  );
  await writeFile(path('not-json.json'), '[{"name": ');
  await writeFile(path('wrong.json'), '[{"name": "a"}, {"nam": "b", "type": "colour"}]');
  await writeFile(path('none.json'), '[]');
  await writeFile(path('text.json'), '"What is the total?"');
  await writeFile(path('double.json'), '[{"name": "a"}, {"name": "a"}]');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('usage', () => {
  test('help names every command and the exit codes', async () => {
    const { exitCode, stdout, stderr } = await runCli(['--help']);
    expect(exitCode).toBe(0);
    expect(stderr).toBe('');
    for (const name of ['run', 'extract', 'chunk', 'up', 'submit', 'status', 'result', 'dlq', 'doctor']) {
      expect(stdout).toMatch(new RegExp(`^  ${name}\\b`, 'm'));
    }
    expect(stdout).toContain('Exit codes:');
  });

  test.each([
    [['rnu', 'x'], "unknown command 'rnu' (Did you mean run?)"],
    [['run', 'x', '--aks', 'y'], "unknown option '--aks' (Did you mean --ask?)"],
    [['run'], "missing required argument 'file'"],
    [['extract', 'x', '--output-mode', 'fancy'], 'Allowed choices are layout_preserving, text'],
    [['up', '--port', 'http'], 'It must be a whole number'],
    [['up', '--port', '70000'], 'Ports end at 65535'],
    [['run', 'package.json', '--ask', ' '], 'An --ask is empty'],
    [['dlq', 'redrive'], '--run <id>, or --all'],
  ])('%j ends with one line and exit code 2', async (args, expected) => {
    const { exitCode, stdout, stderr } = await runCli(args);
    expect(stderr).toMatch(/^error: [^\n]+\n$/);
    expect(stderr).toContain(expected);
    expect(stdout).toBe('');
    expect(exitCode).toBe(2);
  });

  test('a missing file, folder or question is said before anything starts', async () => {
    const missing = await runCli(['run', path('absent.pdf'), '--ask', 'Total?']);
    expect(missing).toMatchObject({ exitCode: 2, stderr: `error: There is no file ${path('absent.pdf')}\n` });
    const directory = await runCli(['run', folder, '--ask', 'Total?']);
    expect(directory.stderr).toBe(`error: ${folder} is not a file\n`);
    const nothing = await runCli(['run', path('note.txt')]);
    expect(nothing.stderr).toMatch(/^error: Nothing is asked: give --ask/);
  });

  test.each([
    ['not-json.json', 'not JSON'],
    ['wrong.json', '1.name'],
    ['double.json', 'Two prompts are named "a"'],
    ['absent.json', 'there is no such file'],
    ['none.json', 'it must hold at least one prompt'],
    ['text.json', 'it must be a list of outputs, or {'],
  ])('prompts %s are refused', async (name, expected) => {
    const { exitCode, stderr } = await runCli(['run', path('note.txt'), '--prompts', path(name)]);
    expect(stderr).toContain(expected);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(exitCode).toBe(2);
  });

  test('with --json an error is a JSON document too', async () => {
    const { exitCode, stdout, stderr } = await runCli(['run', path('absent.pdf'), '--ask', 'x', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ status: 'error', code: 'file_not_found' });
    expect(stderr).toBe('');
    expect(exitCode).toBe(2);
  });

  test.each([
    [['--llm', 'nope'], 'There is no llm adapter "nope": give a file that has it with --adapters'],
    [['--adapters', 'note.txt'], 'note.txt is not JSON'],
    [['--adapters', 'adapters.json', '--llm', 'nope'], 'no llm adapter "nope": '],
    [['--adapters', 'adapters.json', '--llm', 'vectors'], '"vectors" is a vector-db adapter, not llm'],
    [['--adapters', 'adapters.json', '--llm', 'broken'], 'Adapter "broken": provider'],
  ])('adapters %j are refused before anything starts', async (args, expected) => {
    const { exitCode, stdout, stderr } = await runCli(['run', 'note.txt', '--ask', 'x', ...args], {
      cwd: folder,
    });
    expect(stderr).toMatch(/^error: [^\n]+\n$/);
    expect(stderr).toContain(expected);
    expect(stdout).toBe('');
    expect(exitCode).toBe(2);
  });

  test('--version prints the version', async () => {
    expect(await runCli(['--version'])).toEqual({ exitCode: 0, stdout: '0.1.0\n', stderr: '' });
  });

  test('without a pipeline in the environment, status says what to do', async () => {
    const { exitCode, stderr } = await runCli(['status', 'run-1']);
    expect(stderr).toMatch(/^error: BUCKET_NAME and QUEUE_URL_EXTRACTION missing in the environment/);
    expect(exitCode).toBe(2);
  });
});

describe('extract', () => {
  test('prints nothing but the text on stdout', async () => {
    const { exitCode, stdout, stderr } = await runCli(['extract', path('note.txt')]);
    expect(stdout.trimEnd()).toBe('Order 4711\nTotal: 12.50 EUR');
    expect(stderr).toContain('extraction: done');
    expect(exitCode).toBe(0);
  });

  test('prints one result a line; a bad document does not keep the others from being read', async () => {
    const files = ['note.txt', 'empty.txt', 'other.txt'].map(path);
    const { exitCode, stdout, stderr } = await runCli(['extract', ...files, '--json']);
    const results = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(results.map(({ status, file }) => [status, file])).toEqual([
      ['success', files[0]],
      ['error', files[1]],
      ['success', files[2]],
    ]);
    expect(results[1].code).toBe('empty_file');
    expect(results[2].extracted_text).toContain('Second document');
    expect(stderr).toBe('');
    expect(exitCode).toBe(1);
  });

  test('paths are those of the folder the user was in, under npm start too', async () => {
    const env = { npm_lifecycle_event: 'start', INIT_CWD: folder };
    const { exitCode, stdout } = await runCli(['extract', 'other.txt'], { env });
    expect(stdout).toContain('Second document');
    expect(exitCode).toBe(0);
  });
});

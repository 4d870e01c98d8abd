import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import type { UsageRecord } from '#shared/contract/usage.ts';
import { describeError } from '#shared/telemetry/describe-error.ts';
import { METRICS, type MetricName } from '#shared/telemetry/metrics.ts';
import { stderrTelemetry } from '#shared/telemetry/stderr-telemetry.ts';
import { addUsage } from '#shared/telemetry/usage-metrics.ts';

const ROOT = `${import.meta.dirname}/../..`;

/** Powertools writes to the process's own stdout, so what it writes is seen from outside only. */
function runPowertools(script: string, env: Record<string, string> = {}) {
  const code = `
    import { powertoolsTelemetry } from '#shared/telemetry/powertools-telemetry.ts';
    ${script}`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', code], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, ...env },
    encoding: 'utf8',
  });
  return {
    lines: stdout
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line)),
    stderr,
  };
}

describe('powertools telemetry', () => {
  it('keeps the metrics of invocations apart that run at the same time, and those of several workers', () => {
    const { lines } = runPowertools(`
      const [autogen, evaluation] = ['autogen', 'evaluation'].map((stage) =>
        powertoolsTelemetry(stage, { level: 'INFO', emf: true }),
      );
      const all = [autogen.metrics(), autogen.metrics(), evaluation.metrics()];
      all.forEach((metrics, index) => metrics.add('Answers', index + 1));
      await Promise.all(all.map(async (metrics) => {
        await new Promise((resolve) => setTimeout(resolve, 5));
        metrics.add('Pages', 1);
        metrics.publish();
      }));
    `);
    expect(lines.map(({ service, Answers, Pages }) => [service, Answers, Pages])).toEqual([
      ['prompt_autogen', 1, 1],
      ['prompt_autogen', 2, 1],
      ['prompt_evaluation', 3, 1],
    ]);
  });

  it('writes JSON lines that carry the run, and one EMF line an invocation', () => {
    const { lines, stderr } = runPowertools(`
      const telemetry = powertoolsTelemetry('autogen', { level: 'INFO', emf: true });
      const log = telemetry.log({ run_id: 'r1' });
      const other = telemetry.log({ run_id: 'r2' });
      log.debug('left out');
      other.info('two', { attempt: 2 });
      log.warn('one');
      const metrics = telemetry.metrics();
      metrics.add('Answers', 2);
      metrics.add('Answers', 3);
      metrics.add('RetryDelay', 60);
      metrics.publish();
      telemetry.metrics().publish();
    `);
    // Warnings go to stderr; CloudWatch and containers collect both.
    expect(JSON.parse(stderr)).toMatchObject({ level: 'WARN', message: 'one', run_id: 'r1' });
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatchObject({
      level: 'INFO',
      message: 'two',
      run_id: 'r2',
      attempt: 2,
      service: 'prompt_autogen',
    });
    expect(lines[1]).toMatchObject({
      service: 'prompt_autogen',
      Answers: [2, 3],
      RetryDelay: 60,
      _aws: {
        CloudWatchMetrics: [
          {
            Namespace: 'PromptServiceWorkers',
            Dimensions: [['service']],
            Metrics: [
              { Name: 'Answers', Unit: 'Count' },
              { Name: 'RetryDelay', Unit: 'Seconds' },
            ],
          },
        ],
      },
    });
  });

  it('keeps to its own level where Lambda lets more through, so that metrics get through too', () => {
    const { lines, stderr } = runPowertools(
      `const telemetry = powertoolsTelemetry('autogen', { level: 'ERROR', emf: true });
      const log = telemetry.log({ run_id: 'r1' });
      log.info('left out');
      log.warn('left out');
      log.error('kept');
      const metrics = telemetry.metrics();
      metrics.add('Answers', 1);
      metrics.publish();`,
      { AWS_LAMBDA_LOG_LEVEL: 'INFO' },
    );
    expect(JSON.parse(stderr)).toMatchObject({ level: 'ERROR', message: 'kept' });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({ Answers: 1 });
  });

  it('writes no EMF unless asked, and takes the namespace from the environment', () => {
    const script = (emf: boolean) => `
      const metrics = powertoolsTelemetry('chunking', { level: 'INFO', emf: ${emf} }).metrics();
      metrics.add('Chunks', 1);
      metrics.publish();`;
    expect(runPowertools(script(false)).lines).toEqual([]);
    const [emf] = runPowertools(script(true), { POWERTOOLS_METRICS_NAMESPACE: 'Mine' }).lines;
    expect(emf._aws.CloudWatchMetrics[0].Namespace).toBe('Mine');
  });
});

describe('stderr telemetry', () => {
  it('is quiet below its level and carries the fields', () => {
    const lines: string[] = [];
    const telemetry = stderrTelemetry('extraction', { write: (line) => lines.push(line) });
    const log = telemetry.log({ run_id: 'r' });
    log.info('quiet');
    log.warn('loud', { pages: 3 });
    telemetry.metrics().add('Pages', 3);
    telemetry.metrics().publish();
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      {
        level: 'WARN',
        time: expect.any(String),
        stage: 'extraction',
        message: 'loud',
        run_id: 'r',
        pages: 3,
      },
    ]);
  });
});

describe('addUsage', () => {
  const usage: UsageRecord = {
    usage_type: 'llm',
    model_name: 'm',
    provider: 'p',
    adapter_instance_id: 'a',
    run_id: 'r',
    prompt_tokens: 100,
    completion_tokens: 20,
    total_tokens: 120,
    embedding_tokens: 0,
    cached_tokens: 80,
    cost_in_dollars: 0.02,
    status: 'SUCCESS',
    execution_time_ms: 5,
  };
  const sums = (...records: UsageRecord[]) => {
    const sum: Partial<Record<MetricName, number>> = {};
    const add = (name: MetricName, value: number) => {
      sum[name] = (sum[name] ?? 0) + value;
    };
    const metrics = { add };
    for (const record of records) addUsage(metrics, record);
    return sum;
  };

  it('sums tokens, cost and errors under names that the dashboard knows', () => {
    const sum = sums(usage, { ...usage, status: 'ERROR', cost_in_dollars: null });
    expect(sum).toEqual({
      PromptTokens: 200,
      CachedTokens: 160,
      CompletionTokens: 40,
      ModelCost: 0.02,
      ModelCallErrors: 1,
    });
    for (const name of Object.keys(sum)) expect(METRICS).toHaveProperty(name);
  });
});

describe('describeError', () => {
  it('keeps the place, and the message only where it cannot quote a document', () => {
    const bug = describeError(new TypeError('x is not a function'));
    expect(bug).toMatchObject({ error_name: 'TypeError', error_message: 'x is not a function' });
    expect((bug.stack as string[])[0]).toContain('telemetry.test.ts');
    const parse = (() => {
      try {
        return JSON.parse('secret words of a document');
      } catch (error) {
        return describeError(error);
      }
    })();
    expect(parse).toMatchObject({ error_name: 'SyntaxError' });
    expect(JSON.stringify(parse)).not.toContain('secret');
    const provider = Object.assign(new Error('prompt: secret'), {
      name: 'APICallError',
      requestBody: 'secret',
    });
    expect(JSON.stringify(describeError(provider))).not.toContain('secret');
    // Anybody throws a plain Error; Node's own errors quote what they received.
    expect(JSON.stringify(describeError(new Error('Cannot read "secret"')))).not.toContain('secret');
    expect(JSON.stringify(describeError(new Error('line\n    at secret place')))).not.toContain('secret');
    const wrongArgument = (() => {
      try {
        return Buffer.alloc('secret' as unknown as number);
      } catch (error) {
        return error;
      }
    })();
    expect(describeError(wrongArgument)).toMatchObject({
      error_name: 'TypeError',
      error_code: 'ERR_INVALID_ARG_TYPE',
    });
    expect(JSON.stringify(describeError(wrongArgument))).not.toContain("'secret'");
    expect(describeError('secret')).toEqual({ error_name: 'string' });
  });
});

import { tmpdir } from 'node:os';
import { relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { contextOfCdkJson, parseDeployContext } from '../../infra/deploy-context.ts';

const problems = (context: Record<string, unknown>): string => {
  try {
    parseDeployContext(context);
  } catch (error) {
    return (error as Error).message;
  }
  return '';
};

/** AWS limits the sizes of policies and variables that these names go into. */
const TOO_MANY = Array.from({ length: 21 }, (_, i) => `bucket-${i}`).join(',');

describe('the deployment settings', () => {
  it('have defaults that need nothing', () => {
    expect(parseDeployContext(contextOfCdkJson())).toMatchObject({
      enterprise: false,
      stage: 'prod',
      removal: 'retain',
      senderAccounts: [],
    });
  });

  it('take strings of the command line and values of cdk.json alike', () => {
    const fromShell = parseDeployContext({
      enterprise: 'true',
      maxConcurrency: '7',
      senderAccounts: '111111111111,222222222222',
    });
    expect(fromShell).toMatchObject({
      enterprise: true,
      maxConcurrency: 7,
      senderAccounts: ['111111111111', '222222222222'],
    });
    expect(parseDeployContext({ enterprise: true, maxConcurrency: 7 })).toMatchObject({
      enterprise: true,
      maxConcurrency: 7,
    });
  });

  it.each([
    [{ enterprise: 'True' }, 'enterprise: must be exactly true or false (got "True")'],
    [{ enterprise: '1' }, 'enterprise: must be exactly true or false (got "1")'],
    [{ enterprise: 'yes' }, 'enterprise: must be exactly true or false (got "yes")'],
    [{ enterprise: '' }, 'enterprise: must be exactly true or false (got "")'],
    [{ enterprize: 'true' }, 'enterprize: unknown setting. Did you mean "enterprise"?'],
    [{ max_concurrency: '5' }, 'max_concurrency: unknown setting. Did you mean "maxConcurrency"?'],
    [{ zzz: '5' }, 'zzz: unknown setting.'],
    [
      { stage: 'Prod' },
      'stage: must be 1–16 of a–z, 0–9 and "-", from a letter to a letter or digit (got "Prod")',
    ],
    // No vector bucket may be called so.
    [
      { stage: 'dev-' },
      'stage: must be 1–16 of a–z, 0–9 and "-", from a letter to a letter or digit (got "dev-")',
    ],
    [
      { region: 'frankfurt', account: '123456789012' },
      'region: is not a Region, e.g. eu-central-1 (got "frankfurt")',
    ],
    [{ account: '12', region: 'eu-central-1' }, 'account: must be 12 digits (got "12")'],
    [{ region: 'eu-central-1' }, 'region: needs account as well'],
    [{ account: '123456789012' }, 'account: needs region as well'],
    [{ maxConcurrency: '1' }, 'maxConcurrency: must be from 2 to 1000 (got "1")'],
    [{ maxConcurrency: 'many' }, 'maxConcurrency: must be a whole number from 2 to 1000 (got "many")'],
    [{ maxConcurrency: '1e3' }, 'maxConcurrency: must be a whole number from 2 to 1000 (got "1e3")'],
    [{ removal: 'keep' }, 'removal: must be one of retain, destroy (got "keep")'],
    [{ vectors: 'faiss' }, 'vectors: must be one of s3vectors, none (got "faiss")'],
    [{ embeddingDimensions: '5000' }, 'embeddingDimensions: must be from 1 to 4096 (got "5000")'],
    [{ existingBucketName: 'My_Bucket' }, 'existingBucketName: is not a bucket name (got "My_Bucket")'],
    [{ documentBuckets: 'ok-bucket,No' }, 'documentBuckets: is not a bucket name (got "ok-bucket,No")'],
    [{ documentBuckets: 'same-one,same-one' }, 'documentBuckets: names the same twice'],
    [{ documentBuckets: TOO_MANY }, `documentBuckets: may name at most 20 (got "${TOO_MANY}")`],
    [{ senderAccounts: '1234' }, 'senderAccounts: must be 12 digits (got "1234")'],
    [{ alarmEmail: 'me' }, 'alarmEmail: must be an e-mail address (got "me")'],
    [
      { adapters: 'file:/adapters.json' },
      'adapters: must be s3://bucket/key or ssm:/name (got "file:/adapters.json")',
    ],
    [{ limits: 'MAX_PAGE=5' }, 'limits: has no "MAX_PAGE". Did you mean "MAX_PAGES"?'],
    [{ limits: 'MAX_PAGES=many' }, 'limits: MAX_PAGES must be a whole number'],
    [{ logLevel: 'debug' }, 'logLevel: must be one of DEBUG, INFO, WARN, ERROR (got "debug")'],
    [{ retentionDays: '3' }, 'retentionDays: must be from 30 to 3650 (got "3")'],
    [{ dailyModelBudget: '-4' }, 'dailyModelBudget: must be a whole number from 1 to 1000000 (got "-4")'],
    [{ cloudPluginsPath: '.' }, 'cloudPluginsPath: needs enterprise=true'],
    [
      { enterprise: 'true', cloudPluginsPath: '/no/such/folder' },
      'cloudPluginsPath: no such folder: /no/such/folder',
    ],
    [{ enterprise: ['true'] }, 'enterprise: Invalid input (got ["true"])'],
  ])('refuse %j in one line', (context, line) => {
    expect(problems(context)).toBe(`1 wrong setting in --context or cdk.json:\n  ${line}`);
  });

  it('name several problems at once', () => {
    expect(problems({ enterprise: 'on', stagee: 'dev', maxConcurrency: '0' }).split('\n')).toEqual([
      '3 wrong settings in --context or cdk.json:',
      '  enterprise: must be exactly true or false (got "on")',
      '  maxConcurrency: must be from 2 to 1000 (got "0")',
      '  stagee: unknown setting. Did you mean "stage"?',
    ]);
  });

  it('leave CDK’s own keys alone', () => {
    const context = {
      '@aws-cdk/core:x': true,
      'aws:cdk:enable-path-metadata': true,
      'availability-zones:account=1': [],
    };
    expect(problems(context)).toBe('');
  });

  it('read a relative plugin folder from where cdk was started', () => {
    const { cloudPluginsPath } = parseDeployContext({
      enterprise: 'true',
      cloudPluginsPath: relative(process.cwd(), tmpdir()),
    });
    expect(cloudPluginsPath).toBe(tmpdir());
  });
});

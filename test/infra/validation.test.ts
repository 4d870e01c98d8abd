import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { CfnQueue } from 'aws-cdk-lib/aws-sqs';
import { type Stack, Validations } from 'aws-cdk-lib/core';
import { AwsSolutionsChecks } from 'cdk-nag';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeStack } from './synth.ts';

/** What a synth reports; the validation of templates and cdk-nag are on, as in every `cdk synth`. */
function validate(context: Record<string, unknown>, change: (stack: Stack) => void = () => {}) {
  const { app, stack } = makeStack(context);
  change(stack);
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  let failure = '';
  try {
    app.synth();
  } catch (error) {
    failure = (error as Error).message;
  }
  const report = readFileSync(join(app.outdir, 'validation-report.json'), 'utf8');
  return { failure, report };
}

let before: string | undefined;
beforeAll(() => {
  before = process.env.CDK_VALIDATION;
  process.env.CDK_VALIDATION = 'true';
});
afterAll(() => {
  process.env.CDK_VALIDATION = before;
});

const SETTINGS: Record<string, Record<string, unknown>> = {
  plain: {},
  enterprise: { enterprise: 'true' },
  everything: {
    enterprise: 'true',
    stage: 'dev',
    account: '123456789012',
    region: 'eu-central-1',
    adapters: 's3://configuration/adapters.json',
    documentBuckets: 'archive-a',
    senderAccounts: '111111111111',
    vectors: 's3vectors',
    removal: 'destroy',
    dailyModelBudget: '10',
  },
  'an existing bucket': {
    existingBucketName: 'our-own-bucket',
    adapters: 'ssm:/prompt-workers/prod/adapters',
    textract: 'true',
  },
};

describe('offline validation and cdk-nag', () => {
  it.each(Object.entries(SETTINGS))('find nothing wrong: %s', (_, context) => {
    const { failure, report } = validate(context);
    expect(failure).toBe('');
    // The report records each acknowledged finding with its reason.
    const acknowledged = report.match(/AwsSolutions-IAM5\[Resource::[^\]]+\]/g) ?? [];
    expect(acknowledged.length).toBeGreaterThan(5);
  });

  it.each([
    [
      'a queue that keeps messages too long',
      'MessageRetentionPeriod',
      (stack: Stack) => {
        new CfnQueue(stack, 'Wrong', { messageRetentionPeriod: 9_999_999 });
      },
    ],
    [
      'a misspelt property',
      'VisibilityTimeOut',
      (stack: Stack) => {
        new CfnQueue(stack, 'Wrong').addPropertyOverride('VisibilityTimeOut', 30);
      },
    ],
    [
      'a bucket that talks without TLS',
      'AwsSolutions',
      (stack: Stack) => {
        new Bucket(stack, 'Wrong');
      },
    ],
  ])('stop synth at %s', (_, named, change) => {
    const { failure } = validate({}, change);
    expect(failure).toContain(named);
  });
});

import { existsSync, readFileSync } from 'node:fs';
import { isAbsolute, resolve } from 'node:path';
import * as z from 'zod';
import { didYouMean } from '#shared/adapters/closest.ts';
import { LIMIT_NAMES } from '#shared/environment.ts';

/** On the command line every value is a string; in cdk.json it may be a boolean or a number. */
const text = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const flag = text
  .pipe(z.enum(['true', 'false'], 'must be exactly true or false'))
  .transform((v) => v === 'true');
const whole = (min: number, max: number) =>
  text
    .pipe(z.string().regex(/^\d{1,9}$/, `must be a whole number from ${min} to ${max}`))
    .transform(Number)
    .pipe(z.number().min(min, `must be from ${min} to ${max}`).max(max, `must be from ${min} to ${max}`));
/** Each name is a line in policies and a part of a variable, whose sizes AWS limits. */
const MOST_NAMES = 20;
const list = (item: z.ZodString) =>
  text
    .transform((value) => value.split(',').map((part) => part.trim()))
    .pipe(z.array(item).min(1).max(MOST_NAMES, `may name at most ${MOST_NAMES}`))
    .refine((items) => new Set(items).size === items.length, 'names the same twice');
const oneOf = <const T extends readonly [string, ...string[]]>(values: T) =>
  text.pipe(z.enum(values, `must be one of ${values.join(', ')}`));

/** `MAX_PAGES=500,ENGINE_MEMORY_MB=768`: limits of the workers by their variables' names. */
const limits = text.transform((value, { addIssue }) => {
  const pairs = value.split(',').map((part) => part.trim().split('=', 2));
  for (const [name = '', number = ''] of pairs) {
    if (!LIMIT_NAMES.includes(name)) addIssue(`has no "${name}".${didYouMean(name, LIMIT_NAMES)}`);
    else if (!/^\d{1,15}$/.test(number)) addIssue(`${name} must be a whole number`);
  }
  return Object.fromEntries(pairs) as Record<string, string>;
});

const bucketName = z.string().regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'is not a bucket name');
const accountId = z.string().regex(/^\d{12}$/, 'must be 12 digits');
const REGION = /^[a-z]{2}(-[a-z]+)+-\d$/;

/** Every `--context` key of ours. docs/operations.md has the same list; a test compares them. */
export const DeployContext = z
  .strictObject({
    /** Adds the enterprise layer and turns `UNSTRACT_ENTERPRISE_MODE` on. */
    enterprise: flag.default(false),
    /** Folder whose plugins go into the layer, in place of plugins-enterprise/. */
    cloudPluginsPath: text.pipe(z.string().min(1)).optional(),
    /** Names what is deployed, so that several can stand in one account; queues of `prod` have the plain names. */
    stage: text
      .pipe(
        z
          .string()
          .regex(
            /^[a-z]([a-z0-9-]{0,14}[a-z0-9])?$/,
            'must be 1–16 of a–z, 0–9 and "-", from a letter to a letter or digit',
          ),
      )
      .default('prod'),
    account: text.pipe(accountId).optional(),
    region: text.pipe(z.string().regex(REGION, 'is not a Region, e.g. eu-central-1')).optional(),
    /** Invocations of each function at the same time. */
    maxConcurrency: whole(2, 1000).default(50),
    /** Keeps runs in a bucket that exists already; its policy and lifecycle stay the owner's. */
    existingBucketName: text.pipe(bucketName).optional(),
    /** Further buckets that `s3://` paths of messages may name. */
    documentBuckets: list(bucketName).default([]),
    /** Days that runs and indexes are kept. */
    retentionDays: whole(30, 3650).default(90),
    /** AWS accounts whose backends may send messages, store documents and read results. */
    senderAccounts: list(accountId).default([]),
    alarmEmail: text.pipe(z.email('must be an e-mail address')).optional(),
    /** What happens to bucket and queues when the stack is deleted. */
    removal: oneOf(['retain', 'destroy']).default('retain'),
    vectors: oneOf(['s3vectors', 'none']).default('none'),
    /** Dimensions of the embedding model whose vectors go to S3 Vectors. */
    embeddingDimensions: whole(1, 4096).default(1024),
    /** Where the adapter instances are configured; becomes `ADAPTERS_REF`. */
    adapters: text
      .pipe(
        z
          .string()
          .regex(/^(s3:\/\/[a-z0-9][a-z0-9.-]+\/.+|ssm:\/[\w./-]+)$/, 'must be s3://bucket/key or ssm:/name'),
      )
      .optional(),
    /** Lets the extraction worker call Amazon Textract; for instances of that provider in `adapters`. */
    textract: flag.default(false),
    /** Limits that differ from the workers' defaults. */
    limits: limits.optional(),
    logLevel: oneOf(['DEBUG', 'INFO', 'WARN', 'ERROR']).default('INFO'),
    /** US dollars of model calls a day above which an alarm fires. */
    dailyModelBudget: whole(1, 1_000_000).optional(),
  })
  .check(({ value, issues }) => {
    const problem = (key: string, message: string) =>
      issues.push({ code: 'custom', input: value, path: [key], message });
    if (value.textract && !value.adapters) problem('textract', 'needs adapters as well');
    if (value.cloudPluginsPath && !value.enterprise) problem('cloudPluginsPath', 'needs enterprise=true');
    if (value.region && !value.account) problem('region', 'needs account as well');
    if (value.account && !value.region) problem('account', 'needs region as well');
    if (value.cloudPluginsPath && !existsSync(value.cloudPluginsPath))
      problem('cloudPluginsPath', `no such folder: ${value.cloudPluginsPath}`);
  });

export type DeployContext = z.output<typeof DeployContext>;

/** Wrong settings; the message is all that a person needs, one line each. */
export class DeployContextError extends Error {}

/** Reads our settings from all that stands in CDK's context. Throws one DeployContextError for all problems. */
export function parseDeployContext(context: Readonly<Record<string, unknown>>): DeployContext {
  const ours = Object.fromEntries(Object.entries(context).filter(([key]) => !isCdkKey(key)));
  const parsed = DeployContext.safeParse(absolutePaths(ours));
  if (parsed.success) return parsed.data;
  const lines = [...new Set(parsed.error.issues.flatMap((issue) => problemsOf(issue, ours)))];
  throw new DeployContextError(
    `${lines.length} wrong ${lines.length === 1 ? 'setting' : 'settings'} in --context or cdk.json:\n${lines.map((line) => `  ${line}`).join('\n')}`,
  );
}

/** Feature flags and what CDK looks up and stores: `@aws-cdk/…`, `aws:cdk:…`, `availability-zones:…`. */
function isCdkKey(key: string): boolean {
  return key.startsWith('@') || key.includes(':') || key.startsWith('aws-cdk') || key.startsWith('cli-');
}

/** Relative paths are the caller's, not this file's. */
function absolutePaths(context: Record<string, unknown>): Record<string, unknown> {
  const path = context.cloudPluginsPath;
  if (typeof path !== 'string' || path === '' || isAbsolute(path)) return context;
  return { ...context, cloudPluginsPath: resolve(path) };
}

function problemsOf(issue: z.core.$ZodIssue, given: Record<string, unknown>): string[] {
  if (issue.code === 'unrecognized_keys') {
    const known = Object.keys(DeployContext.shape);
    return issue.keys.map((key) => `${key}: unknown setting.${didYouMean(key, known)}`);
  }
  const key = String(issue.path[0]);
  const value = issue.code === 'custom' ? '' : ` (got ${JSON.stringify(given[key])})`;
  return [`${key}: ${issue.message}${value}`];
}

/** The context of our cdk.json, wherever cdk or a test was started. */
export function contextOfCdkJson(): Record<string, unknown> {
  return JSON.parse(readFileSync(resolve(import.meta.dirname, '../cdk.json'), 'utf8')).context;
}

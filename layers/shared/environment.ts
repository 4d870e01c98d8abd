import * as z from 'zod';
import type { StageName } from './contract/identifiers.ts';
import { INLINE_LIMIT_BYTES, WORKERS } from './workers.ts';

/**
 * The workers' whole configuration: environment variables, one schema per function. The CDK construct types the
 * variables it sets with the same schema that the function parses them with, so synth and runtime cannot disagree.
 */
const whole = (minimum: number) =>
  z.string().regex(/^\d+$/, 'must be a whole number').transform(Number).pipe(z.int().min(minimum));
/** A timer that is set for longer, some 24 days, fires at once. */
const milliseconds = whole(1).pipe(z.int().max(2 ** 31 - 1, 'must be at most 2147483647'));
const flag = z.enum(['true', 'false']).transform((value) => value === 'true');
const list = z.string().transform((value) =>
  value
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean),
);
const queueUrl = z.url({ protocol: /^https?$/ });

const shared = {
  BUCKET_NAME: z.string().min(3),
  /** This worker's own queue and its dead-letter queue. */
  QUEUE_URL: queueUrl,
  DEAD_LETTER_QUEUE_URL: queueUrl,
  DOCUMENTS_PREFIX: z
    .string()
    .regex(/^[^/].*\/$/, 'must end with "/" and not start with one')
    .default('documents/'),
  /** Further buckets that `s3://` paths may name, comma-separated. */
  ALLOWED_BUCKETS: list.default([]),
  MAX_DOCUMENT_BYTES: whole(1).default(100 * 1024 * 1024),
  INLINE_LIMIT_BYTES: whole(1024).default(INLINE_LIMIT_BYTES),
  /** Where the adapter instances stand: `s3://bucket/key`, `file:/path`, or `ssm:/parameter`. */
  ADAPTERS_REF: z
    .string()
    .regex(/^(s3:\/\/|file:|ssm:\/)/, 'must start with s3://, file: or ssm:/')
    .optional(),
  /** Milliseconds before the deadline at which work is aborted, so that there is time to save and to answer. */
  SAFETY_MARGIN_MS: whole(0).default(10_000),
  /** Added to a claim's lease and to visibility, so that a killed invocation's message comes back just after. */
  LEASE_MARGIN_SECONDS: whole(0).default(30),
  /** Tries that may end without a trace (crash, kill, out of memory) and without a new checkpoint in between. */
  MAX_CRASHES: whole(0).default(4),
  /** Throttled tries (HTTP 429) before the run fails after all. */
  MAX_THROTTLES: whole(0).default(50),
  LOG_LEVEL: z.enum(['DEBUG', 'INFO', 'WARN', 'ERROR']).default('INFO'),
  UNSTRACT_ENTERPRISE_MODE: flag.default(false),
  /** Where the enterprise layer's plugins stand. */
  PSW_PLUGINS_ROOT: z.string().default('/opt/nodejs/plugins'),
  /** sha256 of the plugins' index.json, set at synth; a layer with another index is refused. */
  PSW_PLUGINS_INDEX_SHA256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
};

/** Defaults of the numbers that differ from worker to worker, from the one table. */
const own = (stage: StageName) => ({
  RETRIES: whole(0).default(WORKERS[stage].retries),
  FIRST_RETRY_DELAY_SECONDS: whole(0).default(WORKERS[stage].firstRetryDelaySeconds),
  SOFT_LIMIT_SECONDS: whole(0).default(WORKERS[stage].softLimitSeconds),
  HARD_LIMIT_SECONDS: whole(0).default(WORKERS[stage].hardLimitSeconds),
});

/** Queues of the stages that may come next, by stage. */
export const ENVIRONMENTS = {
  extraction: z.object({
    ...shared,
    ...own('extraction'),
    QUEUE_URL_CHUNKING: queueUrl,
    QUEUE_URL_AUTOGEN: queueUrl,
    QUEUE_URL_EVALUATION: queueUrl,
    MAX_PAGES: whole(1).default(2000),
    /** Milliseconds one document may take in the local extraction engines, over all rounds. */
    EXTRACTION_TIMEOUT_MS: milliseconds.default(3_600_000),
    /** Milliseconds one page may take there, its OCR included. */
    PAGE_TIMEOUT_MS: milliseconds.default(60_000),
    /** Megabytes each local engine may use. */
    ENGINE_MEMORY_MB: whole(64).default(512),
    /** Pixels a picture, or a page drawn for OCR, may have. */
    MAX_PAGE_PIXELS: whole(1).default(40_000_000),
    /** Bytes that an archive, an e-mail or an Office file may expand to. */
    MAX_EXPANDED_BYTES: whole(1).default(512 * 1024 * 1024),
    /** Archives and e-mails within each other. */
    MAX_ARCHIVE_DEPTH: whole(0).default(3),
  }),
  chunking: z.object({
    ...shared,
    ...own('chunking'),
    QUEUE_URL_AUTOGEN: queueUrl,
    QUEUE_URL_EVALUATION: queueUrl,
  }),
  autogen: z.object({
    ...shared,
    ...own('autogen'),
    QUEUE_URL_EVALUATION: queueUrl,
    /** Prompts answered at the same time. */
    PROMPT_CONCURRENCY: whole(1).default(4),
  }),
  evaluation: z.object({ ...shared, ...own('evaluation') }),
} as const;

/** Variables that a deployment may set to allow documents more or less. */
export const LIMIT_NAMES: readonly string[] = [
  'MAX_DOCUMENT_BYTES',
  'MAX_PAGES',
  'EXTRACTION_TIMEOUT_MS',
  'PAGE_TIMEOUT_MS',
  'ENGINE_MEMORY_MB',
  'MAX_PAGE_PIXELS',
  'MAX_EXPANDED_BYTES',
  'MAX_ARCHIVE_DEPTH',
  'PROMPT_CONCURRENCY',
];

export type WorkerEnvironment<S extends StageName = StageName> = z.output<(typeof ENVIRONMENTS)[S]>;

/** The variables as they are set: strings, what has a default may be left out. */
export type WorkerVariables<S extends StageName = StageName> = z.input<(typeof ENVIRONMENTS)[S]>;

/** Parses a worker's environment. A wrong or missing value stops with one line that names it. */
export function parseEnvironment<S extends StageName>(
  stage: S,
  variables: Record<string, string | undefined>,
): WorkerEnvironment<S> {
  const parsed = ENVIRONMENTS[stage].safeParse(variables);
  if (parsed.success) return parsed.data as WorkerEnvironment<S>;
  const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`The environment of the ${stage} worker is wrong – ${problems.join('; ')}`);
}

import * as z from 'zod';
import { STAGES, StageName } from '#shared/contract/identifiers.ts';
import { ENVIRONMENTS, type WorkerEnvironment } from '#shared/environment.ts';

/** Variables as a process has them. */
export type Variables = Record<string, string | undefined>;

export type WorkerProcessEnvironment = {
  /** The stages this process works on. */
  stages: readonly StageName[];
  /** Messages of a stage that are worked on at the same time. */
  concurrency: Readonly<Record<StageName, number>>;
  /** Seconds after which a killed worker's message comes back; renewed while a job runs. */
  leaseSeconds: number;
  /** Seconds that running jobs get to finish after SIGTERM before they are given back. */
  stopSeconds: number;
  /** Touched while the process works, for the container's health check; absent: none. */
  heartbeatFile: string | undefined;
  /** Seconds one invocation may take; absent: the worker table's. */
  timeoutSeconds: number | undefined;
  logLevel: 'DEBUG' | 'INFO' | 'WARN' | 'ERROR';
  /** Whether metrics are written to the log as EMF, for CloudWatch's agent. */
  emf: boolean;
  /** Each stage's own environment, as its Lambda function would have it. */
  environments: { readonly [S in StageName]?: WorkerEnvironment<S> };
};

/** Extraction and chunking use the CPU, answering and evaluation mostly wait for a model. */
const DEFAULT_CONCURRENCY: Record<StageName, number> = {
  extraction: 2,
  chunking: 2,
  autogen: 4,
  evaluation: 2,
};

const whole = (minimum: number, maximum: number) =>
  z
    .string()
    .regex(/^\d+$/, 'must be a whole number')
    .transform(Number)
    .pipe(z.int().min(minimum).max(maximum));

const stageList = z
  .string()
  .transform((text) => [...new Set(text.split(',').map((name) => name.trim()))].filter(Boolean))
  .pipe(z.array(StageName).min(1));

/** `4` for every stage, or `extraction=1,autogen=8`. */
const concurrency = z.string().transform((text, context) => {
  const limits = { ...DEFAULT_CONCURRENCY };
  for (const part of text.split(',')) {
    const [, name, digits] = /^\s*(?:(\w+)\s*=\s*)?(\d{1,3})\s*$/.exec(part) ?? [];
    const stage = name === undefined ? undefined : StageName.safeParse(name).data;
    if (Number(digits) > 0 && stage) limits[stage] = Number(digits);
    else if (Number(digits) > 0 && name === undefined)
      for (const each of STAGES) limits[each] = Number(digits);
    else {
      context.addIssue({
        code: 'custom',
        message: `must be a number from 1, or like extraction=1,autogen=8, not "${part.trim()}"`,
      });
      return z.NEVER;
    }
  }
  return limits;
});

const ProcessVariables = z.object({
  WORKER_STAGES: stageList.default([...STAGES]),
  WORKER_CONCURRENCY: concurrency.default(DEFAULT_CONCURRENCY),
  // Work, lease and the wait for the next try together: SQS keeps a message invisible for 12 hours at most.
  WORKER_LEASE_SECONDS: whole(2, 3600).default(30),
  WORKER_TIMEOUT_SECONDS: whole(1, 36_000).optional(),
  // With what giving back takes, less than the 30 s after which ECS and Kubernetes kill.
  WORKER_STOP_SECONDS: whole(0, 3600).default(20),
  WORKER_HEARTBEAT_FILE: z.string().min(1).optional(),
  WORKER_EMF: z.enum(['true', 'false']).default('false'),
  LOG_LEVEL: z.enum(['DEBUG', 'INFO', 'WARN', 'ERROR']).default('INFO'),
});

/**
 * Reads a worker process's environment: its own `WORKER_…` variables, and for each of its stages the variables of
 * that stage's Lambda function, of which the two queues carry the stage's name here: `QUEUE_URL_AUTOGEN`,
 * `DEAD_LETTER_QUEUE_URL_AUTOGEN` …
 *
 * @throws Error of one line that names every wrong or missing variable.
 */
export function parseWorkerProcess(variables: Variables): WorkerProcessEnvironment {
  const own = ProcessVariables.safeParse(variables);
  if (!own.success) throw wrongEnvironment(own.error.issues.map(describe));
  const stages = STAGES.filter((stage) => own.data.WORKER_STAGES.includes(stage));
  const problems = new Set<string>();
  const environments = stages.map((stage) => [stage, parseStage(stage, variables, problems)]);
  if (problems.size > 0) throw wrongEnvironment([...problems]);
  return {
    stages,
    concurrency: own.data.WORKER_CONCURRENCY,
    leaseSeconds: own.data.WORKER_LEASE_SECONDS,
    stopSeconds: own.data.WORKER_STOP_SECONDS,
    heartbeatFile: own.data.WORKER_HEARTBEAT_FILE,
    timeoutSeconds: own.data.WORKER_TIMEOUT_SECONDS,
    logLevel: own.data.LOG_LEVEL,
    emf: own.data.WORKER_EMF === 'true',
    environments: Object.fromEntries(environments),
  };
}

/** Problems are named as the process's variables are, so that the line can be acted on. */
function parseStage(stage: StageName, variables: Variables, problems: Set<string>) {
  const suffix = stage.toUpperCase();
  const parsed = ENVIRONMENTS[stage].safeParse({
    ...variables,
    QUEUE_URL: variables[`QUEUE_URL_${suffix}`],
    DEAD_LETTER_QUEUE_URL: variables[`DEAD_LETTER_QUEUE_URL_${suffix}`],
  });
  if (parsed.success) return parsed.data;
  for (const issue of parsed.error.issues) {
    const name = issue.path.join('.');
    const ownQueue = name === 'QUEUE_URL' || name === 'DEAD_LETTER_QUEUE_URL';
    problems.add(describe({ message: issue.message, path: [ownQueue ? `${name}_${suffix}` : name] }));
  }
  return undefined;
}

const describe = (issue: { path: PropertyKey[]; message: string }) =>
  `${issue.path[0]?.toString()}: ${issue.message}`;

const wrongEnvironment = (problems: string[]) =>
  new Error(`The environment of the worker process is wrong – ${problems.join('; ')}`);

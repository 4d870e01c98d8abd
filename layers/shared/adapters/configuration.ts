import * as z from 'zod';
import { permanentError, type TaskError } from '../contract/errors.ts';
import { didYouMean } from './closest.ts';
import { SecretReference } from './secrets.ts';

export const ADAPTER_KINDS = ['llm', 'embedding', 'vector-db', 'x2text', 'reranker'] as const;
export type AdapterKind = (typeof ADAPTER_KINDS)[number];

/** One adapter instance as the configuration document has it, under its id. */
const Instance = z.strictObject({
  kind: z.enum(ADAPTER_KINDS),
  /** Our short name (`openai`) or upstream's id (`openai|502ecf49-…`). */
  provider: z.string().min(1),
  /** For people; not used. */
  description: z.string().optional(),
  settings: z.record(z.string(), z.unknown()).default({}),
  /** By reference only; the values are fetched when the adapter is used. */
  secrets: z.record(z.string(), SecretReference).default({}),
});

export type AdapterInstance = z.infer<typeof Instance> & { id: string };

/** The whole document: instances by id. Each is checked when it is asked for, so a wrong one harms no other. */
const Document = z.record(z.string().min(1), z.unknown());
export type AdapterDocument = z.infer<typeof Document>;

/** Parses a configuration document. `reference` is where it came from, for the error. */
export function parseDocument(text: string, reference: string): AdapterDocument {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw wrongConfiguration(`The adapter configuration ${reference} is not JSON.`);
  }
  const parsed = Document.safeParse(json);
  if (parsed.success && !Array.isArray(json)) return parsed.data;
  throw wrongConfiguration(`The adapter configuration ${reference} must be an object of adapters by id.`);
}

/** The instance of an id, checked; undefined when the document has none. */
export function instanceOf(document: AdapterDocument, id: string): AdapterInstance | undefined {
  if (!Object.hasOwn(document, id)) return undefined;
  return { id, ...check(id, '', Instance, document[id]) };
}

/** Settings and secret names that a provider knows. */
export type ProviderShape<S extends z.ZodRawShape> = { settings: z.ZodObject<S>; secrets: readonly string[] };

/**
 * Checks an instance's settings and the names of its secrets against its provider. Every wrong field is named at
 * once, none of their values. Throws `invalid_adapter_configuration`.
 */
export function parseSettings<S extends z.ZodRawShape>(
  instance: AdapterInstance,
  shape: ProviderShape<S>,
): z.output<z.ZodObject<S>> {
  const misplaced = Object.keys(instance.settings).find((key) => shape.secrets.includes(key));
  if (misplaced) {
    throw wrongConfiguration(
      `Adapter "${instance.id}": ${misplaced} is a secret; give it under "secrets" as a reference ` +
        '(ssm:/name, secretsmanager:name#key or env:NAME), not under "settings".',
    );
  }
  const unknown = Object.keys(instance.secrets).find((key) => !shape.secrets.includes(key));
  if (unknown) {
    const known = shape.secrets.length > 0 ? `it knows ${shape.secrets.join(', ')}` : 'it has none';
    throw wrongConfiguration(
      `Adapter "${instance.id}": secrets.${unknown} is not a secret of ${instance.provider}; ${known}.`,
    );
  }
  return check(instance.id, 'settings.', shape.settings.strict(), instance.settings) as z.output<
    z.ZodObject<S>
  >;
}

function check<S extends z.ZodRawShape>(
  id: string,
  prefix: string,
  schema: z.ZodObject<S>,
  value: unknown,
): z.output<z.ZodObject<S>> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data as z.output<z.ZodObject<S>>;
  const problems = parsed.error.issues.flatMap((issue) => {
    if (issue.code !== 'unrecognized_keys') {
      return [`${prefix}${issue.path.join('.') || 'value'}: ${issue.message}.`];
    }
    const known = issue.path.length === 0 ? Object.keys(schema.shape) : [];
    return issue.keys.map((key) => `${prefix}${key} is not known.${didYouMean(key, known)}`);
  });
  throw wrongConfiguration(`Adapter "${id}": ${problems.join(' ')}`);
}

export const wrongConfiguration = (message: string, cause?: unknown): TaskError =>
  permanentError('invalid_adapter_configuration', message, cause);

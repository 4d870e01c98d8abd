import { describeIssues } from '../contract/describe-issues.ts';
import { permanentError } from '../contract/errors.ts';
import { DEFAULT_ORGANIZATION, OrganizationId, RunId } from '../contract/identifiers.ts';
import { KNOWN_MESSAGE_FIELDS, Message, MessageReference } from '../contract/message.ts';
import { Output } from '../contract/outputs.ts';
import { ToolSettings } from '../contract/tool-settings.ts';

/** Ids of a run, where they can be read from a message that is otherwise wrong. */
export type Identity = { run_id: string; organization_id: string };

/** Objects and lists inside each other; what is far deeper cannot even be written as JSON again. */
const MAX_DEPTH = 200;

/**
 * Parses a queue body or a stored payload.
 * @throws permanent `invalid_json`, the parser's own message left out, since it quotes the text; `invalid_message` when
 * it is nested too deep.
 */
export function parseJson(text: string, what: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw permanentError('invalid_json', `${what} is not valid JSON. Send one JSON object.`);
  }
  if (depthOf(value) <= MAX_DEPTH) return value;
  throw permanentError('invalid_message', `${what} is nested deeper than ${MAX_DEPTH} levels.`);
}

/** Level by level, so that no depth exhausts the stack; stops counting where it is too much. */
function depthOf(value: unknown): number {
  let level = [value];
  for (let depth = 0; ; depth += 1) {
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []));
    if (level.length === 0 || depth > MAX_DEPTH) return depth;
  }
}

/** Whether a parsed body only points to its payload. */
export function isReference(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'payload_ref' in value;
}

/** @throws permanent `invalid_message` that names every wrong field at once. */
export function parseReference(value: unknown): MessageReference {
  const parsed = MessageReference.safeParse(value);
  if (parsed.success) return parsed.data;
  throw permanentError('invalid_message', `The message is wrong: ${describeIssues(parsed.error)}`);
}

/** @throws permanent `invalid_message` that names every wrong field at once. */
export function parseMessage(value: unknown): Message {
  const parsed = Message.safeParse(value);
  if (parsed.success) return parsed.data;
  throw permanentError('invalid_message', `The message is wrong: ${describeIssues(parsed.error)}`);
}

/**
 * Reads the run's ids from a body that may be wrong in every other way, even from JSON that was cut off, so that the
 * backend finds its error result. Undefined when there is no valid run id, or the organisation's id is not valid.
 */
export function readIdentity(body: string): Identity | undefined {
  let run: unknown;
  let organization: unknown;
  try {
    const value = JSON.parse(body) as Record<string, unknown> | null;
    run = value?.run_id;
    organization = value?.organization_id;
  } catch {
    run = fieldIn(body, 'run_id');
    organization = fieldIn(body, 'organization_id');
  }
  const runId = RunId.safeParse(run);
  const organizationId = OrganizationId.safeParse(organization ?? DEFAULT_ORGANIZATION);
  if (!runId.success || !organizationId.success) return undefined;
  return { run_id: runId.data, organization_id: organizationId.data };
}

const fieldIn = (text: string, name: string): string | undefined =>
  new RegExp(`"${name}"\\s*:\\s*"([^"\\\\]{1,128})"`).exec(text)?.[1];

/** One warning for each place that has fields which the contract does not know; they pass through untouched. */
export function unknownFields(message: Message): string[] {
  const known = (shape: object) => new Set(Object.keys(shape));
  const others = (value: object, names: ReadonlySet<string>) =>
    Object.keys(value).filter((name) => !names.has(name));
  const inOutputs = message.outputs.flatMap((output) => others(output, known(Output.shape)));
  const places = [
    ['the message', others(message, KNOWN_MESSAGE_FIELDS)],
    ['tool_settings', others(message.tool_settings, known(ToolSettings.shape))],
    ['outputs', [...new Set(inOutputs)]],
  ] as const;
  return places
    .filter(([, names]) => names.length > 0)
    .map(([place, names]) => `Unknown fields in ${place}, passed through: ${[...names].sort().join(', ')}`);
}

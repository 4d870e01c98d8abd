import * as z from 'zod';

/** The four workers, named after their queues: `prompt_<stage>`. */
export const STAGES = ['extraction', 'chunking', 'autogen', 'evaluation'] as const;
export const StageName = z.enum(STAGES);
export type StageName = z.infer<typeof StageName>;

/**
 * Ids become parts of object keys, metric dimensions and file names, so only what is harmless in all of them is
 * let in: letters, digits, `_`, `-`, `.` and `:`, not starting with a dot.
 */
const identifier = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .regex(/^[A-Za-z0-9_-][A-Za-z0-9._:-]*$/, 'may hold only letters, digits, "_", "-", "." and ":"');

export const RunId = identifier(128);
export const OrganizationId = identifier(128);

/** Used where a message names no organisation, so that keys and filters always have one. */
export const DEFAULT_ORGANIZATION = 'default';

import * as z from 'zod';
import { address, waitingSettings } from '../hosted/settings.ts';

const FEATURES = ['TABLES', 'FORMS', 'LAYOUT', 'SIGNATURES'] as const;
export type Feature = (typeof FEATURES)[number];

export const SHAPE = {
  settings: z.object({
    /** Must be the Region of the workers' bucket: Textract reads documents of several pages from there. */
    region_name: z
      .string()
      .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'must be an AWS region')
      .optional(),
    /** `iam_role`: the function's own credentials, or whatever the AWS SDK finds. */
    auth_type: z.enum(['iam_role', 'access_keys']).default('iam_role'),
    /** For a VPC endpoint or a test server. */
    endpoint_url: address.optional(),
    /** What is paid for beside plain text; absent: as the message's `mode` asks. */
    feature_types: z.array(z.enum(FEATURES)).optional(),
    ...waitingSettings,
  }),
  secrets: ['aws_access_key_id', 'aws_secret_access_key', 'aws_session_token'],
};
export type Settings = z.output<typeof SHAPE.settings>;

/** Check boxes come with FORMS and TABLES only. */
const OF_MODE: Readonly<Record<string, readonly Feature[]>> = { form: ['FORMS'], table: ['TABLES'] };

export const featuresOf = ({ feature_types }: Settings, mode: string | undefined): readonly Feature[] =>
  (mode === undefined ? undefined : OF_MODE[mode]) ?? feature_types ?? [];

import type * as z from 'zod';

/**
 * Every wrong field on one line: `outputs.0.name: Invalid input: expected string, received number; …`. The text
 * of zod's issues holds types and rules, never the value itself.
 */
export function describeIssues(error: z.ZodError): string {
  return error.issues.map((issue) => `${issue.path.join('.') || 'message'}: ${issue.message}`).join('; ');
}

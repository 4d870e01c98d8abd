import type * as z from 'zod';

/** Wrong fields that are named one by one; a list of thousands helps nobody and fits nowhere. */
const MAX_ISSUES = 50;

/**
 * Every wrong field on one line: `outputs.0.name: Invalid input: expected string, received number; …`. The text
 * of zod's issues holds types and rules, never the value itself.
 */
export function describeIssues(error: z.ZodError): string {
  const named = error.issues.slice(0, MAX_ISSUES).map((issue) => `${pathOf(issue)}: ${messageOf(issue)}`);
  const more = error.issues.length - named.length;
  return [...named, ...(more > 0 ? [`… and ${more} more`] : [])].join('; ');
}

const pathOf = (issue: z.core.$ZodIssue) => issue.path.join('.') || 'message';

/** Of a union zod says only "Invalid input"; what each of its alternatives expects says more. */
function messageOf(issue: z.core.$ZodIssue): string {
  if (issue.code !== 'invalid_union' || issue.message !== 'Invalid input') return issue.message;
  const expected = issue.errors.map((issues) => issues.map(inner).join(' and '));
  return [...new Set(expected)].join(', or ') || issue.message;
}

const inner = (issue: z.core.$ZodIssue) =>
  issue.path.length > 0 ? `${pathOf(issue)}: ${messageOf(issue)}` : messageOf(issue);

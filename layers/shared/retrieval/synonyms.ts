import type { Query } from './query.ts';

/**
 * What the arms that know only words look for: the question, and beside each word of it that the tool's grammar lists
 * the words that mean the same in this project.
 */
export function searchedWords({ question, request }: Query): string {
  const { output, task } = request;
  const added: string[] = [];
  for (const { word, synonyms } of output.grammar ?? task.tool_settings.grammar ?? []) {
    const same = [word, ...synonyms].filter((one) => one.trim() !== '');
    if (!same.some((one) => contains(question, one))) continue;
    added.push(...same.filter((one) => !contains(question, one)));
  }
  return [question, ...added].join('\n');
}

/** Whether words stand in a text as whole words, in whatever case. */
function contains(text: string, words: string): boolean {
  const pattern = words.trim().replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?<![\\p{L}\\p{N}])${pattern}(?![\\p{L}\\p{N}])`, 'iu').test(text);
}

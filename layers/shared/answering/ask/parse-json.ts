import { parseJsonReply } from '../../adapters/llm/parse-json.ts';

/** Upstream's marks around JSON in an answer; its prompts may still ask for them. */
const MARKS = '§§§';

/** The JSON in a text answer, with upstream's marks taken off; undefined when there is none. */
export function parseJson(text: string): { value: unknown; repaired: boolean } | undefined {
  return parseJsonReply(text.includes(MARKS) ? (text.split(MARKS)[1] ?? text) : text);
}

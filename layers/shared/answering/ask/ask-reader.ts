import type { TextReader } from '../../adapters/llm/types.ts';
import type { Answer, AskRequest } from './answer.ts';
import { parseValue } from './parse-value.ts';

/** Puts a question to a reader. What code cannot read as the type asked for counts as not found. */
export async function askReader(reader: TextReader, request: AskRequest): Promise<Answer> {
  const { output, question, conventions } = request;
  const found = readBest(reader, request, question);
  const parsed = found && (await parseValue(found.value, output.type, conventions));
  if (parsed?.kind !== 'value')
    return { status: 'missing', model: reader.model, value: null, confidence: 0, warnings: [] };
  return {
    status: 'answered',
    model: reader.model,
    value: parsed.value,
    quote: found?.value,
    ...(found && { range: { start: found.start, end: found.end } }),
    confidence: found?.confidence ?? 0,
    warnings: parsed.warnings,
  };
}

/** Reads the whole context, or each passage on its own (a label and its value never stand in two passages). */
function readBest(reader: TextReader, { output, context, passages }: AskRequest, prompt: string) {
  const parts: readonly { text: string; start: number; header?: string | undefined }[] = passages ?? [
    { text: context, start: 0 },
  ];
  const found = parts.flatMap(({ text, start, header = '' }) => {
    const answer = reader.read({ name: output.name, prompt, type: output.type, text: header + text });
    // A table header names values; it is none, and does not stand here.
    if (!answer || answer.start < header.length) return [];
    const moved = start - header.length;
    return [{ ...answer, start: answer.start + moved, end: answer.end + moved }];
  });
  return found.reduce<(typeof found)[number] | undefined>(
    (best, one) => (best && best.confidence >= one.confidence ? best : one),
    undefined,
  );
}

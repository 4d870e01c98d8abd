import type { AutogenResult, Citation, FieldReport } from '#shared/contract/results.ts';

/** A cited place and the answer it belongs to. Ids are made of numbers only, so they are safe as anchors. */
export type Place = { id: string; answerId: string; answer: string; citation: Citation };

export type Answer = {
  id: string;
  name: string;
  /** The prompt that was asked; absent where the report is not told. */
  question: string | undefined;
  value: unknown;
  field: FieldReport | undefined;
  places: Place[];
};

/** The answers of a result in their order, each with its places in the document. */
export function answersOf(result: AutogenResult, questions: ReadonlyMap<string, string>): Answer[] {
  const { output, metadata } = result.results;
  return Object.entries(output).map(([name, value], index) => {
    const id = `answer-${index + 1}`;
    const field = metadata.fields[name];
    const places = (field?.citations ?? []).map((citation, at) => ({
      id: `place-${index + 1}-${at + 1}`,
      answerId: id,
      answer: name,
      citation,
    }));
    return { id, name, question: questions.get(name), value, field, places };
  });
}

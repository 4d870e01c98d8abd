import type {
  AutogenResult,
  EvaluationResult,
  ExtractionResult,
  FieldReport,
} from '#shared/contract/results.ts';
import { safeText, showValue } from './safe-text.ts';
import { formatTable, wrap } from './table.ts';

/** What the other stages of a run had to say. */
type OtherResults = { extraction: ExtractionResult | undefined; evaluation: EvaluationResult | undefined };

/** Field, value, page and confidence of every answer, and below it what needs a second look. */
export function answerTable(result: AutogenResult, others: OtherResults): string {
  const { output, metadata } = result.results;
  const rows = Object.entries(output).map(([name, value]) => {
    const field = metadata.fields[name];
    return [safeText(name), showValue(value), pagesOf(field), confidenceOf(field)];
  });
  const width = process.stdout.columns ?? 110;
  const table = formatTable(['field', 'value', 'page', 'confidence'], rows, width);
  return [table, '', ...notes(result, others).flatMap((note) => wrap(note, width))].join('\n').trimEnd();
}

function pagesOf(field: FieldReport | undefined): string {
  const pages = new Set(field?.citations.map(({ page }) => page));
  return [...pages].toSorted((a, b) => a - b).join(', ');
}

function confidenceOf(field: FieldReport | undefined): string {
  if (!field) return '';
  if (field.status === 'answered')
    return `${field.confidence.toFixed(2)}${field.grounded === false ? ' ungrounded' : ''}`;
  return field.error ? `${field.status}: ${safeText(field.error.code)}` : field.status;
}

function notes(result: AutogenResult, { extraction, evaluation }: OtherResults): string[] {
  const { fields, warnings } = result.results.metadata;
  const models = new Set(Object.values(fields).flatMap(({ model }) => model ?? []));
  const scores = Object.entries(evaluation?.evaluation.summary ?? {}).flatMap(([name, score]) =>
    score === null ? [] : [`${name} ${score.toFixed(2)}`],
  );
  return [
    ...Object.entries(fields).flatMap(([name, { error }]) =>
      error ? [`${safeText(name)}: ${safeText(error.message)}`] : [],
    ),
    ...[...(extraction?.metadata.warnings ?? []), ...warnings].map(
      (warning) => `Warning: ${safeText(warning)}`,
    ),
    ...(models.size > 0 ? [`Answered by ${[...models].map(safeText).join(', ')}.`] : []),
    ...(models.has('embedded-reader')
      ? ['The embedded reader looks labels and values up; for a language model give --adapters and --llm.']
      : []),
    ...(scores.length > 0 ? [`Evaluation: ${scores.join(', ')}`] : []),
  ];
}

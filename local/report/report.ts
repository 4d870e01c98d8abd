import { createHash } from 'node:crypto';
import type { Page } from '#shared/contract/lines.ts';
import type { AutogenResult, EvaluationResult, ExtractionResult } from '#shared/contract/results.ts';
import { answersView } from './answers-view.ts';
import { type Html, html } from './html.ts';
import { type Picture, pageView } from './page-view.ts';
import { answersOf, type Place } from './places.ts';
import { STYLE } from './style.ts';
import { textView } from './text-view.ts';

export type ReportInput = {
  fileName: string;
  runId: string;
  /** The prompts by output name. */
  questions: ReadonlyMap<string, string>;
  answers: AutogenResult;
  extraction: ExtractionResult | undefined;
  evaluation: EvaluationResult | undefined;
  /** Pictures of the pages to show; none for formats without pages. */
  pictures: readonly Picture[];
  /** The pages, sheets, slides or attachments of the text; absent where they are not known. */
  pages?: readonly Page[];
  /** Anything the reader should know about what is shown. */
  notes: readonly string[];
};

/**
 * The report as one HTML file: no script at all, no request, styles by hash. Links and `:target` lead from an
 * answer to its place and back, so there is nothing in it that a hostile document could run.
 */
export function reportHtml(input: ReportInput): string {
  const answers = answersOf(input.answers, input.questions);
  const places = answers.flatMap((answer) => answer.places);
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy()}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${input.fileName} – answers</title>
<style>${{ markup: STYLE }}</style>
</head>
<body>
<header>
  <h1>${input.fileName}</h1>
  ${summary(input).map((line) => html`<p>${line}</p>`)}
</header>
<main>
${answersView(answers)}
<section class="document" aria-label="Document">${documentView(input, places)}</section>
</main>
</body>
</html>
`;
  return page.markup;
}

function policy(): string {
  const hash = createHash('sha256').update(STYLE).digest('base64');
  return `default-src 'none'; img-src data:; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
}

function documentView({ pictures, extraction, notes, pages }: ReportInput, places: readonly Place[]): Html[] {
  const shown = notes.map((note) => html`<p class="note">${note}</p>`);
  const body =
    pictures.length > 0
      ? pictures.map((picture) => pageView(picture, places))
      : [textView(extraction?.extracted_text ?? '', places, pages)];
  return [...shown, ...body];
}

function summary({ runId, answers, extraction, evaluation }: ReportInput): string[] {
  const { metadata } = answers.results;
  const pages = extraction?.metadata.page_count;
  const scores = Object.entries(evaluation?.evaluation.summary ?? {}).flatMap(([name, score]) =>
    score === null ? [] : [`${name} ${score.toFixed(2)}`],
  );
  return [
    [`run ${runId}`, ...(pages ? [`${pages} ${pages === 1 ? 'page' : 'pages'}`] : []), costOf(answers)].join(
      ' · ',
    ),
    ...(scores.length > 0 ? [`Evaluation: ${scores.join(', ')}`] : []),
    ...[...(extraction?.metadata.warnings ?? []), ...metadata.warnings].map(
      (warning) => `Warning: ${warning}`,
    ),
  ];
}

function costOf({ usage_records }: AutogenResult): string {
  if (usage_records.length === 0) return 'no model was called';
  const tokens = usage_records.reduce((sum, { total_tokens }) => sum + total_tokens, 0);
  const known = usage_records.every(({ cost_in_dollars }) => cost_in_dollars !== null);
  const dollars = usage_records.reduce((sum, { cost_in_dollars }) => sum + (cost_in_dollars ?? 0), 0);
  const cost = known ? `$${dollars.toFixed(4)}` : 'price not known';
  return `${usage_records.length} model calls, ${tokens} tokens, ${cost}`;
}

import type { AnswerMetadata } from '../../contract/results.ts';
import { runCapabilities } from '../../plugins/capability-report.ts';
import { applyingSources } from '../context/substitute-context.ts';
import type { Work } from '../work.ts';
import type { Answered } from './answered.ts';
import { isIncomplete, record } from './fields.ts';
import { highlightData, lineNumbers } from './highlight-data.ts';

/** Characters of context that a result may repeat; beyond, the whole text stands in extraction.json only. */
const MOST_CONTEXT = 1_000_000;

/** Everything about the answers but the answers, in upstream's shape plus one report a field. */
export function answerMetadata(answered: Answered): AnswerMetadata {
  const { plan, answers, work } = answered;
  const { task, document } = work;
  const context = contexts(answered);
  return {
    run_id: task.run_id,
    file_name: task.file_name,
    context: context.byName,
    required_fields: Object.fromEntries(
      plan.outputs.filter(({ required }) => required).map(({ name, required }) => [name, required]),
    ),
    highlight_data: record(answers, (answer) => highlightData(answer, document.lines)),
    line_numbers: record(answers, lineNumbers),
    confidence_data: record(answers, ({ report }) => report.confidence),
    fields: record(answers, ({ report }) => report),
    incomplete_fields: [...answers]
      .filter(([, { report }]) => isIncomplete(report.status))
      .map(([name]) => name),
    warnings: [...plan.warnings, ...runWarnings(answered), ...context.warnings],
    capabilities: runCapabilities(task, work.ctx.plugins),
  };
}

/** What each prompt was answered from. */
function contexts({ answers, substitute, work }: Answered): {
  byName: Record<string, string[]>;
  warnings: string[];
} {
  const whole = substitute?.text ?? work.document.text;
  const asked = [...answers].filter(([, answer]) => answer.seconds !== undefined);
  const wholeCount = asked.filter(([, answer]) => !answer.passages).length;
  const fits = wholeCount * whole.length <= MOST_CONTEXT;
  const byName = asked.map(([name, { passages }]): [string, string[]] => {
    if (passages) return [name, passages.map(({ header = '', text }) => header + text)];
    return [name, fits ? [whole] : []];
  });
  const warnings = fits
    ? []
    : [
        'The context of prompts that were answered from the whole text is left out here: it is the extracted text.',
      ];
  return { byName: Object.fromEntries(byName), warnings };
}

function runWarnings({ substitute, work }: Answered): string[] {
  const { task, ctx } = work;
  const { tool_settings: settings } = task;
  const missing = runCapabilities(task, ctx.plugins).missing.map(
    (plugin) => `The message asks for what the plugin "${plugin}" does, but it is not installed.`,
  );
  const others = applyingSources(work)
    .slice(1)
    .map(({ name }) => name);
  return [
    ...missing,
    ...(substitute?.warnings ?? []),
    ...(others.length > 0 ? [`More than one plugin offered a context; not used: ${others.join(', ')}.`] : []),
    ...(settings.enable_challenge && !settings.challenge_llm
      ? ['enable_challenge needs challenge_llm as well; the answers were not challenged.']
      : []),
    ...(isSinglePass(work)
      ? ['Single-pass extraction is not available in this version; the prompts were asked one by one.']
      : []),
    ...(settings.enable_word_confidence ? ['Word confidence is not available in this version.'] : []),
  ];
}

const isSinglePass = ({ task: { tool_settings: settings } }: Work): boolean =>
  Boolean(settings.enable_single_pass_extraction || settings.single_pass_extraction_mode);

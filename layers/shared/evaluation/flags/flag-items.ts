import type { EvalSettings, OutputType } from '../../contract/outputs.ts';
import type { EvaluationItem, FieldReport } from '../../contract/results.ts';
import { disabledItem, item, scoredItem, TOO_LONG } from '../item.ts';
import { isEmpty, leavesOf } from '../leaves.ts';
import type { Scores } from '../score-answer.ts';
import { findPersonalData, type PersonalData } from './find-personal-data.ts';

/** All that a flag may look at. */
export type Answered = {
  value: unknown;
  type: OutputType;
  report: FieldReport | undefined;
  /** How right the answer is by its reference; undefined without one. */
  scores: Scores | undefined;
  settings: EvalSettings;
};

const FAITHFULNESS = { id: 'eval_quality_faithfulness', type: 'quality', name: 'faithfulness' } as const;
const CORRECTNESS = { id: 'eval_quality_correctness', type: 'quality', name: 'correctness' } as const;
const RELEVANCE = { id: 'eval_quality_relevance', type: 'quality', name: 'relevance' } as const;
const PII = { id: 'eval_security_pii', type: 'security', name: 'pii' } as const;
const TOXICITY = { id: 'eval_guidance_toxicity', type: 'guidance', name: 'toxicity' } as const;
const COMPLETENESS = { id: 'eval_guidance_completeness', type: 'guidance', name: 'completeness' } as const;

/** Upstream's thresholds (UPSTREAM §7). */
const PASSES = { faithfulness: 0.7, correctness: 0.8, completeness: 0.8 } as const;

/** Upstream's six metrics, in its order: what code can tell is scored, the rest says why it is not. */
export function flagItems(answered: Answered): EvaluationItem[] {
  const flags = [
    [FAITHFULNESS, faithfulness],
    [CORRECTNESS, correctness],
    [RELEVANCE, () => needsJudge(RELEVANCE, answered.settings)],
    [PII, personalData],
    [TOXICITY, () => needsJudge(TOXICITY, answered.settings)],
    [COMPLETENESS, completeness],
  ] as const;
  return flags.map(([named, evaluate]) =>
    answered.settings[named.id] === false
      ? disabledItem(named, `switched off by eval_settings.${named.id}`)
      : evaluate(answered),
  );
}

/** Supported by the document, which is what grounding has checked for every value. */
function faithfulness({ value, report }: Answered): EvaluationItem {
  if (isEmpty(value)) return disabledItem(FAITHFULNESS, 'there is no answer to look for in the document');
  if (report?.grounded === null || report === undefined) {
    return disabledItem(FAITHFULNESS, 'this kind of answer does not stand in the document word for word');
  }
  const feedback = report.grounded
    ? 'the answer stands in the text it was given from'
    : 'the answer, or a part of it, does not stand in the text it was given from';
  return scoredItem(FAITHFULNESS, report.grounded ? 1 : 0, PASSES.faithfulness, feedback);
}

function correctness({ scores }: Answered): EvaluationItem {
  if (!scores) return disabledItem(CORRECTNESS, 'needs a reference_answer');
  if (scores.correctness === undefined) return disabledItem(CORRECTNESS, TOO_LONG);
  return scoredItem(CORRECTNESS, scores.correctness, PASSES.correctness, 'compared with reference_answer');
}

function personalData({ value, type }: Answered): EvaluationItem {
  const asked: PersonalData | undefined = type === 'email' ? 'email address' : undefined;
  const found = findPersonalData(value).filter((kind) => kind !== asked);
  if (found.length > 0) return item(PII, found.length, 'failed', `the answer holds: ${found.join(', ')}`);
  const but = asked ? ` but the ${asked} that was asked for` : '';
  return item(PII, 0, 'passed', `no pattern of personal data${but}; names and addresses are not looked for`);
}

/** The share of the answer's values that are there. */
function completeness({ value, report }: Answered): EvaluationItem {
  const leaves = leavesOf(value);
  const filled = leaves.filter((leaf) => !isEmpty(leaf)).length;
  const share = leaves.length === 0 ? 0 : filled / leaves.length;
  if (report?.status === 'incomplete') {
    return item(COMPLETENESS, share, 'failed', 'the answer was cut off or ran out of time');
  }
  return scoredItem(
    COMPLETENESS,
    share,
    PASSES.completeness,
    `${filled} of ${leaves.length} values are filled`,
  );
}

function needsJudge(named: typeof RELEVANCE | typeof TOXICITY, settings: EvalSettings): EvaluationItem {
  const asked = settings.monitor_llm?.length ? ' (monitor_llm is not asked in this release)' : '';
  return disabledItem(named, `needs a judge model${asked}; code alone cannot tell`);
}

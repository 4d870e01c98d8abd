import type { OutputType } from '../../contract/outputs.ts';
import { CONCEPTS, type Concept } from './embedded-reader-concepts.ts';
import type { Kind } from './embedded-reader-kinds.ts';
import { wordsOf } from './embedded-reader-layout.ts';
import type { ReaderQuestion } from './types.ts';

/** What to look for, and how sure it is that a label means it (0 to 1). */
export type Intent = {
  concept?: Concept;
  kind: Kind;
  labels: { words: string[]; weight: number }[];
  /** The question's words that carry meaning, for look-ups in tables. */
  words: string[];
};

const STOP_WORDS = new Set(
  (
    'a an the this that these those of in on at for from to by with and or is are was were be been do does did has have ' +
    'what which who whom whose when where how much many please find give get extract return read tell me us name names ' +
    'value field document invoice receipt bill its it there any as written stated shown listed'
  ).split(' '),
);

const KINDS: Partial<Record<OutputType, Kind>> = {
  number: 'number',
  date: 'date',
  email: 'email',
  boolean: 'boolean',
};
/** Kinds that hold a number, so that a question of type number may be answered by them. */
const NUMERIC: ReadonlySet<Kind> = new Set(['money', 'number']);

/** Makes out what a question asks for: a concept that documents have many names for, or else its own words. */
export function understand({ name, prompt, type }: ReaderQuestion): Intent {
  const asked = wordsOf(prompt).join(' ');
  const named = wordsOf(name).join(' ').replace(/ 0$/, '');
  const concept = conceptOf(asked) ?? conceptOf(named);
  const words = meaningful(wordsOf(prompt));
  // "Which company …?" does not mean that the word "company" stands before the name.
  const own =
    concept?.kind === 'name'
      ? []
      : [words, wordsOf(name), meaningful(wordsOf(name))].filter((label) => label.length > 0);
  const conceptLabels = (concept?.labels ?? []).map((label, index, { length }) => ({
    words: wordsOf(label),
    weight: 1 - (0.3 * index) / length,
  }));
  // "total" is also what a concept knows better names for; "total due" is what the asker has seen on the paper.
  const ownWeight = (label: readonly string[]) => (concept && label.length < 2 ? 0.85 : concept ? 1 : 0.9);
  return {
    ...(concept && { concept }),
    kind: kindOf(type, concept),
    labels: [...own.map((label) => ({ words: label, weight: ownWeight(label) })), ...conceptLabels],
    words,
  };
}

const conceptOf = (words: string): Concept | undefined => CONCEPTS.find(({ asked }) => asked.test(words));

const meaningful = (words: readonly string[]): string[] => words.filter((word) => !STOP_WORDS.has(word));

function kindOf(type: OutputType, concept: Concept | undefined): Kind {
  const wanted = KINDS[type];
  if (!concept) return wanted ?? 'text';
  if (wanted === 'number') return NUMERIC.has(concept.kind) ? concept.kind : 'number';
  return wanted ?? concept.kind;
}

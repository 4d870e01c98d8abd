import { childrenNamed, descend, findAll, type XmlElement } from './tree.ts';

/** Elements of which Word and PowerPoint text, in any drawing, consists. */
const TEXTS = ['w:t', 'a:t', 'm:t'] as const;

/**
 * What an `mc:AlternateContent` stands for: its first choice that has text, else its fallback; never both, for they
 * say the same to newer and older programs.
 */
export function chosen(alternates: XmlElement): XmlElement | undefined {
  const choices = childrenNamed(alternates, 'mc:Choice');
  const withText = choices.find((choice) => TEXTS.some((name) => findAll(choice, name).length > 0));
  return withText ?? descend(alternates, 'mc:Fallback') ?? choices[0];
}

import { Damaged } from '../damaged.ts';
import { relationshipsOf } from '../package/relationships.ts';
import { readElements } from '../xml/tree.ts';
import { blockLines } from './blocks.ts';
import type { WordContext } from './context.ts';

/** The texts of a part's footnotes or endnotes, by id. A broken part gives what could be read, and a warning. */
export function readNotes(part: string | undefined, context: WordContext, warn: (warning: string) => void) {
  const notes = new Map<string, string[]>();
  if (!part) return notes;
  const own: WordContext = {
    ...context,
    related: relationshipsOf(context.parts, part),
    refer: () => '',
    anchored: [],
  };
  try {
    readElements(context.parts.read(part), new Set(['w:footnotes', 'w:endnotes']), (note) => {
      const { 'w:id': id, 'w:type': type } = note.attributes;
      if (id !== undefined && (type === undefined || type === 'normal'))
        notes.set(id, blockLines(note, own).lines);
    });
  } catch (error) {
    if (!(error instanceof Damaged)) throw error;
    warn(`Footnotes or endnotes are missing: ${part} cannot be read (${error.message}).`);
  }
  return notes;
}

import { NotPlain } from '../file/types.ts';
import type { Lexer } from './lexer.ts';

/** Operators that move text must have just the numbers that they need; PDFium would guess. */
export function take(lexer: Lexer, count: number): void {
  if (lexer.operands !== count || lexer.numeric !== count) throw new NotPlain('An operator lacks operands');
}

/** A name without its slash; two hexadecimal digits after # are a byte (ISO 32000-1, 7.3.5). */
export function nameOf({ bytes, nameFrom, nameTo }: Lexer): string {
  let name = '';
  for (let at = nameFrom; at < nameTo; at++) name += String.fromCharCode(bytes[at] as number);
  if (!name.includes('#')) return name;
  return name.replace(/#([0-9a-f]{2})/gi, (_all, digits) => String.fromCharCode(Number.parseInt(digits, 16)));
}

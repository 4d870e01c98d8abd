import { SaxesParser } from 'saxes';
import { Refusal } from '../../conversion/protocol.ts';
import { Damaged } from '../damaged.ts';
import { type Attributes, createNames } from './names.ts';

export type XmlHandlers = {
  open(name: string, attributes: Attributes): void;
  close(name: string): void;
  text?(text: string): void;
};

const MOST_DEPTH = 512;
/** Bytes of one text, tag or comment. */
const LARGEST_PIECE = 32 * 1024 * 1024;
/** What real writers get wrong without anything being lost: a control character, a stray entity, zeros at the end. */
const HARMLESS = /disallowed character\.|entity|is disallowed in char data|text data outside of root/;

/**
 * Reads XML from pieces of bytes, in bounded memory; names have the prefixes of `namespaces.ts`. Entities other than
 * XML's own are not expanded, and a document type declaration is refused, for Office files never have one.
 *
 * @throws Damaged for what is not well-formed, Refusal `limit_exceeded` for too deep or too large pieces, and whatever
 * the pieces throw.
 */
export function parseXml(pieces: Iterable<Uint8Array>, handlers: XmlHandlers): void {
  const parser = new SaxesParser<{ xmlns: false; position: false }>({ xmlns: false, position: false });
  const names = createNames();
  let depth = 0;
  let pending = 0;
  parser.on('error', (error) => {
    if (!HARMLESS.test(error.message)) throw new Damaged('its XML is broken');
  });
  parser.on('doctype', () => {
    throw new Damaged('it has a document type declaration');
  });
  parser.on('opentag', (tag) => {
    pending = 0;
    if (++depth > MOST_DEPTH)
      throw new Refusal('limit_exceeded', `The file nests more than ${MOST_DEPTH} elements in each other.`);
    names.enter(depth, tag.attributes);
    handlers.open(names.nameOf(tag.name), names.attributesOf(tag.attributes));
  });
  parser.on('closetag', (tag) => {
    pending = 0;
    handlers.close(names.nameOf(tag.name));
    names.leave(depth--);
  });
  const { text } = handlers;
  if (text) {
    parser.on('text', (value) => text(value));
    parser.on('cdata', (value) => text(value));
  }
  for (const piece of decoded(pieces)) {
    pending += piece.length;
    parser.write(piece);
    if (pending > LARGEST_PIECE)
      throw new Refusal(
        'limit_exceeded',
        `The file has a text of more than ${LARGEST_PIECE} bytes in one piece.`,
      );
  }
  parser.close();
}

/** Bytes as text: UTF-8, or UTF-16 by its mark or its zeros. */
function* decoded(pieces: Iterable<Uint8Array>): Generator<string> {
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  for (const piece of pieces) {
    decoder ??= new TextDecoder(encodingOf(piece));
    yield decoder.decode(piece, { stream: true });
  }
  const rest = decoder?.decode();
  if (rest) yield rest;
}

function encodingOf([first, second]: Uint8Array): string {
  if ((first === 0xff && second === 0xfe) || (first === 0x3c && second === 0)) return 'utf-16le';
  if ((first === 0xfe && second === 0xff) || (first === 0 && second === 0x3c)) return 'utf-16be';
  return 'utf-8';
}

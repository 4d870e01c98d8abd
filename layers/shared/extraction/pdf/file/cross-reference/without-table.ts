import { readBody, readHead } from '../objects/indirect-object.ts';
import { isStream } from '../objects/kinds.ts';
import { type Reader, readCount, readerOf, skipBlanks, skipWord } from '../objects/reader.ts';
import { NotPlain, type PdfDict } from '../types.ts';
import { addEntry, type Entries, IN_FILE, UNKNOWN } from './entries.ts';

/** Every object of the file is parsed: a larger file is left to PDFium. */
const LARGEST = 1 << 20;
const KEYWORD = 'trailer';

/**
 * PDFium does not read a table whose entries take 19 bytes: it looks for objects in the file itself, wherever the
 * table says they are (CPDF_Parser::RebuildCrossRef). Notes what it finds if there is no doubt about it: where objects
 * follow each other from the header to the table, which begins at `table`, each number once, and nothing stands
 * behind the only trailer, behind whose dictionary `reader` stands.
 */
export function findObjects(reader: Reader, table: number, entries: Entries, trailer: PdfDict): void {
  const { bytes, budget } = reader;
  if (bytes.length > LARGEST || UPDATES.some((key) => trailer.has(key))) throw inDoubt();
  if (Buffer.from(bytes.subarray(table)).toString('latin1').split(KEYWORD).length !== 2) throw inDoubt();
  checkEnd({ ...reader });
  const objects = readerOf(bytes, 0, budget);
  while (skipBlanks(objects) >= 0 && objects.at < table) addObject(objects, entries);
  if (objects.at !== table) throw inDoubt();
}

/** What speaks of more than one section, and of encryption, of which objects are not parsed here. */
const UPDATES = ['Prev', 'XRefStm', 'Encrypt'];

function addObject(reader: Reader, entries: Entries): void {
  const { at } = reader;
  const head = readHead(reader);
  if ((entries.kinds[head.number] ?? UNKNOWN) !== UNKNOWN) throw inDoubt();
  // PDFium does not follow references to a length here, but looks for the stream's end.
  const value = readBody(reader, head, (dict) => dict.get('Length') ?? null);
  const type = isStream(value) ? value.dict.get('Type') : undefined;
  if (type === 'XRef' || type === 'ObjStm') throw inDoubt();
  addEntry(entries, head.number, IN_FILE, at, head.generation);
}

/** Nothing but `startxref`, its number and comments. */
function checkEnd(reader: Reader): void {
  if (!skipWord(reader, 'startxref')) throw inDoubt();
  readCount(reader);
  if (skipBlanks(reader) >= 0) throw inDoubt();
}

const inDoubt = () => new NotPlain('A cross-reference table has entries of 19 bytes');

import type { Resolve } from './filters/decode-stream.ts';
import { isArray, isDict, isRef } from './objects/kinds.ts';
import { pageBox } from './page-box.ts';
import { NotPlain, type PdfDict, type PdfPage, type PdfRef, type PdfValue, type Rectangle } from './types.ts';

/** What pages inherit from the nodes above them (ISO 32000-1, table 30), not yet resolved. */
type Inherited = Record<'Resources' | 'MediaBox' | 'CropBox' | 'Rotate', PdfValue>;

type Walk = { resolve: Resolve; pages: PdfPage[]; visited: Set<number> };

const MOST_PAGES = 200_000;
const LARGEST = 2 ** 31 - 1;
const DEEPEST = 60;

/** All pages in their order (ISO 32000-1, 7.7.3). */
export function readPageTree(root: PdfDict, resolve: Resolve): PdfPage[] {
  const top = root.get('Pages');
  if (!isRef(top)) throw new NotPlain('The page tree is no indirect object');
  const walk: Walk = { resolve, pages: [], visited: new Set() };
  const nothing = { Resources: null, MediaBox: null, CropBox: null, Rotate: null };
  walkNode(walk, top, undefined, nothing, 0);
  if (walk.pages.length === 0) throw new NotPlain('The file has no pages');
  return walk.pages;
}

/** How many pages it holds. */
function walkNode(
  walk: Walk,
  ref: PdfValue,
  parent: PdfRef | undefined,
  above: Inherited,
  depth: number,
): number {
  if (!isRef(ref) || walk.visited.has(ref.number)) throw new NotPlain('A page tree node stands in it twice');
  walk.visited.add(ref.number);
  const { resolve } = walk;
  const node = resolve(ref);
  if (!isDict(node)) throw new NotPlain('A page tree node is no dictionary');
  // PDFium goes up by /Parent for what a page inherits.
  const up = node.get('Parent');
  if (parent ? !isRef(up) || up.number !== parent.number : up !== undefined)
    throw new NotPlain('A page tree node has another parent');
  const inherited = inherit(node, above, resolve);
  const type = resolve(node.get('Type'));
  const kids = resolve(node.get('Kids'));
  if (type === 'Page' && kids === null) return addPage(walk, node, inherited);
  if (type !== 'Pages' || !isArray(kids) || depth >= DEEPEST)
    throw new NotPlain('A page tree node is malformed');
  let count = 0;
  for (const kid of kids) count += walkNode(walk, kid, ref, inherited, depth + 1);
  if (resolve(node.get('Count')) !== count) throw new NotPlain('A page tree node holds other than its count');
  return count;
}

function inherit(node: PdfDict, above: Inherited, resolve: Resolve): Inherited {
  const take = (key: keyof Inherited): PdfValue => {
    const own = node.get(key);
    return own === undefined || resolve(own) === null ? above[key] : own;
  };
  return {
    // Not resolved yet: see `addPage`.
    Resources: node.get('Resources') ?? above.Resources,
    MediaBox: take('MediaBox'),
    CropBox: take('CropBox'),
    Rotate: take('Rotate'),
  };
}

function addPage({ pages, resolve }: Walk, dict: PdfDict, inherited: Inherited): 1 {
  if (pages.length >= MOST_PAGES) throw new NotPlain('The file has too many pages');
  const mediaBox = rectangle(inherited.MediaBox, resolve);
  const cropBox = inherited.CropBox === null ? mediaBox : rectangle(inherited.CropBox, resolve);
  // Throws for what is not shown.
  pageBox({ mediaBox, cropBox });
  const { Resources: resources } = inherited;
  pages.push({
    dict,
    // Not before they are asked for: a large file opens faster.
    get resources() {
      return resourcesOf(resources, resolve);
    },
    mediaBox,
    cropBox,
    turns: turnsOf(resolve(inherited.Rotate)),
  });
  return 1;
}

function resourcesOf(value: PdfValue, resolve: Resolve): PdfDict {
  if (value === null) return new Map();
  const resources = resolve(value);
  if (!isDict(resources)) throw new NotPlain('The resources of a page are no dictionary');
  return resources;
}

function rectangle(value: PdfValue, resolve: Resolve): Rectangle {
  const items = resolve(value);
  if (!isArray(items) || items.length !== 4) throw new NotPlain('A page has no box');
  const [a, b, c, d] = items.map(resolve);
  if (typeof a !== 'number' || typeof b !== 'number' || typeof c !== 'number' || typeof d !== 'number')
    throw new NotPlain('A page has a box of other than numbers');
  // PDFium takes whole numbers that it cannot hold for 0.
  if (Math.max(Math.abs(a), Math.abs(b), Math.abs(c), Math.abs(d)) > LARGEST)
    throw new NotPlain('A page has a box out of bounds');
  return [Math.min(a, c), Math.min(b, d), Math.max(a, c), Math.max(b, d)];
}

function turnsOf(degrees: PdfValue): number {
  if (degrees === null) return 0;
  if (typeof degrees !== 'number' || degrees % 90 !== 0)
    throw new NotPlain('A page is turned by no quarters');
  return (((degrees / 90) % 4) + 4) % 4;
}

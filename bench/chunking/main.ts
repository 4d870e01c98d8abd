import { parseArgs } from 'node:util';
import { CHUNKER_VERSION } from '#shared/chunking/chunk-text.ts';
import { ours, recursive } from './chunkers.ts';
import { readCorpora } from './corpora.ts';
import { measureCuts } from './cuts.ts';
import { measureEdits } from './edits.ts';
import { measureLargeText } from './large-text.ts';
import { measure, type Row } from './measure.ts';
import { PUBLISHED } from './published.ts';
import { measureSpeed } from './speed.ts';
import { cutTexts } from './texts.ts';

/**
 * `npm run bench:chunking -- --data DIR [--json] [--top 5] [--large MB]`: how much of what a question asks for is in
 * the chunks that the embedded retriever finds, and how little else; what is cut in two without need; what a changed
 * paragraph costs; speed; with
 * `--large`, time and memory for a text of so many megabytes. DIR holds `questions.jsonl` and `<corpus>.md` files.
 */
const SIZES: [size: number, overlap: number][] = [
  [60, 0],
  [80, 0],
  [100, 0],
  [120, 0],
  [150, 0],
  [200, 0],
  [250, 0],
  [300, 0],
  [400, 0],
  [400, 200],
  [800, 400],
];
const PEER_SIZES: [size: number, overlap: number][] = [
  [100, 0],
  [200, 0],
  [400, 0],
  [400, 200],
  [800, 400],
];
/** The setting that stands for us where only one is asked for: small enough for precision-omega of 34. */
const OURS: [size: number, overlap: number] = [80, 0];

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    top: { type: 'string', default: '5' },
    large: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});
if (!values.data) throw new Error('Say where the data stands: npm run bench:chunking -- --data DIR');
const top = Number(values.top);
const corpora = readCorpora(values.data);

const settings: Record<string, Row> = {};
for (const [size, overlap] of SIZES)
  settings[`${size}/${overlap}`] = await measure(corpora, ours(size, overlap), top);
const peers: Record<string, Row> = {};
for (const [size, overlap] of PEER_SIZES)
  peers[`langchain recursive ${size}/${overlap}`] = await measure(corpora, recursive(size, overlap), top);
const ourSpeed = await measureSpeed(corpora);
const cuts = await measureCuts(await cutTexts(values.data, corpora));
const edits = await measureEdits();
const large = values.large === undefined ? undefined : await measureLargeText(Number(values.large));
const standing = PUBLISHED.filter(
  (row) => !Object.values(settings).some(({ recall, iou }) => recall >= row.recall && iou >= row.iou),
);

if (values.json) {
  const chosen = settings[OURS.join('/')];
  const report = {
    ours: { setting: OURS.join('/'), ...chosen },
    settings,
    peers,
    speed: ourSpeed,
    cuts,
    edits,
    large,
    standing,
  };
  process.stdout.write(`${JSON.stringify({ chunker_version: CHUNKER_VERSION, ...report }, null, 2)}\n`);
} else {
  console.table({ ...named('ours', settings), ...peers });
  console.table(ourSpeed);
  console.table(cuts);
  console.table(edits);
  if (large) console.table(large);
  console.log(
    standing.length === 0
      ? 'No published row has recall and IoU above all of our settings.'
      : `Published rows that stand above us: ${standing.map(({ name }) => name).join(', ')}`,
  );
}

function named(name: string, rows: Record<string, Row>): Record<string, Row> {
  return Object.fromEntries(Object.entries(rows).map(([key, row]) => [`${name} ${key}`, row]));
}

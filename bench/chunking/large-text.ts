import { chunkText } from '#shared/chunking/chunk-text.ts';
import { loadTokenCounter } from '#shared/tokens/count-tokens.ts';
import { paragraph, randomFrom } from './made-text.ts';

/** `retained`: megabytes of heap that chunking held at most beside the text itself. */
export type LargeText = {
  mb: number;
  chunks: number;
  seconds: number;
  retained_mb: number;
  peak_rss_mb: number;
};

const SIZE = 400;

/** Chunks a made text of paragraphs, tables and headings, without keeping the chunks. */
export async function measureLargeText(mb: number): Promise<LargeText> {
  const count = await loadTokenCounter();
  const text = madeText(mb * 1e6);
  const before = process.memoryUsage().heapUsed;
  const started = performance.now();
  let [chunks, end, heap, rss] = [0, 0, 0, 0];
  for (const chunk of chunkText(text, [], { size: SIZE, overlap: 0 }, count)) {
    if (chunk.start !== end) throw new Error('The chunks do not tile the text');
    end = chunk.end;
    if (++chunks % 500 > 0) continue;
    const now = process.memoryUsage();
    heap = Math.max(heap, now.heapUsed);
    rss = Math.max(rss, now.rss);
  }
  return {
    mb: Math.round(text.length / 1e5) / 10,
    chunks,
    seconds: Math.round((performance.now() - started) / 100) / 10,
    retained_mb: Math.max(0, Math.round((heap - before) / 1e6)),
    peak_rss_mb: Math.round(rss / 1e6),
  };
}

function madeText(length: number): string {
  const random = randomFrom(7);
  const row = (_: unknown, i: number) => `Bolt ${i}        ${random(900)} pcs        ${random(90)}.50`;
  const parts: string[] = [];
  for (let made = 0; made < length; made += (parts.at(-1)?.length ?? 0) + 2) {
    const table = ['Article          Quantity       Price', ...Array.from({ length: 20 }, row)].join('\n');
    const heading = parts.length % 30 === 0 ? `${parts.length / 30 + 1}.1 Heading of a section\n\n` : '';
    parts.push(heading + (parts.length % 7 === 0 ? table : paragraph(random, 12)));
  }
  // One flat string, as a document that was read.
  return Buffer.from(parts.join('\n\n')).toString('latin1');
}

/**
 * A process of its own for one contender, so that its memory is its own: reads all files of a list once for each
 * message `round`, and answers with pages, milliseconds and the process's peak memory.
 *
 * Arguments: name of the contender, engines that ours may use (0: as many as it likes), files.
 */
import { limitEngines } from '#shared/extraction/pdf/pool.ts';
import { ourText } from '../peers/ours.ts';
import { PEERS, peerText } from '../peers/peer-text.ts';
import type { RoundResult } from './contender-rounds.ts';

const [name = '', engines = '0', ...files] = process.argv.slice(2);
if (Number(engines) > 0) limitEngines(Number(engines));
const peer = PEERS.find((known) => known === name);
const read = peer ? (file: string) => peerText(peer, file) : ourText;

process.on('message', async () => {
  const failed: string[] = [];
  let pages = 0;
  const startedAt = performance.now();
  for (const file of files) {
    try {
      pages += (await read(file)).length;
    } catch {
      failed.push(file);
    }
  }
  const milliseconds = performance.now() - startedAt;
  const result: RoundResult = {
    pages,
    milliseconds,
    failed,
    rssMb: process.memoryUsage.rss() / 2 ** 20,
    // Kilobytes on Linux.
    peakMb: process.resourceUsage().maxRSS / 1024,
  };
  process.send?.(result);
});
process.send?.('ready');

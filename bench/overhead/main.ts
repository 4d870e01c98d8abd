import { parseArgs } from 'node:util';
import { measureCelery } from './celery-peer.ts';
import { type Measurement, median } from './measurement.ts';
import { measureOurs } from './our-side.ts';

/**
 * `npm run bench:overhead -- [--messages N] [--rounds N] [--json]`: what a message costs when its task does
 * nothing. Ours does more for each message (claim, lease, result by conditional writes, manifest) over HTTP; Celery
 * keeps its result in Redis. Needs Debian's `celery` and `redis-server`.
 * `--data` is accepted like in every bench; this one reads no documents.
 */
const { values: options } = parseArgs({
  options: {
    data: { type: 'string' },
    json: { type: 'boolean', default: false },
    messages: { type: 'string', default: '500' },
    rounds: { type: 'string', default: '3' },
  },
});
const messages = Number(options.messages);

const SIDES: { name: string; measure: () => Promise<Measurement> }[] = [
  { name: 'ours, worker mode, concurrency 2', measure: () => measureOurs(messages, 2) },
  { name: 'ours, worker mode, concurrency 8', measure: () => measureOurs(messages, 8) },
  { name: 'Celery, seed (prefork 2, acks late, prefetch 1)', measure: () => measureCelery(messages, 1) },
  { name: 'Celery, tuned (prefetch 4)', measure: () => measureCelery(messages, 4) },
];

const measured = new Map<string, Measurement[]>(SIDES.map(({ name }) => [name, []]));
for (let round = 1; round <= Number(options.rounds); round += 1) {
  for (const { name, measure } of SIDES) {
    process.stderr.write(`round ${round}: ${name}\n`);
    measured.get(name)?.push(await measure());
  }
}

const rows = [...measured].map(([side, all]) => ({
  side,
  messages_per_second: round1(median(all.map((one) => one.messagesPerSecond))),
  messages_per_second_of_each_round: all.map((one) => round1(one.messagesPerSecond)),
  worker_cpu_ms_per_message: round1(median(all.map((one) => one.cpuMsPerMessage)), 2),
  broker_cpu_ms_per_message: round1(median(all.map((one) => one.brokerCpuMsPerMessage)), 2),
  worker_megabytes: Math.round(median(all.map((one) => one.megabytes))),
}));
if (options.json) process.stdout.write(`${JSON.stringify({ messages, rows }, null, 2)}\n`);
else console.table(rows);

function round1(value: number, digits = 1): number {
  return Number(value.toFixed(digits));
}

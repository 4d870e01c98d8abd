/** Reads one file by one reader, and says what it took: `read-once.ts READER FILE`. */
import { officeReaders } from './readers.ts';

const [, , name, file = ''] = process.argv;
const { readers } = await officeReaders();
const reader = readers.find((one) => one.name === name);
if (!reader) throw new Error(`There is no reader "${name}"`);
const startedAt = performance.now();
const before = process.cpuUsage();
const text = await reader.read(file);
const { user, system } = process.cpuUsage(before);
const taken = {
  wallMs: performance.now() - startedAt,
  cpuMs: (user + system) / 1000,
  peakMb: process.resourceUsage().maxRSS / 1024,
  characters: text.length,
};
process.stdout.write(JSON.stringify(taken), () => process.exit(0));

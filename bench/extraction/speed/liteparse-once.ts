/** Reads one file by liteparse and writes its text. */
import { loadLiteparse } from '../peers/liteparse.ts';

const { pages } = await (await loadLiteparse()).parse(process.argv[2] ?? '');
process.stdout.write(pages.map(({ text }) => text).join('\f'));

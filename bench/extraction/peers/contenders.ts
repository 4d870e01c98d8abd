import { basename } from 'node:path';
import { ourText } from './ours.ts';
import { installedPeers, peerText } from './peer-text.ts';

/** Who is measured: a name and the text it gives for each page of a file. */
export type Contender = { name: string; read(file: string): Promise<string[]> };

/** Ours first, then the peers that are installed. */
export async function contenders(
  names: readonly string[],
): Promise<{ contenders: Contender[]; notes: string[] }> {
  const { peers, notes } = await installedPeers(names);
  return {
    contenders: [
      { name: 'ours', read: ourText },
      ...peers.map((peer) => ({ name: peer, read: (file: string) => peerText(peer, file) })),
    ],
    notes,
  };
}

/** The pages' text, none when the contender cannot read the file: that is scored and noted, not left out. */
export async function readOrNothing(
  { name, read }: Contender,
  file: string,
  notes: string[],
): Promise<string[]> {
  return read(file).catch((error: unknown) => {
    notes.push(
      `${name} failed on ${basename(file)}: ${error instanceof Error ? error.message : String(error)}`,
    );
    return [];
  });
}

import { liteparseText } from './liteparse.ts';
import { pdftotextText } from './pdftotext.ts';

/** Programs that do the same work and are measured beside ours. */
export const PEERS = ['pdftotext', 'liteparse'] as const;
export type Peer = (typeof PEERS)[number];

const READERS: Record<Peer, (file: string) => Promise<string[]>> = {
  pdftotext: pdftotextText,
  liteparse: liteparseText,
};

/** The layout text of each page of a PDF as a peer gives it, in order. Rejects when the peer cannot read the file. */
export function peerText(peer: Peer, file: string): Promise<string[]> {
  return READERS[peer](file);
}

/** Of the peers asked for by name those that run here, and a note about each that does not. */
export async function installedPeers(names: readonly string[]): Promise<{ peers: Peer[]; notes: string[] }> {
  const peers: Peer[] = [];
  const notes: string[] = [];
  for (const name of names) {
    const peer = PEERS.find((known) => known === name);
    const problem = peer ? await whyNot(peer) : 'is no peer of this bench';
    if (peer && !problem) peers.push(peer);
    else notes.push(`${name} ${problem}: left out.`);
  }
  return { peers, notes };
}

async function whyNot(peer: Peer): Promise<string | undefined> {
  try {
    if (peer === 'liteparse') await (await import('./liteparse.ts')).loadLiteparse();
    else await (await import('./pdftotext.ts')).pdftotextVersion();
    return undefined;
  } catch (error) {
    return `does not run (${error instanceof Error ? error.message.split('\n')[0] : String(error)})`;
  }
}

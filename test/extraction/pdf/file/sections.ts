/** A file of several parts, each of which may know where the ones before it stand: for updates, for instance. */
export function fileOf(
  ...parts: readonly (string | Uint8Array | ((file: Written) => string | Uint8Array))[]
): Uint8Array {
  const file: Written = { length: 0, places: new Map() };
  const written: Buffer[] = [];
  for (const part of parts) {
    const made = typeof part === 'function' ? part(file) : part;
    const bytes = typeof made === 'string' ? Buffer.from(made, 'latin1') : Buffer.from(made);
    const head = /^(?:(\d+) \d+ obj|xref)/.exec(bytes.toString('latin1', 0, 20));
    if (head) file.places.set(head[1] ?? 'xref', file.length);
    file.length += bytes.length;
    written.push(bytes);
  }
  return new Uint8Array(Buffer.concat(written));
}

/** `places`: where the object of a number, or the newest table (`xref`), begins. */
export type Written = { length: number; places: Map<string, number> };

export const place = ({ places }: Written, what: number | 'xref'): number => places.get(String(what)) ?? -1;

/** Entries of a table: the offset of an object that has been written, free where it has not. */
export const table =
  (objects: readonly number[], trailer: string) =>
  (file: Written): string => {
    const lines = objects.map((object) => {
      const at = file.places.get(String(object));
      const entry = `${String(at ?? 0).padStart(10, '0')} ${at === undefined ? '65535 f' : '00000 n'} \n`;
      return `${object} 1\n${entry}`;
    });
    return `xref\n${lines.join('')}trailer\n<< ${trailer} >>\nstartxref\n${file.length}\n%%EOF\n`;
  };

export const HEADER = '%PDF-1.7\n';
export const CATALOG = '1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n';
export const PAGES = '2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n';
export const page = (width: number): string =>
  `3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${width} 300] >>\nendobj\n`;

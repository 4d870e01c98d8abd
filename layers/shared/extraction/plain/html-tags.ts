/** Elements whose content nobody sees. */
export const UNSEEN: ReadonlySet<string> = new Set([
  'head',
  'script',
  'style',
  'template',
  'noscript',
  'svg',
  'iframe',
  'object',
  'audio',
  'video',
  'canvas',
  'datalist',
]);

/** Elements that begin a line, and those that keep a blank line's distance besides. */
const LINES =
  'address,article,aside,body,center,dd,details,dialog,div,dt,fieldset,figcaption,figure,footer,form';
const MORE_LINES = 'header,html,legend,li,main,nav,option,section,summary,caption,tr,thead,tbody,tfoot';
const SPACED = 'p,h1,h2,h3,h4,h5,h6,ul,ol,dl,menu,dir,table,pre,blockquote,hr,xmp,listing';

export const SPACED_BLOCKS: ReadonlySet<string> = new Set(SPACED.split(','));
export const BLOCKS: ReadonlySet<string> = new Set(`${LINES},${MORE_LINES},${SPACED}`.split(','));
export const EXACT: ReadonlySet<string> = new Set(['pre', 'textarea', 'xmp', 'listing', 'plaintext']);

type Attributes = Record<string, string>;

/** Hidden by its attributes or its own style; style sheets are not read. */
export const isHidden = ({ hidden, style = '' }: Attributes): boolean =>
  hidden !== undefined ||
  /(?:^|;)\s*(display\s*:\s*none|visibility\s*:\s*hidden)/i.test(style.slice(0, 2000));

/** What a form's field shows: its value, or whether it is ticked. */
export function inputText({ type = 'text', value = '', checked }: Attributes): string {
  const kind = type.toLowerCase();
  if (kind === 'checkbox' || kind === 'radio') return checked === undefined ? '[ ] ' : '[X] ';
  return ['hidden', 'password', 'file', 'image', 'color'].includes(kind) ? '' : ` ${value} `;
}

/** A span as the file has it, within what tables are read with. */
export function spanOf(value: string | undefined, most: number): number {
  const span = Number.parseInt(value ?? '1', 10);
  return Number.isNaN(span) ? 1 : Math.min(Math.max(span, 1), most);
}

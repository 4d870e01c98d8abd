/** Markup that is safe to put into a page as it stands: made by `html`, or text of our own. */
export type Html = { readonly markup: string };

type Part = Html | string | number | false | undefined | readonly Html[];

/**
 * A template whose values are escaped, so that a document's text can never become markup. Markup made by `html`
 * goes in as it is; false and undefined are left out.
 */
export function html(strings: TemplateStringsArray, ...values: Part[]): Html {
  const markup = strings.reduce((all, text, index) => all + text + render(values[index]), '');
  return { markup };
}

function render(value: Part): string {
  if (value === false || value === undefined) return '';
  if (typeof value === 'string' || typeof value === 'number') return escapeText(String(value));
  return Array.isArray(value) ? value.map(({ markup }) => markup).join('') : (value as Html).markup;
}

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Control characters have no place in HTML: a form feed (end of a page) is left out, others show as U+FFFD. */
function escapeText(text: string): string {
  return text
    .toWellFormed()
    .replaceAll('\f', '')
    .replace(CONTROL, '\ufffd')
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is what it is for
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

import { type Html, html } from './html.ts';
import { placeName } from './place-name.ts';
import type { Answer, Place } from './places.ts';

/** The list of answers, each with links to the places it was read from. */
export function answersView(answers: readonly Answer[]): Html {
  return html`<section class="answers" aria-label="Answers">${answers.map(answerView)}</section>`;
}

function answerView({ id, name, question, value, field, places }: Answer): Html {
  return html`
<article class="answer" id="${id}">
  <h2>${name}</h2>
  ${question !== undefined && html`<p class="question">${question}</p>`}
  ${valueView(value)}
  <p class="facts">${field && html`<span>${field.status}</span>`}
    ${field?.status === 'answered' && html`<span>confidence ${field.confidence.toFixed(2)}</span>`}
    ${field?.model !== undefined && html`<span>${field.model}</span>`}</p>
  ${field?.grounded === false && html`<p class="doubt">This value stands nowhere in the document.</p>`}
  ${field?.error && html`<p class="doubt">${field.error.message}</p>`}
  ${(field?.warnings ?? []).map((warning) => html`<p class="doubt">${warning}</p>`)}
  ${places.length > 0 && html`<ul class="places">${places.map(placeLink)}</ul>`}
</article>`;
}

function valueView(value: unknown): Html {
  if (value === null || value === undefined) return html`<p class="value none">no answer</p>`;
  if (typeof value === 'object') return html`<pre class="value">${JSON.stringify(value, null, 2)}</pre>`;
  return html`<p class="value">${String(value)}</p>`;
}

function placeLink({ id, citation }: Place): Html {
  return html`<li><a href="#${id}">${placeName(citation)}</a> <q>${citation.text}</q></li>`;
}

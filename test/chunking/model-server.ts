import { sendJson, startWireServer } from '../adapters/support/wire-server.ts';

export type ModelServer = {
  url: string;
  /** Texts of each embedding call. */
  embedded: string[][];
  /** Prompts of each chat call. */
  asked: string[];
  /** Fails the next embedding call after so many have succeeded, once. */
  failAfter(calls: number): void;
  /** What the language model answers next. */
  answer(value: unknown): void;
  /** Another model answers under the same name from now on: all its vectors are turned. */
  turn(by: number): void;
  reset(): void;
  close(): Promise<void>;
};

const DIMENSIONS = 512;

/** Words that mean the same stand for one concept: what a semantic embedding knows and BM25 does not. */
const CONCEPTS: Record<string, string> = {
  automobile: 'car',
  vehicle: 'car',
  physician: 'doctor',
  remuneration: 'salary',
  wage: 'salary',
};

/** A model server that speaks OpenAI's protocol: `/embeddings` by concepts, `/chat/completions` as told. */
export async function startModelServer(): Promise<ModelServer> {
  const embedded: string[][] = [];
  const asked: string[] = [];
  let failIn = Number.POSITIVE_INFINITY;
  let next: unknown = {};
  let turned = 0;
  const server = await startWireServer((request, response) => {
    const body = JSON.parse(request.body);
    if (request.path.endsWith('/embeddings')) {
      if (failIn-- === 0) return sendJson(response, 500, { error: { message: 'down' } });
      embedded.push(body.input);
      return sendJson(response, 200, {
        object: 'list',
        data: body.input.map((text: string, index: number) => ({
          index,
          embedding: turnedBy(vectorOf(text), turned),
        })),
        usage: { prompt_tokens: body.input.length, total_tokens: body.input.length },
      });
    }
    asked.push(JSON.stringify(body.messages));
    sendJson(response, 200, {
      id: 'x',
      object: 'chat.completion',
      created: 1,
      model: 'm',
      choices: [
        { index: 0, message: { role: 'assistant', content: JSON.stringify(next) }, finish_reason: 'stop' },
      ],
      usage: { prompt_tokens: 5, completion_tokens: 5, total_tokens: 10 },
    });
  });
  return {
    url: server.url,
    embedded,
    asked,
    failAfter: (calls) => {
      failIn = calls;
    },
    answer: (value) => {
      next = value;
    },
    turn: (by) => {
      turned = by;
    },
    reset() {
      turned = 0;
      embedded.length = 0;
      asked.length = 0;
      failIn = Number.POSITIVE_INFINITY;
    },
    close: server.close,
  };
}

const turnedBy = (vector: number[], by: number) => [...vector.slice(by), ...vector.slice(0, by)];

/** A dimension for each concept, in the order they are met. */
const places = new Map<string, number>();

function vectorOf(text: string): number[] {
  const vector = new Array<number>(DIMENSIONS).fill(0.001);
  for (const word of text.toLowerCase().match(/[a-z]+/g) ?? []) {
    const concept = CONCEPTS[word] ?? word;
    const place = places.get(concept) ?? places.size % DIMENSIONS;
    places.set(concept, place);
    vector[place] = (vector[place] ?? 0) + 1;
  }
  return vector;
}

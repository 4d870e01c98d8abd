import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One call as it reached the server. */
export type LlmCall = { prompt: string; schema: unknown; at: number };

/** What the server does with a call: an HTTP failure, or an answer after a while. */
export type Reply =
  | { status: number; headers?: Record<string, string>; body?: unknown }
  | { answer: unknown; delayMs?: number; finishReason?: 'stop' | 'length' };

export type LlmServer = {
  /** Base URL for an OpenAI-compatible adapter. */
  url: string;
  calls: LlmCall[];
  close(): Promise<void>;
};

/**
 * A real HTTP server that speaks the chat-completions wire format (`POST /v1/chat/completions`). `respond` decides
 * each call from its prompt and from how many calls came before; an object answer is sent as JSON text.
 */
export async function startLlmServer(
  respond: (call: LlmCall, count: number) => Reply | Promise<Reply>,
): Promise<LlmServer> {
  const calls: LlmCall[] = [];
  const server = createServer((request, response) => {
    void handle(request, response).catch((error) => response.destroy(error));
  });
  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = JSON.parse(await readBody(request)) as ChatRequest;
    const call = {
      prompt: promptOf(body),
      schema: body.response_format?.json_schema?.schema,
      at: Date.now(),
    };
    calls.push(call);
    const reply = await respond(call, calls.length);
    if ('status' in reply)
      return send(response, reply.status, reply.body ?? failure(reply.status), reply.headers);
    if (reply.delayMs) await new Promise((resolve) => setTimeout(resolve, reply.delayMs));
    send(response, 200, completion(body.model, reply.answer, reply.finishReason ?? 'stop'));
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    calls,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

type ChatRequest = {
  model: string;
  messages: { content: string | { text?: string }[] }[];
  response_format?: { json_schema?: { schema?: unknown } };
};

function promptOf(body: ChatRequest): string {
  const text = (content: string | { text?: string }[]) =>
    typeof content === 'string' ? content : content.map((part) => part.text ?? '').join('\n');
  return body.messages.map((message) => text(message.content)).join('\n');
}

function completion(model: string, answer: unknown, finishReason: string) {
  const content = typeof answer === 'string' ? answer : JSON.stringify(answer);
  return {
    id: 'chatcmpl-test',
    object: 'chat.completion',
    created: 1_700_000_000,
    model,
    choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: finishReason }],
    usage: { prompt_tokens: 100, completion_tokens: 10, total_tokens: 110 },
  };
}

const failure = (status: number) => ({ error: { message: `status ${status}`, type: 'test', code: null } });

function send(response: ServerResponse, status: number, body: unknown, headers = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

async function readBody(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}

import type { ServerResponse } from 'node:http';
import type { JsonSchema } from '#shared/adapters/llm/types.ts';
import { hasValidSignature } from '../support/sigv4.ts';
import { sendJson, type WireRequest } from '../support/wire-server.ts';

/** What a model is made to say, in no vendor's words. */
export type Say = {
  text: string;
  finish?: 'stop' | 'length';
  tokens?: { input: number; output: number; cached?: number } | null;
};

/** A request in no vendor's words. */
export type Heard = {
  model: string;
  system: string | undefined;
  user: string;
  schema: JsonSchema | undefined;
  maxTokens: number | undefined;
  authorised: boolean;
};

/** How one vendor's protocol says these things. */
export type Wire = {
  hear(request: WireRequest): Heard;
  say(response: ServerResponse, request: WireRequest, say: Say): void;
  /** An error in the vendor's shape. */
  fail(
    response: ServerResponse,
    status: number,
    error: { code: string; message: string },
    headers?: object,
  ): void;
};

type ChatBody = {
  model: string;
  messages: { role: string; content: string | { text: string }[] }[];
  max_tokens?: number;
  max_completion_tokens?: number;
  response_format?: { type: string; json_schema?: { schema: JsonSchema } };
};

const joined = (content: string | { text: string }[]) =>
  typeof content === 'string' ? content : content.map((part) => part.text).join('\n\n');

/** OpenAI's chat completions. */
export const openAiWire: Wire = {
  hear(request) {
    const body = JSON.parse(request.body) as ChatBody;
    const of = (role: string) => body.messages.filter((message) => message.role === role);
    return {
      model: body.model,
      system: of('system').map((message) => joined(message.content))[0],
      user: of('user')
        .map((message) => joined(message.content))
        .join('\n\n'),
      schema: body.response_format?.json_schema?.schema,
      maxTokens: body.max_tokens ?? body.max_completion_tokens,
      authorised: request.headers.authorization === 'Bearer key-1' || request.headers['api-key'] === 'key-1',
    };
  },
  say(response, request, { text, finish = 'stop', tokens = { input: 100, output: 10 } }) {
    sendJson(response, 200, {
      id: 'chatcmpl-1',
      object: 'chat.completion',
      created: 1_770_000_000,
      model: JSON.parse(request.body).model,
      choices: [{ index: 0, message: { role: 'assistant', content: text }, finish_reason: finish }],
      ...(tokens && {
        usage: {
          prompt_tokens: tokens.input,
          completion_tokens: tokens.output,
          total_tokens: tokens.input + tokens.output,
          prompt_tokens_details: { cached_tokens: tokens.cached ?? 0 },
        },
      }),
    });
  },
  fail: (response, status, { code, message }, headers) =>
    sendJson(
      response,
      status,
      { error: { message, type: 'invalid_request_error', param: null, code } },
      headers,
    ),
};

type ConverseBody = {
  system?: { text?: string }[];
  messages: { role: string; content: { text?: string; cachePoint?: unknown }[] }[];
  inferenceConfig?: { maxTokens?: number };
  toolConfig?: { tools: { toolSpec?: { inputSchema: { json: JsonSchema } } }[] };
};

/** Amazon Bedrock's Converse. */
export const bedrockWire: Wire = {
  hear(request) {
    const body = JSON.parse(request.body) as ConverseBody;
    const [, model = ''] = /^\/model\/([^/]+)\/converse$/.exec(request.path) ?? [];
    return {
      model: decodeURIComponent(model),
      system: body.system?.[0]?.text,
      user: body.messages
        .flatMap((message) => message.content.flatMap((part) => (part.text === undefined ? [] : [part.text])))
        .join('\n\n'),
      schema: body.toolConfig?.tools.flatMap(({ toolSpec }) =>
        toolSpec ? [toolSpec.inputSchema.json] : [],
      )[0],
      maxTokens: body.inferenceConfig?.maxTokens,
      authorised: request.headers.authorization?.startsWith('Bearer')
        ? request.headers.authorization === 'Bearer key-1'
        : hasValidSignature(request, 'secret-1'),
    };
  },
  say(response, request, { text, finish = 'stop', tokens = { input: 100, output: 10 } }) {
    const asked = JSON.parse(request.body) as ConverseBody;
    const input = asked.toolConfig ? parsed(text) : undefined;
    const content =
      input === undefined
        ? [{ text }]
        : [{ text: 'Here it is.' }, { toolUse: { toolUseId: 'tooluse_1', name: 'json', input } }];
    const cached = tokens?.cached ?? 0;
    sendJson(response, 200, {
      metrics: { latencyMs: 12 },
      output: { message: { role: 'assistant', content } },
      stopReason: finish === 'length' ? 'max_tokens' : input === undefined ? 'end_turn' : 'tool_use',
      ...(tokens && {
        usage: {
          inputTokens: tokens.input - cached,
          outputTokens: tokens.output,
          totalTokens: tokens.input + tokens.output,
          cacheReadInputTokens: cached,
          cacheWriteInputTokens: 0,
        },
      }),
    });
  },
  fail: (response, status, { code, message }, headers) =>
    sendJson(
      response,
      status,
      { message },
      { 'x-amzn-errortype': `${code}:http://internal.amazon.com/`, ...headers },
    ),
};

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

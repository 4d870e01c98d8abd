import * as z from 'zod';
import { type AdapterInstance, wrongConfiguration } from '../configuration.ts';
import { httpFetch } from '../http-fetch.ts';
import { OPENAI_PRESETS, type OpenAiPreset } from './presets.ts';

const url = z.url({ protocol: /^https?$/, error: 'must be an http or https URL' });

/** Settings of where the server is; the same for language models and embeddings. */
export const connectionSettings = {
  api_base: url.optional(),
  /** Ollama's name for it, as upstream has it. */
  base_url: url.optional(),
  /** Azure's name for it: `https://<resource>.openai.azure.com`. */
  azure_endpoint: url.optional(),
  deployment_name: z.string().min(1).optional(),
  api_version: z.string().min(1).optional(),
};

type Connection = { [K in keyof typeof connectionSettings]?: string | undefined } & { model: string };

export const presetOf = (instance: AdapterInstance): OpenAiPreset => {
  const preset = OPENAI_PRESETS[instance.provider];
  if (!preset)
    throw wrongConfiguration(`Adapter "${instance.id}": "${instance.provider}" is no OpenAI server.`);
  return preset;
};

/** Options for the AI SDK's OpenAI-compatible provider. Throws `invalid_adapter_configuration` without an address. */
export function connectionOf(instance: AdapterInstance, settings: Connection) {
  const preset = presetOf(instance);
  const baseURL = addressOf(instance, settings, preset);
  return (secrets: Record<string, string>) => {
    const key = secrets.api_key;
    return {
      name: 'openaiCompatible',
      baseURL,
      fetch: httpFetch,
      ...(key && !preset.keyHeader && { apiKey: key }),
      ...(key && preset.keyHeader && { headers: { [preset.keyHeader]: key } }),
      ...(settings.api_version && { queryParams: { 'api-version': settings.api_version } }),
    };
  };
}

function addressOf(instance: AdapterInstance, settings: Connection, preset: OpenAiPreset): string {
  const { azure_endpoint, deployment_name, api_version } = settings;
  if (azure_endpoint) {
    const root = azure_endpoint.replace(/\/+$/, '');
    // Without an api_version, Azure's v1 API, which is OpenAI's own.
    if (!api_version) return `${root}/openai/v1`;
    return `${root}/openai/deployments/${encodeURIComponent(deployment_name ?? settings.model)}`;
  }
  const given = settings.api_base ?? settings.base_url;
  if (!given && !preset.baseUrl) {
    const name = instance.provider === 'azureopenai' ? 'azure_endpoint' : 'api_base';
    throw wrongConfiguration(
      `Adapter "${instance.id}": settings.${name} is missing; it is the server's address, e.g. http://localhost:1234/v1.`,
    );
  }
  const base = (given ?? preset.baseUrl ?? '').replace(/\/+$/, '');
  // Upstream's Ollama address is the server's root; its OpenAI protocol is under /v1.
  return instance.provider === 'ollama' && !/\/v\d+$/.test(base) ? `${base}/v1` : base;
}

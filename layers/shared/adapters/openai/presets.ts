/** What differs between servers that speak OpenAI's protocol. */
export type OpenAiPreset = {
  /** Used when the settings name none. */
  baseUrl?: string;
  /** Whether `secrets.api_key` must be given. */
  keyRequired: boolean;
  /** Azure takes the key in a header of its own. */
  keyHeader?: 'api-key';
  /** OpenAI's newer models refuse `max_tokens`. */
  maxTokensField?: 'max_completion_tokens';
};

const hosted = (baseUrl: string): OpenAiPreset => ({ baseUrl, keyRequired: true });

/** By provider name. `openaicompatible` is any other server: LM Studio, llama.cpp, LocalAI, LiteLLM, Groq … */
export const OPENAI_PRESETS: Readonly<Record<string, OpenAiPreset>> = {
  openai: { ...hosted('https://api.openai.com/v1'), maxTokensField: 'max_completion_tokens' },
  openaicompatible: { keyRequired: false },
  ollama: { baseUrl: 'http://localhost:11434/v1', keyRequired: false },
  vllm: { baseUrl: 'http://localhost:8000/v1', keyRequired: false },
  azureopenai: { keyRequired: true, keyHeader: 'api-key', maxTokensField: 'max_completion_tokens' },
  azureaifoundry: { keyRequired: true, keyHeader: 'api-key' },
  mistral: hosted('https://api.mistral.ai/v1'),
  gemini: hosted('https://generativelanguage.googleapis.com/v1beta/openai'),
  openrouter: hosted('https://openrouter.ai/api/v1'),
  nvidiabuild: hosted('https://integrate.api.nvidia.com/v1'),
  minimax: hosted('https://api.minimax.io/v1'),
};

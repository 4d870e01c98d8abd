/** Names of our providers in the price list; models of a server of one's own are not looked up by name at all. */
const PRICE_LIST_NAMES: Readonly<Record<string, string>> = {
  openai: 'openai',
  azureopenai: 'azure',
  azureaifoundry: 'azure',
  bedrock: 'aws',
  mistral: 'mistral',
  gemini: 'google',
  openrouter: 'openrouter',
};

/** The model's entry in the price list (@pydantic/genai-prices, loaded on first use), priced for this usage. */
export async function lookUp(provider: string, model: string, usage: Record<string, number>) {
  const providerId = PRICE_LIST_NAMES[provider];
  if (!providerId) return undefined;
  const { calcPrice } = await import('@pydantic/genai-prices');
  return calcPrice(usage, model, { providerId }) ?? undefined;
}

/** The agents that every installation has (the seed's core agents); no plugin may take their names. */
export const CORE_AGENTS: Readonly<Record<string, { tools: string[] }>> = {
  generic_data_extraction_agent: { tools: ['rag', 'calculator'] },
  data_collation_agent: { tools: ['string_concatenation', 'json_formatter'] },
};

/** The seed's enterprise plugins and what each adds, so that a report can say what is absent. */
export const ENTERPRISE_PLUGINS: Readonly<Record<string, string>> = {
  summarize: 'summarize_agent: answers from a summary of the document (summarize_as_source)',
  challenge: 'challenger_agent: a second model checks every answer (enable_challenge, challenge_llm)',
  table_extractor_v2: 'table_extraction_agent: answers of type table and record',
  'line-item-extraction': 'line items of any length: answers of type line-item',
  simple_prompt_studio: 'index and answer in one step, without a project',
};

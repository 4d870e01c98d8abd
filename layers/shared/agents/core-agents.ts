/** The agents that are always there, named as the seed names them (tools: plugins/known-agents.ts). */
export const GENERIC_DATA_EXTRACTION_AGENT = 'generic_data_extraction_agent';
export const DATA_COLLATION_AGENT = 'data_collation_agent';

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { Message, MessageReference } from '#shared/contract/message.ts';
import { ErrorResult } from '#shared/contract/results.ts';
import { PluginManifest } from '#shared/plugins/manifest.ts';

const ROOT = join(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const blocks = (text: string, kind: string) =>
  [...text.matchAll(new RegExp(`^\`\`\`json ${kind}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(([, json]) =>
    JSON.parse(json ?? ''),
  );

it('shows messages, references and errors that keep the contract', () => {
  const text = read('docs/backend.md');
  const messages = blocks(text, 'message');
  expect(messages).toHaveLength(2);
  for (const message of messages) expect(Message.strict().parse(message)).toMatchObject(message);
  expect(blocks(text, 'reference').map((each) => MessageReference.strict().parse(each))).toHaveLength(1);
  expect(blocks(text, 'error').map((each) => ErrorResult.strict().parse(each))).toHaveLength(1);
});

it('shows the manifest as it is', () => {
  const shown = blocks(read('docs/plugins.md'), 'manifest');
  expect(shown).toEqual([JSON.parse(read('plugins-enterprise/summarize/manifest.json'))]);
  expect(PluginManifest.parse(shown[0]).name).toBe('summarize');
});

it('says where the parts of the seed live: every path is there', () => {
  const rows = read('docs/from-the-seed.md')
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.includes('---'));
  const here = rows.map((line) => line.split(' | ').slice(1).join(' '));
  const named = here.flatMap((cell) =>
    [...cell.matchAll(/`([\w.{},-]+\/[\w./{},-]*)`/g)].map(([, path]) => path ?? ''),
  );
  const places = ['', 'layers/shared/', 'docs/'];
  const missing = named
    .flatMap(alternatives)
    .filter((path) => !places.some((place) => existsSync(join(ROOT, place, path))));
  expect(named.length).toBeGreaterThan(40);
  expect(missing).toEqual([]);
});

it('has a row for every part that the seed names', () => {
  const rows = read('docs/from-the-seed.md');
  const names =
    `unstract/prompt-service unstract/prompt-service-workers unstract/core unstract/sdk1 unstract/autogen-client
    pyproject.toml app.py config.py task_helper.py plugin_helper.py enterprise_loader.py extraction_worker.py
    chunking_worker.py autogen_worker.py evaluation_worker.py registry.py loader.py plugins/enterprise/
    Dockerfile.workers tests/ plugins_1 summarize challenge line-item-extraction table_extractor_v2
    simple_prompt_studio prompt_service_integration.py WorkerConfig TaskHelper PluginHelper EnterpriseLoader
    execute_extraction execute_autogen_workflow execute_chunking_and_embedding _create_autogen_team
    _generate_embeddings IntelligentChunker smart_chunk get_context_window_size store_document _load_plugins
    _is_enterprise_environment _load_core_plugins _load_enterprise_plugins get_available_agents
    create_agent_instance initialize_at_startup _should_load_enterprise copy_cloud_plugins
    validate_enterprise_plugins load_enterprise_plugins register_enterprise_agents agentic_data_extraction_task
    extract_text_task chunking_and_embedding_task PromptServiceIntegration execute_prompt_workflow
    prompt_extraction prompt_chunking prompt_autogen prompt_evaluation task_soft_time_limit task_time_limit
    task_acks_late worker_prefetch_multiplier accept_content task_serializer result_serializer imports
    autodiscover_tasks max_retries default_retry_delay CELERY_BROKER_URL CELERY_RESULT_BACKEND
    UNSTRACT_ENTERPRISE_MODE CLOUD_PLUGINS_PATH DJANGO_SETTINGS_MODULE X2Text VectorDB ChatCompletionClient
    GraphFlow generic_data_extraction_agent data_collation_agent summarize_agent challenger_agent
    table_extraction_agent GenericDataExtractionAgent DataCollationAgent SummarizeAgent ChallengerAgent
    TableExtractionAgent rag calculator string_concatenation json_formatter summarization fact_checker omniparse
    table_parser ENTERPRISE_MODE cloud-plugins python:3.12-slim UN-2470 x2text_instance_id extracted_text
    doc_id chunk_count embedding_dimensions agents_used apply_async`.split(/\s+/);
  expect(names.filter((name) => !rows.includes(name))).toEqual([]);
});

/** `a/{b,c}/d` → `a/b/d`, `a/c/d`. */
function alternatives(path: string): string[] {
  const [, before, choices, after] = /^(.*)\{([^}]*)\}(.*)$/.exec(path) ?? [];
  return choices === undefined ? [path] : choices.split(',').map((choice) => `${before}${choice}${after}`);
}

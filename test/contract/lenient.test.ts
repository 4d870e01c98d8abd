import { describe, expect, it } from 'vitest';
import { asciiJson } from '#shared/contract/ascii-json.ts';
import { Message } from '#shared/contract/message.ts';
import { OUTPUT_TYPES, Output, outputType, unknownType } from '#shared/contract/outputs.ts';
import { ToolSettings } from '#shared/contract/tool-settings.ts';

const message = (more: object) => ({
  run_id: 'r',
  file_path: 'documents/f.pdf',
  tool_settings: {},
  outputs: [{ name: 'a' }],
  ...more,
});
/** As the next stage gets it. */
const sentOn = (value: unknown) => JSON.parse(asciiJson(value));

describe('what upstream backends send for "not set" passes and means "not set"', () => {
  it.each(['llm', 'embedding', 'vector-db', 'x2text_adapter'])('no adapter in %s', (field) => {
    for (const nothing of [null, '', '  ']) {
      expect(sentOn(ToolSettings.parse({ [field]: nothing }))).toEqual({});
      expect(sentOn(Output.parse({ name: 'a', [field]: nothing }))).toEqual({ name: 'a' });
    }
  });

  it.each([
    ...['chunk-size', 'chunk-overlap', 'similarity-top-k', 'retrieval-strategy'].map((name) => [name, ['']]),
    ...['preamble', 'postamble', 'grammar', 'platform_postamble', 'word_confidence_postamble'].map((name) => [
      name,
      [],
    ]),
    ...['enable_highlight', 'enable_word_confidence', 'summarize_as_source', 'enable_challenge'].map(
      (name) => [name, ['']],
    ),
    ...['enable_single_pass_extraction', 'single_pass_extraction_mode', 'enable_smart_chunking'].map(
      (name) => [name, ['']],
    ),
    ['summarize_prompt', []],
    ['prompt_keys', []],
    ['challenge_llm', ['']],
  ] as [string, unknown[]][])('tool_settings.%s', (name, more) => {
    for (const nothing of [null, ...more])
      expect(sentOn(ToolSettings.parse({ [name]: nothing }))).toEqual({});
  });

  it.each([
    ['prompt', ['']],
    ['promptx', ['']],
    ['active', ['']],
    ['sequence_number', ['']],
    ['type', ['']],
    ['enforce_type', ['']],
    ['section', []],
    ['reindex', ['']],
    ['variable_map', []],
    ['eval_settings', []],
    ['enable_postprocessing_webhook', ['']],
  ] as [string, unknown[]][])('outputs.%s', (name, more) => {
    for (const nothing of [null, ...more])
      expect(sentOn(Output.parse({ name: 'a', [name]: nothing }))).toEqual({ name: 'a' });
  });

  it.each([
    ['organization_id', []],
    ['pipeline', []],
    ['round', []],
    ['execution_id', ['']],
    ['file_name', ['']],
    ['file_hash', ['']],
    ['extraction_settings', []],
    ['metadata', []],
    ['custom_data', []],
    ['extracted_text', ['']],
  ] as [string, unknown[]][])('%s', (name, more) => {
    for (const nothing of [null, ...more])
      expect(sentOn(Message.parse(message({ [name]: nothing })))).toEqual(message({}));
  });

  it('extraction_settings', () => {
    const empty = { x2text_instance_id: '', output_mode: '', pages_to_extract: '', password: '', tags: null };
    expect(sentOn(Message.parse(message({ extraction_settings: empty })))).toEqual(
      message({ extraction_settings: {} }),
    );
    const blank = { password: ' ', page_seperator: '' };
    expect(Message.parse(message({ extraction_settings: blank })).extraction_settings).toEqual(blank);
  });

  it('required, table settings and the webhook address stay as they are sent', () => {
    const output = { name: 'a', required: null, table_settings: null, postprocessing_webhook_url: '' };
    expect(sentOn(Output.parse(output))).toEqual(output);
    expect(Output.parse({ name: 'a', required: '' }).required).toBe('');
  });
});

describe('values in another dress', () => {
  it.each([
    [true, true],
    ['true', true],
    ['True', true],
    [false, false],
    ['false', false],
    ['False', false],
  ])('the flag %j is %j', (given, meant) => {
    expect(Output.parse({ name: 'a', active: given }).active).toBe(meant);
    expect(ToolSettings.parse({ enable_challenge: given }).enable_challenge).toBe(meant);
    expect(Output.parse({ name: 'a', eval_settings: { evaluate: given } }).eval_settings?.evaluate).toBe(
      meant,
    );
  });

  it.each([
    [512, 512],
    ['512', 512],
    ['0', 0],
    ['007', 7],
  ])('the number %j is %j', (given, meant) => {
    expect(ToolSettings.parse({ 'chunk-size': given })['chunk-size']).toBe(meant);
    expect(Output.parse({ name: 'a', sequence_number: given }).sequence_number).toBe(meant);
  });

  it.each([
    [['m'], ['m']],
    ['m', ['m']],
    [[null, '', 'm'], ['m']],
    [[null], undefined],
    [[], undefined],
    ['', undefined],
    [null, undefined],
  ])('monitor_llm %j is %j', (given, meant) => {
    expect(
      Output.parse({ name: 'a', eval_settings: { monitor_llm: given } }).eval_settings?.monitor_llm,
    ).toEqual(meant);
  });

  it('a word without synonyms', () => {
    const { grammar } = ToolSettings.parse({ grammar: [{ word: 'PO', synonyms: null }, { word: 'VAT' }] });
    expect(grammar).toEqual([
      { word: 'PO', synonyms: [] },
      { word: 'VAT', synonyms: [] },
    ]);
  });

  it.each([
    ...OUTPUT_TYPES.map((type) => [type, type, undefined]),
    // What upstream's EnforceType sends for its default.
    ['Text', 'text', undefined],
    [' NUMBER ', 'number', undefined],
    // Upstream keeps answers of a type that it does not know as text.
    ['barcode', 'text', 'barcode'],
    [undefined, 'text', undefined],
  ] as [string | undefined, string, string | undefined][])(
    'the type %j is answered as %s',
    (given, meant, unknown) => {
      const output = Output.parse({ name: 'a', type: given });
      expect([outputType(output), unknownType(output)]).toEqual([meant, unknown]);
    },
  );

  it('enforce_type wins over type', () => {
    expect(outputType(Output.parse({ name: 'a', type: 'Text', enforce_type: 'date' }))).toBe('date');
  });

  it('reads a tool as upstream exports it', () => {
    const adapters = { llm: 'l', embedding: 'e', 'vector-db': 'v', x2text_adapter: 'x' };
    const shared = { preamble: 'P', postamble: '', grammar: [], 'chunk-size': 0, 'chunk-overlap': 0 };
    const parsed = Message.parse(
      message({
        organization_id: null,
        tool_settings: { ...adapters, ...shared, summarize_prompt: null, challenge_llm: '' },
        outputs: [
          {
            ...{ ...adapters, ...shared, name: 'a', prompt: 'A?', type: 'Text', active: true },
            ...{ required: null, section: null, reindex: false, embedding_suffix: 'openai' },
            ...{ 'retrieval-strategy': 'simple', 'similarity-top-k': 3 },
            ...{ enable_postprocessing_webhook: false, postprocessing_webhook_url: null },
          },
        ],
      }),
    );
    expect(parsed.outputs[0]).toMatchObject({ ...adapters, type: 'text', embedding_suffix: 'openai' });
  });

  it('means the same when it is read again, as every stage does', () => {
    const once = sentOn(
      Message.parse(
        message({
          organization_id: null,
          tool_settings: { 'chunk-size': '512', llm: '', enable_challenge: 'False', grammar: null },
          outputs: [
            { name: 'a', type: 'Text', 'similarity-top-k': '3', eval_settings: { monitor_llm: 'm' } },
          ],
        }),
      ),
    );
    expect(sentOn(Message.parse(once))).toEqual(once);
  });
});

describe('what means nothing is refused', () => {
  it.each([
    { run_id: null },
    { run_id: '' },
    { run_id: '../x' },
    { organization_id: '' },
    { organization_id: 'a/b' },
    { file_path: '' },
    { file_path: null },
    { tool_settings: null },
    { tool_settings: { 'chunk-size': -1 } },
    { tool_settings: { 'chunk-size': '-1' } },
    { tool_settings: { 'chunk-size': 1.5 } },
    { tool_settings: { 'chunk-size': '1e3' } },
    { tool_settings: { 'chunk-size': ' ' } },
    { tool_settings: { 'chunk-size': '9'.repeat(30) } },
    { tool_settings: { 'chunk-size': true } },
    { tool_settings: { 'similarity-top-k': 0 } },
    { tool_settings: { 'retrieval-strategy': 'vague' } },
    { tool_settings: { llm: 7 } },
    { tool_settings: { llm: ['a'] } },
    { tool_settings: { enable_challenge: 'yes please' } },
    { tool_settings: { enable_challenge: 1 } },
    { tool_settings: { grammar: [{ synonyms: [] }] } },
    { outputs: null },
    { outputs: [] },
    { outputs: [{ name: '' }] },
    { outputs: [{ name: null }] },
    { outputs: [{ name: 'x'.repeat(257) }] },
    { outputs: [{ name: '__proto__' }] },
    { outputs: [{ name: 'a', type: 7 }] },
    { outputs: [{ name: 'a', type: 'x'.repeat(65) }] },
    { outputs: [{ name: 'a', required: 'some' }] },
    { outputs: [{ name: 'a', sequence_number: 'first' }] },
    { outputs: [{ name: 'a', eval_settings: { monitor_llm: [7] } }] },
    { pipeline: [] },
    { pipeline: ['extraction', 'magic'] },
    { round: -1 },
    { extracted_text: 7 },
    { custom_data: [] },
  ])('%j', (wrong) => {
    expect(Message.safeParse(message(wrong)).success).toBe(false);
  });
});

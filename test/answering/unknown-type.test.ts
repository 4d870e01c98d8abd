import { expect, it } from 'vitest';
import { planPrompts } from '#shared/answering/plan/plan-prompts.ts';
import { Message } from '#shared/contract/message.ts';

it('answers a type that it does not know as text, and says so', () => {
  const outputs = [
    { name: 'a', prompt: 'A?', type: 'barcode' },
    { name: 'b', prompt: 'B?', type: 'Text' },
  ];
  const message = Message.parse({ run_id: 'r', file_path: 'f', tool_settings: {}, outputs });
  const plan = planPrompts({ ...message, organization_id: 'o', file_name: 'f', round: 0 });
  expect(plan.prompts.map(({ output }) => output.type)).toEqual(['text', 'text']);
  expect(plan.warnings).toEqual(['The type "barcode" of "a" is not known here; it was answered as text.']);
});

import { expect, test } from 'vitest';
import type { UsageRecord } from '#shared/contract/usage.ts';
import { createLedger } from '#shared/telemetry/ledger.ts';

const usage = (name: string) => ({ model_name: name }) as UsageRecord;
const names = (records: readonly UsageRecord[]) => records.map((record) => record.model_name);

test('a step holds exactly its own records, also when steps run at the same time', async () => {
  const ledger = createLedger();
  const step = (name: string) =>
    ledger.hold(async (held) => {
      ledger.record(usage(`${name}1`));
      await new Promise((resolve) => setTimeout(resolve, 5));
      ledger.record(usage(`${name}2`));
      return { value: names(held), held: true };
    });
  expect(await Promise.all([step('a'), step('b')])).toEqual([
    ['a1', 'a2'],
    ['b1', 'b2'],
  ]);
  expect(ledger.rest()).toEqual([]);
});

test('what is not held falls to the step around it, and at last to the rest; nothing is lost or doubled', async () => {
  const all: string[] = [];
  const ledger = createLedger((record) => void all.push(record.model_name));
  let late = () => {};
  await ledger.hold(async (outer) => {
    ledger.record(usage('outer'));
    await ledger.hold(async () => {
      ledger.record(usage('declined'));
      late = () => ledger.record(usage('late'));
      return { value: null, held: false };
    });
    await expect(
      ledger.hold(async () => {
        ledger.record(usage('failed'));
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    await ledger.hold(async () => {
      ledger.record(usage('inner'));
      return { value: null, held: true };
    });
    expect(names(outer)).toEqual(['outer', 'declined', 'failed']);
    return { value: null, held: false };
  });
  late();
  expect(names(ledger.rest())).toEqual(['outer', 'declined', 'failed', 'late']);
  expect(all).toEqual(['outer', 'declined', 'failed', 'inner', 'late']);
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { REPOSITORY } from '../../infra/build.ts';
import { DeployContext } from '../../infra/deploy-context.ts';
import { resourcesOf, synth } from './synth.ts';

const doc = readFileSync(join(REPOSITORY, 'docs/operations.md'), 'utf8');
const section = (title: string): string => doc.split(`\n## ${title}\n`)[1]?.split('\n## ')[0] ?? '';
const firstCells = (text: string) =>
  [...text.matchAll(/^\| (`[^|]+) \|/gm)].flatMap(([, cell = '']) =>
    [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name),
  );

describe('docs/operations.md', () => {
  it('lists every setting, with its default', () => {
    const settings = section('Settings');
    expect(firstCells(settings).sort()).toEqual(Object.keys(DeployContext.shape).sort());
    for (const [key, schema] of Object.entries(DeployContext.shape)) {
      const standard = schema.safeParse(undefined).data;
      if (standard === undefined || Array.isArray(standard)) continue;
      expect(settings, key).toMatch(new RegExp(`^\\| \`${key}\` \\|[^|]*\\| \`${standard}\` \\|`, 'm'));
    }
  });

  it('lists every alarm, and has the runbook that its description names', () => {
    const runbooks = section('Alarms and runbooks');
    const kinds = firstCells(runbooks).map((name) => name?.replace('…', ''));
    for (const [, { AlarmName, AlarmDescription }] of resourcesOf(
      synth({ dailyModelBudget: '5' }),
      'AWS::CloudWatch::Alarm',
    )) {
      expect(
        kinds.some((kind) => kind && String(AlarmName).endsWith(kind)),
        String(AlarmName),
      ).toBe(true);
      const runbook = /Runbook: ([^.]+)\./.exec(String(AlarmDescription))?.[1] ?? '?';
      expect(runbooks.toLowerCase(), String(AlarmName)).toContain(`**${runbook}.**`);
    }
  });

  it('leads to sections that exist', () => {
    const anchors = [...doc.matchAll(/^## (.+)$/gm)].map(([, title = '']) =>
      title
        .toLowerCase()
        .replace(/[^a-z0-9 -]/g, '')
        .replaceAll(' ', '-'),
    );
    for (const [, anchor] of doc.matchAll(/\]\(#([^)]+)\)/g)) expect(anchors).toContain(anchor);
  });
});

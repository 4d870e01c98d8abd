import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { validate } from 'dockerfile-utils';
import { describe, expect, it } from 'vitest';
import { REPOSITORY } from '../../infra/build.ts';

const text = readFileSync(join(REPOSITORY, 'functions/worker/Dockerfile'), 'utf8');
const ignore = readFileSync(join(REPOSITORY, 'functions/worker/Dockerfile.dockerignore'), 'utf8').split('\n');

/** Instructions with their continued lines joined, comments left out. */
const instructions = text
  .split('\n')
  .filter((line) => !line.startsWith('#'))
  .join('\n')
  .replace(/\\\n\s*/g, ' ')
  .split('\n')
  .filter((line) => line.trim() !== '')
  .map((line) => {
    const [name = '', ...rest] = line.trim().split(/\s+/);
    return { name, rest };
  });
const named = (name: string) => instructions.filter((one) => one.name === name);

describe('the worker’s Dockerfile', () => {
  it('has no mistake that dockerfile-utils finds, and it does find mistakes', () => {
    expect(validate(text)).toEqual([]);
    for (const [right, wrong] of [
      ['WORKDIR /app', 'WORKDIR'],
      ['USER node', 'USR node'],
    ] as const)
      expect(validate(text.replace(right, wrong)), wrong).not.toEqual([]);
  });

  it('copies only from stages it has and from paths that exist and are not ignored', () => {
    const stages = new Set(named('FROM').flatMap(({ rest }) => (rest[1] === 'AS' ? [rest[2]] : [])));
    for (const { rest } of named('COPY')) {
      const from = rest.find((part) => part.startsWith('--from='))?.slice('--from='.length);
      if (from) {
        expect(stages).toContain(from);
        continue;
      }
      for (const source of rest.slice(0, -1)) {
        expect(existsSync(join(REPOSITORY, source)), source).toBe(true);
        expect(
          ignore.some((line) => line === `!${source}` || line === `!${source}**`),
          source,
        ).toBe(true);
      }
    }
  });

  it('runs on the Node that the bundles are made for, as somebody else than root, and gets signals', () => {
    const locked = JSON.parse(readFileSync(join(REPOSITORY, 'package.json'), 'utf8')).dependencies.node;
    const bases = named('FROM').map(({ rest }) => rest[0]);
    expect(bases).toEqual([
      'scratch',
      `node:${locked.split('.')[0]}-slim`,
      `node:${locked.split('.')[0]}-slim`,
    ]);
    expect(named('USER').at(-1)?.rest).toEqual(['node']);
    // The exec form: with a shell in between, SIGTERM would not reach the worker.
    expect(named('ENTRYPOINT').map(({ rest }) => rest.join(' '))).toEqual(['["node", "index.mjs"]']);
    expect(named('HEALTHCHECK')).toHaveLength(1);
  });

  it('turns enterprise mode on by the seed’s build argument, off by default', () => {
    expect(named('ARG').map(({ rest }) => rest[0])).toEqual([
      'ENTERPRISE_MODE=false',
      'ENTERPRISE_MODE=false',
    ]);
    const variables = named('ENV').flatMap(({ rest }) => rest);
    expect(variables.some((set) => /^UNSTRACT_ENTERPRISE_MODE=\$\{ENTERPRISE_MODE\}$/.test(set))).toBe(true);
  });

  it('holds no secret and no address of ours', () => {
    expect(text).not.toMatch(/AWS_(ACCESS|SECRET|SESSION)|https?:\/\//);
  });
});

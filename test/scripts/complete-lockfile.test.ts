import { expect, it } from 'vitest';
import { missingEntries, platformEntry, readLockfile } from '../../scripts/complete-lockfile.ts';

it('has a lockfile that npm ci accepts on every platform: no optional package is left out', () => {
  expect(missingEntries(readLockfile())).toEqual([]);
});

it('names no registry and pins every package by version', () => {
  const text = JSON.stringify(readLockfile());
  expect(text).not.toContain('"resolved"');
  const { packages } = readLockfile();
  const loose = Object.entries(packages).filter(([path, { version }]) => path !== '' && !version);
  expect(loose).toEqual([]);
});

it('reads a platform from a package’s name', () => {
  expect(platformEntry('@oxc-parser/binding-linux-arm-musleabihf', '1.0.0', true)).toEqual({
    version: '1.0.0',
    cpu: ['arm'],
    dev: true,
    libc: ['musl'],
    optional: true,
    os: ['linux'],
  });
  expect(platformEntry('@biomejs/cli-win32-x64', '2.0.0', false)).toMatchObject({
    os: ['win32'],
    cpu: ['x64'],
  });
  expect(() => platformEntry('@x/binding-wasm', '1.0.0', false)).toThrow('by hand');
});

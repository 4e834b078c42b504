import { expect, it } from 'vitest';
import { missingTargets, printed, targetsOf } from './targets.ts';

const both = ['x64', 'arm64'];
const ALL = {
  linux: {
    target: [
      { target: 'deb', arch: both },
      { target: 'rpm', arch: both },
      { target: 'tar.gz', arch: both },
    ],
  },
  win: {
    target: [
      { target: 'nsis', arch: both },
      { target: 'msi', arch: both },
    ],
  },
  mac: {
    target: [
      { target: 'dmg', arch: 'universal' },
      { target: 'zip', arch: 'universal' },
    ],
  },
};

it('nothing is missing while each promised package is asked for', () => {
  expect(targetsOf(ALL)).toHaveLength(12);
  expect(missingTargets(targetsOf(ALL), [])).toEqual([]);
});

it('a package that is no longer asked for is missed', () => {
  const without = {
    ...ALL,
    win: {
      target: [
        { target: 'nsis', arch: both },
        { target: 'msi', arch: 'x64' },
      ],
    },
  };
  expect(missingTargets(targetsOf(without), [])).toEqual([
    'missing        win32 msi arm64: electron-builder.yml does not ask for it',
  ]);
  expect(missingTargets(targetsOf({ ...ALL, mac: null }), [])).toHaveLength(2);
});

it('a target without a check, or without a processor, is named', () => {
  const [snap] = targetsOf({ linux: { target: 'snap' } });
  expect(snap).toEqual({ system: 'linux', target: 'snap', arch: 'unknown' });
  expect(missingTargets(targetsOf(ALL), snap ? [snap] : [])).toEqual([
    'missing        linux snap unknown: this check knows no such target',
  ]);
});

it('a fault takes the place of the state', () => {
  const target = { system: 'linux', target: 'deb', arch: 'x64' } as const;
  expect(printed(target, { state: 'built', looked: ['fuses'], faults: [] })).toBe(
    'built          linux deb x64: fuses',
  );
  expect(printed(target, { state: 'built', looked: [], faults: ['no icon'] })).toMatch(/^FAULTY .*\n {15}- no icon$/);
});

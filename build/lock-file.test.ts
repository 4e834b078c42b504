import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

interface Entry {
  version?: string;
  integrity?: string;
  resolved?: string;
  hasInstallScript?: boolean;
}

it('the lock file knows the checksum of every package, for every system, and each comes from the registry', () => {
  const { packages } = JSON.parse(readFileSync(join(import.meta.dirname, '..', 'package-lock.json'), 'utf8')) as {
    packages: Record<string, Entry>;
  };
  const entries = Object.entries(packages).filter(([place]) => place !== '');
  expect(entries.length).toBeGreaterThan(300);
  expect(entries.filter(([, { integrity }]) => !integrity?.startsWith('sha512-')).map(([place]) => place)).toEqual([]);
  // Only a package from elsewhere has an address there (`omit-lockfile-registry-resolved` in .npmrc).
  const elsewhere = entries.filter(([, { resolved }]) => resolved !== undefined);
  expect(elsewhere.map(([place]) => place)).toEqual([]);
});

it('no package but keytar may run a script when it is installed', () => {
  const text = (name: string) => readFileSync(join(import.meta.dirname, '..', name), 'utf8');
  const { packages } = JSON.parse(text('package-lock.json')) as { packages: Record<string, Entry> };
  const { allowScripts } = JSON.parse(text('package.json')) as { allowScripts: Record<string, boolean> };
  const allowed = Object.keys(allowScripts).filter((name) => allowScripts[name]);
  expect(allowed).toEqual(['keytar']);
  expect(packages['node_modules/keytar']?.hasInstallScript).toBe(true);
});

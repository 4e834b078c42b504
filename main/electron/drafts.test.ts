import { beforeEach, expect, it } from 'vitest';
import { createFakeLogger, type FakeLogger } from '../../test/fakes/logger.ts';
import { createFakeSettings, type FakeSettingsStore } from '../../test/fakes/stores.ts';
import type { DraftStore } from '../core/ports.ts';
import { createDraftStore } from './drafts.ts';
import type { Sealer } from './sealer.ts';

let settings: FakeSettingsStore;
let safe: boolean;
let sealed: number;
let keyring: Promise<void>;
let drafts: DraftStore;
let log: FakeLogger;
const backwards = (text: string): string => [...text].reverse().join('');
const sealer: Sealer = {
  isSafe: async () => safe,
  async seal(text) {
    sealed += 1;
    await keyring;
    return backwards(text);
  },
  unseal: async (text) => ({ text: backwards(text), isOld: false }),
};
beforeEach(() => {
  settings = createFakeSettings();
  safe = true;
  sealed = 0;
  keyring = Promise.resolve();
  log = createFakeLogger();
  drafts = createDraftStore(settings, sealer, log);
});
const disk = () => [...settings.documents].map(([name, text]) => `${name} ${text}`);

it('stores a text encrypted and reads it back', async () => {
  expect(await drafts.write('alice', 'Bin da')).toBe(true);
  expect(disk()).toEqual(['drafts/alice {"sealed":"ad niB"}']);
  expect(await drafts.read('alice')).toBe('Bin da');
  expect(await drafts.read('bob')).toBeNull();
});

it('neither writes nor reads where the system does not encrypt', async () => {
  await drafts.write('bob', 'von gestern');
  safe = false;
  expect(await drafts.write('alice', 'Bin da')).toBe(false);
  expect(sealed).toBe(1);
  expect(disk()).toHaveLength(1);
  expect(await drafts.read('bob')).toBeNull();
});

it('does not restore a draft that was removed while the keyring did not answer', async () => {
  const unlocked = Promise.withResolvers<void>();
  keyring = unlocked.promise;
  const writing = drafts.write('alice', 'Bin da');
  await new Promise((resolve) => setImmediate(resolve));
  expect(drafts.remove('alice')).toBe(true);
  unlocked.resolve();
  expect(await writing).toBe(false);
  expect(disk()).toEqual([]);
});

it('returns false when the system or the disk refuses', async () => {
  settings.write = () => false;
  expect(await drafts.write('alice', 'Bin da')).toBe(false);
  keyring = Promise.reject(new Error('locked'));
  expect(await drafts.write('alice', 'Bin da')).toBe(false);
  expect(log.lines.join()).toMatch(/ does not encrypt them: Error: locked\n {4}at /);
});

it.each([{ sealed: 7 }, { sealed: null }, [], {}])(
  'reads nothing from a file in another form: %j',
  async (document) => {
    settings.write('drafts/alice', document);
    expect(await drafts.read('alice')).toBeNull();
  },
);

import { beforeEach, describe, expect, it } from 'vitest';
import { createFakeLogger, type FakeLogger } from '../../test/fakes/logger.ts';
import type { SecretBackend } from '../core/model/app-state.ts';
import type { SecretStore } from '../core/ports.ts';
import { inLine, type Vault, whenOpen } from './vault.ts';
import { joinVaults } from './vaults.ts';

interface Place extends Vault {
  secrets: Map<string, string>;
  /** Every call from now on waits until `unlock`. */
  lock(): void;
  unlock(): void;
}

function createPlace(backend: SecretBackend): Place {
  const secrets = new Map<string, string>();
  let locked = Promise.resolve();
  let unlock = (): void => {};
  return {
    backend,
    secrets,
    lock() {
      const open = Promise.withResolvers<void>();
      locked = open.promise;
      unlock = open.resolve;
    },
    unlock: () => unlock(),
    async read(id) {
      await locked;
      return secrets.get(id) ?? null;
    },
    async write(id, secret) {
      await locked;
      secrets.set(id, secret);
    },
    async remove(id) {
      await locked;
      secrets.delete(id);
    },
  };
}

let keyring: Place;
let file: Place;
let memory: Place;
let log: FakeLogger;
let store: SecretStore;
beforeEach(() => {
  keyring = createPlace('keychain');
  file = createPlace('encrypted-file');
  memory = createPlace('memory');
  log = createFakeLogger();
  store = join();
});

const join = (): SecretStore =>
  joinVaults(
    [keyring, file, memory].map((vault) => inLine(vault, 1)),
    log,
    'keychain',
  );
/** Returns all secrets with their places. */
const all = () => [keyring, file, memory].flatMap(({ backend, secrets }) => [...secrets].map((it) => [backend, ...it]));

it.each<[string, () => unknown]>([
  ['read', () => store.read('alice')],
  ['write', () => store.write('alice', 'geheim')],
  ['remove', () => store.remove('alice')],
])('logs the stack when a place cannot %s', async (action, task) => {
  const rejects = () => Promise.reject(new TypeError("planted: 'geheim'"));
  Object.assign(keyring, { read: rejects, write: rejects, remove: rejects });
  await Promise.resolve()
    .then(task)
    .catch(() => {});
  const line = new RegExp(String.raw`^warn keychain: cannot ${action}: TypeError: planted\n {4}at `);
  expect(log.lines.filter((one) => line.test(one))).toHaveLength(1);
  expect(log.lines.join()).not.toContain('geheim');
});

describe('binding a secret', () => {
  it.each(['keychain', 'encrypted-file', 'memory'] as const)(
    'writes it to the place where it was read: %s',
    async (backend) => {
      [keyring, file, memory].find((place) => place.backend === backend)?.secrets.set('alice', 'bare');
      await store.read('alice');
      await store.rebind('alice', 'bare', 'bound');
      expect(all()).toEqual([[backend, 'alice', 'bound']]);
      expect(store.backend()).toBe(backend);
    },
  );

  it('keeps the old entry when the keyring refuses, and asks no other place', async () => {
    keyring.secrets.set('alice', 'bare');
    keyring.write = () => Promise.reject(new Error('full'));
    store = join();
    await store.read('alice');
    await expect(store.rebind('alice', 'bare', 'bound')).rejects.toThrow('full');
    expect(all()).toEqual([['keychain', 'alice', 'bare']]);
    expect(await store.read('alice')).toBe('bare');
  });

  it('happens late when the keyring is slow, and removes nothing', async () => {
    keyring.secrets.set('alice', 'bare');
    await store.read('alice');
    keyring.lock();
    const binding = store.rebind('alice', 'bare', 'bound');
    // When this rejects, the time limit for a write has passed as well.
    await expect(store.remove('bob')).rejects.toThrow('not removed');
    expect(all()).toEqual([['keychain', 'alice', 'bare']]);
    keyring.unlock();
    await binding;
    expect(all()).toEqual([['keychain', 'alice', 'bound']]);
  });

  it('does not replace a newer secret with an old one', async () => {
    keyring.secrets.set('alice', 'bare');
    await store.read('alice');
    await store.write('alice', 'new');
    await store.rebind('alice', 'bare', 'bound');
    expect(all()).toEqual([['keychain', 'alice', 'new']]);
  });

  it('does not bring back a secret that was removed', async () => {
    keyring.secrets.set('alice', 'bare');
    await store.read('alice');
    await Promise.all([store.remove('alice'), store.rebind('alice', 'bare', 'bound')]);
    expect(all()).toEqual([]);
  });

  it('comes before a later write, even when the write goes to another place', async () => {
    keyring.secrets.set('alice', 'bare');
    await store.read('alice');
    keyring.lock();
    const binding = store.rebind('alice', 'bare', 'bound');
    expect(await store.write('alice', 'new')).toBe('encrypted-file');
    keyring.unlock();
    await binding;
    expect(await store.read('alice')).toBe('new');
    expect(all()).toEqual([['encrypted-file', 'alice', 'new']]);
  });
});

describe('reading', () => {
  it.each<[string, () => Promise<unknown>]>([
    ['removed', () => store.remove('alice').catch(() => {})],
    ['replaced', () => store.write('alice', 'new')],
  ])('returns the secret as it was at the call, although it is %s before the keyring answers', async (_what, act) => {
    file.secrets.set('alice', 'old');
    keyring.lock();
    const reading = store.read('alice');
    await act();
    keyring.unlock();
    expect(await reading).toBe('old');
  });

  it('returns the secret of the best place and does not wait for the others', async () => {
    keyring.secrets.set('alice', 'one');
    file.lock();
    expect(await store.read('alice')).toBe('one');
    expect(store.backend()).toBe('keychain');
  });

  it('rejects when one place does not answer and no other has the secret', async () => {
    keyring.read = () => Promise.reject(new Error('locked'));
    store = join();
    await expect(store.read('alice')).rejects.toThrow('does not answer');
    file.secrets.set('alice', 'two');
    expect(await store.read('alice')).toBe('two');
  });
});

describe('at the start', () => {
  const begin = (patience: number) =>
    joinVaults(
      [keyring, file, memory].map((vault) => inLine(vault, 1)),
      log,
      undefined,
      patience,
    );

  it('a secret in another place is there at once, without waiting for a silent keyring', async () => {
    keyring.lock();
    file.secrets.set('bob', 'two');
    const later = begin(60_000);
    expect(await later.read('bob')).toBe('two');
    expect(later.backend()).toBe('encrypted-file');
    keyring.unlock();
    await later.settled;
  });

  it('a secret that is only in a silent keyring is waited for, and the wait blocks nothing else', async () => {
    keyring.lock();
    keyring.secrets.set('alice', 'one');
    file.secrets.set('bob', 'two');
    const later = begin(60_000);
    const waiting = later.read('alice');
    expect(await later.read('bob')).toBe('two');
    keyring.unlock();
    expect(await waiting).toBe('one');
  });

  it('the store finds out where secrets are kept, and reports it', async () => {
    keyring.read = () => Promise.reject(new Error('none'));
    const backends: string[] = [];
    const later = begin(1);
    later.watch?.(() => backends.push(later.backend()));
    expect(later.backend()).toBe('keychain');
    await later.settled;
    expect(backends).toEqual(['encrypted-file']);
    expect(log.lines).toContain('warn keychain: does not answer');
  });

  it('a silent keyring counts as available, a keyring that cannot be opened does not', async () => {
    keyring.lock();
    const silent = begin(1);
    await silent.settled;
    expect(silent.backend()).toBe('keychain');
    keyring.unlock();
    const none = joinVaults([inLine(whenOpen('keychain', Promise.resolve(null))), inLine(memory)], log);
    await none.settled;
    expect(none.backend()).toBe('memory');
  });

  it('a write before the place is known decides which place it is', async () => {
    keyring.write = () => Promise.reject(new Error('full'));
    const later = begin(1);
    expect(await later.write('alice', 'one')).toBe('encrypted-file');
    await later.settled;
    expect(later.backend()).toBe('encrypted-file');
  });
});

import { beforeEach, expect, it } from 'vitest';
import { inLine, type Vault, whenOpen } from './vault.ts';

/** A keyring that does not answer until it is unlocked. */
let unlock: () => void;
let asked: string[];
let secrets: Map<string, string>;
let keyring: Vault;
beforeEach(() => {
  const unlocked = Promise.withResolvers<void>();
  unlock = unlocked.resolve;
  asked = [];
  secrets = new Map();
  const ask = async (what: string): Promise<void> => {
    asked.push(what);
    await unlocked.promise;
  };
  keyring = {
    backend: 'keychain',
    async read(id) {
      await ask(`read ${id}`);
      return secrets.get(id) ?? null;
    },
    async write(id, secret) {
      await ask(`write ${id}`);
      secrets.set(id, secret);
    },
    async remove(id) {
      await ask(`remove ${id}`);
      secrets.delete(id);
    },
  };
});

it('handles one call at a time, and a reader waits with it', async () => {
  secrets.set('alice', 'one');
  secrets.set('bob', 'two');
  const vault = inLine(keyring, 1);
  const reading = [vault.read('alice'), vault.read('bob')];
  await expect(vault.remove('carla')).rejects.toThrow('silent');
  expect(asked).toEqual(['read alice']);
  unlock();
  expect(await Promise.all(reading)).toEqual(['one', 'two']);
});

it('does not write a secret late after giving up, neither before its turn nor in it', async () => {
  const vault = inLine(keyring, 1);
  await expect(vault.write('alice', 'in its turn')).rejects.toThrow('silent');
  await expect(vault.write('bob', 'before its turn')).rejects.toThrow('silent');
  unlock();
  expect(await vault.read('alice')).toBeNull();
  expect(await vault.read('bob')).toBeNull();
  expect(asked).toEqual(['write alice', 'remove alice', 'read alice', 'read bob']);
});

it('removes a secret later when it could not at once', async () => {
  secrets.set('alice', 'one');
  const vault = inLine(keyring, 1);
  await expect(vault.remove('alice')).rejects.toThrow('silent');
  expect(secrets.has('alice')).toBe(true);
  unlock();
  expect(await vault.read('alice')).toBeNull();
});

it('goes on after a failed call', async () => {
  unlock();
  const vault = inLine({ ...keyring, write: () => Promise.reject(new Error('locked')) }, 60_000);
  await expect(vault.write('alice', 'one')).rejects.toThrow('locked');
  expect(await vault.read('alice')).toBeNull();
});

it('does not answer until it is open, and holds nothing where it cannot be opened', async () => {
  secrets.set('alice', 'one');
  unlock();
  const opening = Promise.withResolvers<Vault | null>();
  const reading = whenOpen('encrypted-file', opening.promise).read('alice');
  opening.resolve(keyring);
  expect(await reading).toBe('one');

  const never = whenOpen('encrypted-file', Promise.resolve(null));
  expect(await never.read('alice')).toBeNull();
  await expect(never.write('alice', 'two')).rejects.toThrow('cannot be used');
  await never.remove('alice');
});

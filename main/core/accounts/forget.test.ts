import { beforeEach, expect, it } from 'vitest';
import { createFakeLogger } from '../../../test/fakes/logger.ts';
import { sealSecret } from '../sign-in/bound-secret.ts';
import type { Revocation } from './audit.ts';
import { forgetAccounts } from './forget.ts';

const SERVER = 'https://cloud.example.org';
const ID = 'alice@cloud.example.org';

let done: string[];
let entries: Map<string, string>;
let outcome: Revocation;
let isStuck: boolean;
beforeEach(() => {
  done = [];
  entries = new Map([[ID, sealSecret({ server: SERVER, loginName: 'alice', appPassword: 'secret' })]]);
  outcome = 'revoked';
  isStuck = false;
});

const forget = (accounts: object = { [ID]: { server: SERVER, loginName: 'alice' } }) =>
  forgetAccounts({
    log: createFakeLogger(),
    settings: { read: (name) => (name === 'accounts' ? accounts : {}), write: () => true, remove: () => true },
    secrets: {
      backend: () => 'keychain',
      ids: async () => [...entries.keys()],
      read: async (id) => entries.get(id) ?? null,
      write: async () => 'keychain',
      rebind: async () => {},
      async remove(id) {
        done.push(`remove ${id}`);
        if (isStuck) throw new Error('locked');
        entries.delete(id);
      },
    },
    revocations: {
      async revoke({ server, loginName }) {
        done.push(`revoke ${loginName} at ${server}`);
        return outcome;
      },
    },
  });

it('revokes before it erases', async () => {
  expect(await forget()).toEqual([{ id: ID, appPassword: 'revoked', isErased: true }]);
  expect(done).toEqual([`revoke alice at ${SERVER}`, `remove ${ID}`]);
});

it('erases even when the server has not confirmed', async () => {
  outcome = 'left';
  expect(await forget()).toEqual([{ id: ID, appPassword: 'left', isErased: true }]);
  expect(entries.size).toBe(0);
});

it('says when the keychain keeps the entry', async () => {
  isStuck = true;
  expect(await forget()).toEqual([{ id: ID, appPassword: 'revoked', isErased: false }]);
});

it('an edited accounts file does not send an app password elsewhere', async () => {
  await forget({ [ID]: { server: 'https://evil.example', loginName: 'mallory' } });
  expect(done[0]).toBe(`revoke alice at ${SERVER}`);
});

it('an entry without an account is revoked at the server that it names, or called unclear', async () => {
  entries.set('old', 'a bare password');
  expect(await forget({})).toEqual([
    { id: ID, appPassword: 'revoked', isErased: true },
    { id: 'old', appPassword: 'unclear', isErased: true },
  ]);
  expect(done).toEqual([`revoke alice at ${SERVER}`, `remove ${ID}`, 'remove old']);
});

it('an account without an app password has nothing to revoke', async () => {
  entries.clear();
  expect(await forget()).toEqual([{ id: ID, appPassword: 'none', isErased: true }]);
});

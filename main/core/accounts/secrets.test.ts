import { describe, expect, it } from 'vitest';
import { createFakeLogger } from '../../../test/fakes/logger.ts';
import { createFakeSecrets } from '../../../test/fakes/stores.ts';
import { sealSecret } from '../sign-in/bound-secret.ts';
import { createAccountSecrets, judge } from './secrets.ts';

const SERVER = 'https://cloud.example.org:8443/nextcloud';
const ID = 'alice@cloud.example.org:8443/nextcloud';
const place = { server: SERVER, loginName: 'alice' };
const secret = { ...place, appPassword: 'geheim' };

describe('an app password is used only at the server that made it', () => {
  it('and works there', () => {
    expect(judge(ID, sealSecret(secret), place)).toEqual({ kind: 'usable', secret, isBound: true });
    expect(judge(ID, null, place)).toEqual({ kind: 'none', secret: null });
  });

  it.each([
    'https://cloud.example.org:8443',
    'https://cloud.example.org:8444/nextcloud',
    'https://cloud.example.org/nextcloud',
    'https://evil.example/nextcloud',
    'https://cloud.example.org.evil.example:8443/nextcloud',
    'http://localhost:8443/nextcloud',
  ])('not at %s', (server) => {
    expect(judge(ID, sealSecret(secret), { ...place, server })).toMatchObject({ kind: 'foreign' });
    expect(judge(ID, 'geheim', { ...place, server })).toMatchObject({ kind: 'foreign' });
  });

  it('not under a different login name', () => {
    expect(judge(ID, sealSecret(secret), { ...place, loginName: 'bob' })).toMatchObject({ kind: 'foreign' });
  });
});

describe('an app password of an earlier version', () => {
  /** A keychain that holds this entry. */
  function keychainWith(text: string) {
    const secrets = createFakeSecrets();
    secrets.secrets.set(ID, text);
    const log = createFakeLogger();
    return { secrets, log, accounts: createAccountSecrets({ secrets, log }) };
  }

  it('is not rewritten by a read', async () => {
    const { secrets, accounts } = keychainWith('geheim');
    expect(await accounts.use(ID, place)).toEqual({ kind: 'usable', secret, isBound: false });
    expect(secrets.secrets.get(ID)).toBe('geheim');
  });

  it('is bound when its account is used', async () => {
    const { secrets, accounts } = keychainWith('geheim');
    await accounts.bind(ID, secret);
    expect(secrets.secrets.get(ID)).toBe(sealSecret(secret));
  });

  it('does not replace an app password that a sign-in has written meanwhile', async () => {
    const { secrets, accounts } = keychainWith('geheim');
    const newer = { ...secret, appPassword: 'neu' };
    await accounts.keep(ID, newer);
    await accounts.bind(ID, secret);
    expect(secrets.secrets.get(ID)).toBe(sealSecret(newer));
  });

  it('stays unchanged when the keychain refuses, which is only logged', async () => {
    const { secrets, log, accounts } = keychainWith('geheim');
    secrets.rebind = () => Promise.reject(new Error('locked'));
    await accounts.bind(ID, secret);
    expect(secrets.secrets.get(ID)).toBe('geheim');
    expect(log.lines.join()).toContain('cannot be bound');
  });

  it("must be revoked at the server in its entry's name, and at no other", async () => {
    const secrets = createFakeSecrets();
    secrets.secrets.set(ID, 'geheim');
    const accounts = createAccountSecrets({ secrets, log: createFakeLogger() });
    expect(await accounts.held(ID, place)).toEqual(secret);
    await expect(accounts.held(ID, { ...place, server: 'https://evil.example' })).rejects.toThrow('id of an account');
    expect(secrets.secrets.get(ID)).toBe('geheim');
  });
});

it('an app password that is bound to another server must be revoked there', async () => {
  const secrets = createFakeSecrets();
  secrets.secrets.set(ID, sealSecret(secret));
  const accounts = createAccountSecrets({ secrets, log: createFakeLogger() });
  expect(await accounts.held(ID, { ...place, server: 'https://evil.example' })).toEqual(secret);
});

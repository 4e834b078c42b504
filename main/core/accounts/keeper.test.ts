import { beforeEach, describe, expect, it } from 'vitest';
import { createFakeLogger } from '../../../test/fakes/logger.ts';
import { createFakeSecrets, createFakeSettings } from '../../../test/fakes/stores.ts';
import type { SignedIn } from '../sign-in/run-wizard.ts';
import { createAccountKeeper } from './keeper.ts';

const ID = 'alice@cloud.example.org';
const capabilities = { version: { string: '32.0.1' }, capabilities: { core: undefined } };
const signedIn = (loginName = 'alice', remember = true): SignedIn => ({
  server: 'https://cloud.example.org',
  credentials: { loginName, appPassword: `password of ${loginName}` },
  profile: { userId: 'alice', displayName: 'Alice Anders', colour: null, capabilities },
  remember,
  issued: true,
});

let settings = createFakeSettings();
let secrets = createFakeSecrets();
const start = () => createAccountKeeper({ settings, secrets, log: createFakeLogger() });
const refuseWrites = (): void => {
  settings.write = () => false;
};
beforeEach(() => {
  settings = createFakeSettings();
  secrets = createFakeSecrets();
});

describe('a sign-in when the disk refuses to write', () => {
  it('works, is not remembered, and leaves no secret that the app could not find again', async () => {
    refuseWrites();
    const kept = await start().keep(signedIn(), ID);
    expect(kept).toMatchObject({ appPassword: 'password of alice', remembered: false });
    expect(secrets.secrets.size).toBe(0);
    // The account's cursors end with the app, too.
    expect(kept.settings).not.toBe(settings);
    expect(await start().known()).toEqual([]);
  });

  it('is still remembered when the account was known before', async () => {
    await start().keep(signedIn(), ID);
    refuseWrites();
    const again = signedIn();
    again.credentials.appPassword = 'another';
    expect(await start().keep(again, ID)).toMatchObject({ remembered: true, settings });
    expect(secrets.appPasswords().get(ID)).toBe('another');
  });

  it('is not remembered when the app password belongs to a different login name than the stored one', async () => {
    await start().keep(signedIn(), ID);
    refuseWrites();
    expect(await start().keep(signedIn('alice@example.org'), ID)).toMatchObject({ remembered: false, settings });
    expect(secrets.secrets.size).toBe(0);
  });
});

it('forgets what belongs to no account with the last one', async () => {
  let forgotten = 0;
  const isForgotten = (): boolean => {
    forgotten += 1;
    return true;
  };
  const keeper = createAccountKeeper({ settings, secrets, log: createFakeLogger() }, () => true, isForgotten);
  await keeper.keep(signedIn(), ID);
  await keeper.keep(signedIn('bob'), 'bob@cloud.example.org');
  await keeper.forget(ID);
  expect(forgotten).toBe(0);
  await keeper.wipe('bob@cloud.example.org');
  expect(forgotten).toBe(1);
});

it('keeps the record of an account that must be wiped while anything else stays on the disk', async () => {
  let isWritable = false;
  const keeper = createAccountKeeper(
    { settings, secrets, log: createFakeLogger() },
    () => true,
    () => isWritable,
  );
  await keeper.keep(signedIn(), ID);
  await expect(keeper.wipe(ID)).rejects.toThrow();
  // After a restart, the app asks the server again with these two.
  expect([keeper.isKnown(ID), secrets.secrets.size]).toEqual([true, 1]);
  isWritable = true;
  await keeper.wipe(ID);
  expect([keeper.isKnown(ID), secrets.secrets.size]).toEqual([false, 0]);
});

it('keeps neither an app password that must not be remembered nor the one it replaces', async () => {
  await start().keep(signedIn(), ID);
  expect(secrets.appPasswords().get(ID)).toBe('password of alice');
  expect(await start().keep(signedIn('alice', false), ID)).toMatchObject({ remembered: false, settings });
  expect(secrets.secrets.size).toBe(0);
  expect(await start().known()).toHaveLength(1);
});

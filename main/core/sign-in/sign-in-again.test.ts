import { describe, expect, it } from 'vitest';
import {
  accountId,
  failed,
  nextcloud,
  ports,
  refresh,
  signIn,
  talkmelder,
  usePc,
  waiting,
} from '../../../test/fakes/pc.ts';
import { until, untilSynced } from '../../../test/fakes/surroundings.ts';

usePc();

const signedOutThere = () =>
  until(talkmelder, ({ phase }) => phase.kind === 'connected' && phase.connection.state === 'signed-out');
const idOf = (): string => {
  const { phase } = talkmelder.state();
  return phase.kind === 'connected' ? phase.account.id : 'nobody';
};

async function endSession(): Promise<void> {
  await signIn();
  await until(talkmelder, ({ phase }) => phase.kind === 'connected' && phase.account.picture);
  nextcloud.control.revoke('alice');
  await refresh();
  await signedOutThere();
}

describe('signing in again', () => {
  it('offers both methods for the known account', async () => {
    await endSession();
    talkmelder.signInAgain(accountId());
    expect(talkmelder.state().phase).toEqual({
      kind: 'signing-in',
      step: 'method',
      address: nextcloud.url,
      loginName: 'alice',
      again: true,
      method: null,
      remember: true,
      error: null,
      detail: null,
      warning: null,
    });
  });

  it('resumes the same account with an app password', async () => {
    await endSession();
    const id = idOf();
    talkmelder.signInAgain(accountId());
    talkmelder.chooseSignInMethod('app-password');
    const appPassword = nextcloud.control.createAppPassword('alice');
    talkmelder.signInWithAppPassword({ loginName: 'alice', appPassword, remember: true });
    await untilSynced(talkmelder);
    expect([...ports.secrets.appPasswords()]).toEqual([[id, appPassword]]);
    expect(idOf()).toBe(id);
  });

  it('removes the old app password from the keychain when the new one must not be kept', async () => {
    await endSession();
    talkmelder.signInAgain(accountId());
    talkmelder.chooseSignInMethod('app-password');
    const appPassword = nextcloud.control.createAppPassword('alice');
    talkmelder.signInWithAppPassword({ loginName: 'alice', appPassword, remember: false });
    await untilSynced(talkmelder);
    expect(ports.secrets.secrets.size).toBe(0);
    expect([...ports.settings.documents.keys()]).toContain('accounts');
  });

  it('goes back to the list, whose session is still ended', async () => {
    await endSession();
    talkmelder.signInAgain(accountId());
    talkmelder.stepBackInSignIn();
    await signedOutThere();
    expect(ports.secrets.secrets.size).toBe(1);
  });

  it('recognises the same person with a different login name', async () => {
    await endSession();
    const id = idOf();
    talkmelder.signInAgain(accountId());
    talkmelder.chooseSignInMethod('browser');
    await waiting();
    // Makes "bob" a second login name of alice.
    const user = { ocs: { meta: { statuscode: 200 }, data: { id: 'alice', displayname: 'Alice Anders' } } };
    nextcloud.control.fail({ body: JSON.stringify(user) }, { path: '/cloud/user' });
    nextcloud.control.grant('bob');
    await ports.clock.advance(2_000);
    await untilSynced(talkmelder);
    expect(talkmelder.state().phase).toMatchObject({ account: { id, loginName: 'bob' } });
    expect([...ports.secrets.secrets.keys()]).toEqual([id]);
  });

  it('refuses another person in the browser, and revokes that app password', async () => {
    await endSession();
    const before = [...ports.secrets.secrets];
    talkmelder.signInAgain(accountId());
    talkmelder.chooseSignInMethod('browser');
    await waiting();
    const revoked = nextcloud.control.waitFor('app-password-revoked');
    nextcloud.control.grant('bob');
    await ports.clock.advance(2_000);
    expect((await failed()).phase).toMatchObject({ step: 'method', error: 'other-account', detail: 'Bob Böhm' });
    await revoked;
    expect(nextcloud.control.appPasswords('bob')).toEqual([]);
    expect([...ports.secrets.secrets]).toEqual(before);
  });

  it("refuses another person's app password, and does not revoke it", async () => {
    await endSession();
    const before = [...ports.secrets.secrets];
    talkmelder.signInAgain(accountId());
    talkmelder.chooseSignInMethod('app-password');
    const appPassword = nextcloud.control.createAppPassword('bob');
    talkmelder.signInWithAppPassword({ loginName: 'bob', appPassword, remember: true });
    expect((await failed()).phase).toMatchObject({ step: 'app-password', error: 'other-account' });
    expect(nextcloud.control.appPasswords('bob')).toHaveLength(1);
    expect([...ports.secrets.secrets]).toEqual(before);
  });
});

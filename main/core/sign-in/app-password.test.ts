import { describe, expect, it } from 'vitest';
import { allWritten, authorisedRequests, madeAppPassword, submitPassword } from '../../../test/fakes/password-form.ts';
import {
  accountId,
  group,
  named,
  nextcloud,
  openPasswordForm,
  ports,
  replaceServer,
  talkmelder,
  usePc,
} from '../../../test/fakes/pc.ts';
import { startTalkmelder, until, untilSynced } from '../../../test/fakes/surroundings.ts';

usePc();

describe('signing in with an app password', () => {
  it('keeps the app password in the keychain and nowhere else', async () => {
    const appPassword = madeAppPassword();
    await openPasswordForm();
    submitPassword(`  ${appPassword}\n`);
    await untilSynced(talkmelder);
    expect([...ports.secrets.appPasswords().values()]).toEqual([appPassword]);
    expect(allWritten()).not.toContain(appPassword);
    expect(talkmelder.state().phase).toMatchObject({ account: { displayName: 'Alice Anders', remembered: true } });
    expect(nextcloud.control.appPasswords('alice')).toHaveLength(1);
  });

  it('requests the user first, then the capabilities, and a new app password last', async () => {
    await openPasswordForm();
    submitPassword(madeAppPassword());
    await untilSynced(talkmelder);
    expect(authorisedRequests().slice(0, 3)).toEqual([
      'GET /ocs/v2.php/cloud/user',
      'GET /ocs/v2.php/cloud/capabilities',
      'GET /ocs/v2.php/core/getapppassword',
    ]);
  });

  it.each([
    ['', true],
    ['/nextcloud', false],
  ])('finds conversations in the folder %j with pretty URLs %s', async (path, prettyUrls) => {
    await replaceServer({ path, prettyUrls });
    await openPasswordForm();
    submitPassword(madeAppPassword());
    await untilSynced(talkmelder);
    await talkmelder.openConversation(named(group));
    expect(ports.opener.opened.at(-1)?.url).toBe(`${nextcloud.url}${prettyUrls ? '' : '/index.php'}/call/${group}`);
  });

  it('exchanges a login password for an app password, and forgets the login password', async () => {
    await openPasswordForm();
    submitPassword('alice');
    await untilSynced(talkmelder);
    const [issued] = nextcloud.control.appPasswords('alice');
    expect(issued).toMatchObject({ name: 'Talkmelder (test)' });
    expect([...ports.secrets.appPasswords().values()]).toEqual([issued?.password]);
    await talkmelder.disconnect(accountId());
    expect(nextcloud.control.appPasswords('alice')).toEqual([]);
  });

  it('uses a login password when the server does not exchange it', async () => {
    nextcloud.control.fail({ status: 404 }, { path: '/getapppassword' });
    await openPasswordForm();
    submitPassword('alice');
    await untilSynced(talkmelder);
    expect([...ports.secrets.appPasswords().values()]).toEqual(['alice']);
  });

  it('stores nothing at all if the user does not want it', async () => {
    const appPassword = madeAppPassword();
    await openPasswordForm();
    submitPassword(appPassword, { remember: false });
    await untilSynced(talkmelder);
    await until(talkmelder, ({ phase }) => phase.kind === 'connected' && phase.account.picture);
    expect(talkmelder.state().phase).toMatchObject({ account: { remembered: false } });
    nextcloud.control.send('bob', group, 'trotzdem gemeldet');
    talkmelder.refresh();
    await ports.clock.advance(1_000);
    await expect.poll(() => ports.notifier.asked.map(({ body }) => body)).toEqual(['Bob Böhm: trotzdem gemeldet']);
    expect(ports.secrets.secrets.size).toBe(0);
    expect([...ports.settings.documents.keys()]).toEqual([]);
    talkmelder.stop();
    const later = startTalkmelder(ports);
    await later.start();
    expect(later.state().phase).toMatchObject({ kind: 'signed-out', address: '' });
    later.stop();
  });

  it('goes back without losing the typed texts, and ignores answers that arrive meanwhile', async () => {
    await openPasswordForm();
    const stop = nextcloud.control.fail('hang', { path: '/cloud/user' });
    submitPassword(madeAppPassword(), { remember: false });
    talkmelder.stepBackInSignIn();
    expect(talkmelder.state().phase).toMatchObject({ step: 'app-password', loginName: 'alice', remember: false });
    talkmelder.stepBackInSignIn();
    expect(talkmelder.state().phase).toMatchObject({ kind: 'signed-out', address: nextcloud.url, error: null });
    stop();
    await ports.clock.advance(31_000);
    expect(talkmelder.state().phase).toMatchObject({ kind: 'signed-out', error: null });
    expect(ports.secrets.secrets.size).toBe(0);
  });

  it('leaves no app password behind that was made after the user has gone back', async () => {
    await openPasswordForm();
    nextcloud.control.setLatency(20);
    submitPassword('alice');
    const revoked = nextcloud.control.waitFor('app-password-revoked');
    // The request is under way: the server will make an app password that is no longer needed.
    await expect.poll(() => authorisedRequests().at(-1), { interval: 1 }).toBe('GET /ocs/v2.php/core/getapppassword');
    talkmelder.stepBackInSignIn();
    await revoked;
    expect(nextcloud.control.appPasswords('alice')).toEqual([]);
    expect(ports.secrets.secrets.size).toBe(0);
  });
});

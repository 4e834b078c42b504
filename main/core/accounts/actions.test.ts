import { describe, expect, it } from 'vitest';
import {
  accountId,
  afterPoll,
  expectNotifications,
  group,
  named,
  nextcloud,
  openLoginPage,
  ports,
  signIn,
  talkmelder,
  usePc,
} from '../../../test/fakes/pc.ts';

usePc();

describe('actions on a conversation', () => {
  const listed = () => {
    const { phase } = talkmelder.state();
    return phase.kind === 'connected' ? phase.conversations?.find(({ token }) => token === named(group)) : undefined;
  };
  const marker = () => nextcloud.control.readMarker('alice', group);

  it('show at once and reach the server', async () => {
    await signIn();
    const done = talkmelder.act(named(group), { kind: 'mark-read' });
    expect(listed()).toMatchObject({ unread: 0 });
    await done;
    expect(listed()).toMatchObject({ unread: 0 });
    expect(marker()).toBe(nextcloud.control.messages(group).at(-1)?.id);
    await talkmelder.act(named(group), { kind: 'mark-unread' });
    expect(listed()?.unread).toBeGreaterThan(0);
    await talkmelder.act(named(group), { kind: 'set-level', level: 'never' });
    await talkmelder.act(named(group), { kind: 'set-favourite', on: false });
    expect(listed()).toMatchObject({ notificationLevel: 'never', favourite: false });
    await talkmelder.act(named(group), { kind: 'set-favourite', on: true });
    await afterPoll();
    expect(listed()).toMatchObject({ notificationLevel: 'never', favourite: true });
    await talkmelder.act(named(group), { kind: 'mark-read' });
    await talkmelder.act(named(group), { kind: 'set-archived', on: true });
    expect(listed()).toBeUndefined();
    await talkmelder.act(named(group), { kind: 'set-archived', on: false });
    expect(listed()).toMatchObject({ archived: false });
  });

  it('are undone when the server refuses them', async () => {
    await signIn();
    const before = listed();
    nextcloud.control.fail({ status: 500 }, { method: 'POST' });
    const done = talkmelder.act(named(group), { kind: 'mark-read' });
    expect(listed()).toMatchObject({ unread: 0 });
    await expect(done).rejects.toThrow();
    expect(listed()).toEqual(before);
  });

  it('include copying the link of a conversation in the list', async () => {
    await signIn();
    await talkmelder.copyLink(named(group));
    expect(ports.opener.copied).toEqual([`${nextcloud.url}/call/${group}`]);
    expect(() => talkmelder.copyLink(named('unknown1'))).toThrow(RangeError);
  });
});

it('a clipboard that refuses is reported, whatever was to be copied', async () => {
  await openLoginPage();
  ports.opener.setBroken(true);
  await expect(talkmelder.copyLoginLink()).rejects.toMatchObject({ code: 'not-copied' });
  talkmelder.cancelSignIn();
  ports.opener.setBroken(false);
  await signIn();
  ports.opener.setBroken(true);
  for (const copied of [talkmelder.copyLink(named(group)), talkmelder.copyDiagnostics(), talkmelder.copyReport()])
    await expect(copied).rejects.toMatchObject({ code: 'not-copied' });
});

describe('disconnecting', () => {
  it('revokes the app password on the server and forgets everything on this PC', async () => {
    await signIn();
    nextcloud.control.send('bob', group, 'noch eine');
    await afterPoll();
    await expectNotifications(['Einsatzgruppe 1: Bob Böhm: noch eine']);
    await talkmelder.disconnect(accountId());
    expect(nextcloud.control.appPasswords('alice')).toEqual([]);
    expect(ports.secrets.secrets.size).toBe(0);
    expect([...ports.settings.documents].map(([name, text]) => `${name} ${text}`)).toEqual([]);
    expect(ports.notifier.visible.size).toBe(0);
    expect(talkmelder.state().phase).toMatchObject({
      kind: 'signed-out',
      address: nextcloud.url,
      error: null,
      notice: null,
    });
  });

  it('says that the app password still exists when the server is unreachable', async () => {
    await signIn();
    await nextcloud.control.down();
    await talkmelder.disconnect(accountId());
    expect(ports.secrets.secrets.size).toBe(0);
    expect(talkmelder.state().phase).toMatchObject({ kind: 'signed-out', notice: 'app-password-left' });
    expect(nextcloud.control.appPasswords('alice')).toHaveLength(1);
  });

  it('forgets everything on this PC first, even while the server does not answer', async () => {
    await signIn();
    nextcloud.control.fail('hang', { method: 'DELETE' });
    const left = talkmelder.disconnect(accountId());
    await expect.poll(() => ports.secrets.secrets.size).toBe(0);
    expect(ports.settings.documents.has('accounts')).toBe(false);
    await ports.clock.advance(10_000);
    await left;
    expect(talkmelder.state().phase).toMatchObject({ kind: 'signed-out', notice: 'app-password-left' });
  });

  it('accepts that the app password no longer exists', async () => {
    await signIn();
    nextcloud.control.revoke('alice');
    await talkmelder.disconnect(accountId());
    expect(talkmelder.state().phase).toMatchObject({ kind: 'signed-out', notice: null });
  });
});

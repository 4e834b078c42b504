import { describe, expect, it } from 'vitest';
import {
  afterPoll,
  expectNotifications,
  group,
  nextcloud,
  ports,
  refresh,
  talkmelder,
} from '../../../test/fakes/pc.ts';
import { until } from '../../../test/fakes/surroundings.ts';
import {
  account,
  connected,
  elsewhere,
  isSynced,
  names,
  otherGroup,
  signInBoth,
  startAgain,
  synced,
  useTwoServers,
} from '../../../test/fakes/two-servers.ts';

useTwoServers();

describe('disconnecting one account', () => {
  it('leaves the other account unchanged', async () => {
    await signInBoth();
    const { id } = account('Alice Anders');
    await talkmelder.disconnect(id);
    expect(nextcloud.control.appPasswords('alice')).toEqual([]);
    expect(names()).toEqual(['Bob Böhm']);
    expect([...ports.secrets.secrets.keys()]).toEqual([account('Bob Böhm').id]);
    expect([...ports.settings.documents].map(([name, text]) => name + text).join()).not.toContain(id);
    elsewhere.control.send('alice', otherGroup, 'weiter');
    await afterPoll();
    await expectNotifications(['Einsatzgruppe 1: Alice Anders: weiter']);
  });

  it('withdraws only its own notifications', async () => {
    await signInBoth();
    nextcloud.control.send('bob', group, 'hier');
    elsewhere.control.send('alice', otherGroup, 'dort');
    await afterPoll();
    await expect.poll(() => ports.notifier.visible.size).toBe(2);
    await talkmelder.disconnect(account('Alice Anders').id);
    expect([...ports.notifier.visible.values()].map(({ body }) => body)).toEqual(['Alice Anders: dort']);
  });

  it('notifies the user when the server is unreachable, because no first screen appears to say so', async () => {
    await signInBoth();
    await nextcloud.control.down();
    await talkmelder.disconnect(account('Alice Anders').id);
    expect(names()).toEqual(['Bob Böhm']);
    const last = ports.notifier.asked.at(-1);
    expect(last).toMatchObject({ title: `Talkmelder · ${new URL(nextcloud.url).host}`, token: null });
    expect(last?.body).toContain('still valid');
  });
});

describe('an account whose session has ended', () => {
  it('waits while the other account keeps working, until the same person signs in again', async () => {
    await signInBoth();
    nextcloud.control.revoke('alice');
    await refresh();
    await until(talkmelder, ({ phase }) => phase.kind === 'connected' && phase.connection.state === 'signed-out');
    const { id } = account('Alice Anders');
    expect(connected()).toMatchObject({ account: { id }, connection: { error: 'session-ended' } });
    expect(isSynced(account('Bob Böhm'))).toBe(true);
    expect(ports.notifier.asked.at(-1)?.title).toBe(`Talkmelder · ${new URL(nextcloud.url).host}`);
    talkmelder.signInAgain(id);
    talkmelder.chooseSignInMethod('app-password');
    const appPassword = nextcloud.control.createAppPassword('alice');
    talkmelder.signInWithAppPassword({ loginName: 'alice', appPassword, remember: true });
    await synced(2);
    expect(names()).toEqual(['Alice Anders', 'Bob Böhm']);
    expect(ports.secrets.appPasswords().get(id)).toBe(appPassword);
  });

  it('is wiped alone when its server asks for it', async () => {
    await signInBoth();
    const { id } = account('Alice Anders');
    nextcloud.control.wipe('alice');
    await refresh();
    await until(talkmelder, ({ phase }) => phase.kind === 'connected' && phase.accounts.length === 1);
    expect(names()).toEqual(['Bob Böhm']);
    expect([...ports.settings.documents].map(([name, text]) => name + text).join()).not.toContain(id);
    expect(ports.secrets.secrets.has(id)).toBe(false);
    const { host } = new URL(nextcloud.url);
    await expect.poll(() => ports.notifier.asked.at(-1)?.body).toBe(`${host}: This device was signed out remotely.`);
  });

  it('is listed after a restart, even without its app password', async () => {
    await signInBoth();
    const { id } = account('Alice Anders');
    const later = await startAgain(() => ports.secrets.secrets.delete(id));
    await synced(1, later);
    expect(account('Alice Anders', later).connection).toMatchObject({ state: 'signed-out', error: 'session-ended' });
    await later.disconnect(id);
    expect(names(later)).toEqual(['Bob Böhm']);
  });

  it('comes back by itself when the keychain answers late', async () => {
    await signInBoth();
    const { read } = ports.secrets;
    const later = await startAgain(() => {
      ports.secrets.read = () => Promise.reject(new Error('locked'));
    });
    expect(connected(later).accounts.filter(isSynced)).toEqual([]);
    ports.secrets.read = read;
    await ports.clock.advance(5_000);
    await synced(2, later);
  });
});

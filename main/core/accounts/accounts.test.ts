import { describe, expect, it } from 'vitest';
import {
  afterPoll,
  expectNotifications,
  failed,
  group,
  markAllReadNow,
  nextcloud,
  ports,
  signIn,
  talkmelder,
  waiting,
} from '../../../test/fakes/pc.ts';
import {
  account,
  add,
  connected,
  elsewhere,
  names,
  openFormFor,
  otherGroup,
  signInBoth,
  startAgain,
  synced,
  useTwoServers,
} from '../../../test/fakes/two-servers.ts';
import type { Nextcloud } from '../../../test/nextcloud/server.ts';
import { globalToken } from '../model/global-token.ts';

useTwoServers();

/** The server's profile data is stored once the app has asked for it, which happens after the second list. */
async function allStored(): Promise<void> {
  const isStored = async (): Promise<boolean> => {
    await ports.clock.advance(1_000);
    return [...ports.settings.documents.keys()].some((name) => name.endsWith('/notices'));
  };
  await expect.poll(isStored).toBe(true);
}

describe('several accounts', () => {
  it('appear as one list with the unread counts summed, each conversation labelled with its account', async () => {
    await signInBoth();
    const alone = connected();
    nextcloud.control.send('bob', group, 'hier');
    elsewhere.control.send('alice', otherGroup, 'dort');
    elsewhere.control.send('alice', otherGroup, 'dort auch');
    await afterPoll();
    await expect.poll(() => connected().unread).toBe(alone.unread + 3);
    const [first, second] = [account('Alice Anders'), account('Bob Böhm')];
    expect(first.unread + second.unread).toBe(alone.unread + 3);
    expect(first.tint).not.toBe(second.tint);
    const tokens = connected().conversations?.map(({ token }) => token);
    expect(tokens).toEqual(
      expect.arrayContaining([globalToken(first.key, group), globalToken(second.key, otherGroup)]),
    );
    expect(new Set(tokens).size).toBe(tokens?.length);
  });

  it('each raise their own notifications, which name the account', async () => {
    await signInBoth();
    nextcloud.control.send('bob', group, 'hier');
    elsewhere.control.send('alice', otherGroup, 'dort');
    await afterPoll();
    const host = ({ url }: Nextcloud): string => new URL(url).host;
    await expect
      .poll(() => ports.notifier.asked.map(({ title, body }) => `${title}: ${body}`).sort())
      .toEqual(
        [
          `Einsatzgruppe 1 · ${host(elsewhere)}: Alice Anders: dort`,
          `Einsatzgruppe 1 · ${host(nextcloud)}: Bob Böhm: hier`,
        ].sort(),
      );
    ports.opener.opened.length = 0;
    const clicked = ports.notifier.asked.map(({ token }) => talkmelder.openConversation(token ?? ''));
    await Promise.all(clicked);
    expect(ports.opener.opened.map(({ url }) => url).sort()).toEqual(
      [`${nextcloud.url}/call/${group}`, `${elsewhere.url}/call/${otherGroup}`].sort(),
    );
  });

  it('can be shown one at a time, and the choice survives a restart', async () => {
    await signInBoth();
    const { id, key } = account('Bob Böhm');
    talkmelder.showAccount(id);
    const { phase } = talkmelder.state();
    if (phase.kind !== 'connected') throw new Error('not connected');
    expect(phase).toMatchObject({ shown: id, account: { id } });
    expect(phase.conversations?.every(({ token }) => token.endsWith(`.${key}`))).toBe(true);
    expect(connected().shown).toBeNull();
    const later = await startAgain();
    await synced(2, later);
    expect(later.state().phase).toMatchObject({ shown: id });
    expect(names(later)).toEqual(['Alice Anders', 'Bob Böhm']);
    later.showAccount(null);
    expect(later.state().phase).toMatchObject({ shown: null });
  });

  it('are marked as read one at a time', async () => {
    await signInBoth();
    const unreadBefore = account('Alice Anders').unread;
    await markAllReadNow([account('Bob Böhm').id]);
    expect(account('Bob Böhm').unread).toBe(0);
    expect(account('Alice Anders').unread).toBe(unreadBefore);
    expect(unreadBefore).toBeGreaterThan(0);
  });

  it('keep their secrets and cursors apart', async () => {
    await signInBoth();
    await afterPoll();
    const ids = connected().accounts.map(({ id }) => id);
    expect([...ports.secrets.secrets.keys()].sort()).toEqual([...ids].sort());
    for (const id of ids) expect(ports.settings.documents.has(`cursors/${id}`)).toBe(true);
    const usersAt = ({ control }: Nextcloud) =>
      new Set(control.requests.filter(({ headers }) => headers.authorization).map(({ user }) => user));
    expect([usersAt(nextcloud), usersAt(elsewhere)]).toEqual([new Set(['alice']), new Set(['bob'])]);
  });
});

describe('the same person on the same server', () => {
  it('is refused whichever way they sign in, and nothing is stored or left on the server', async () => {
    await signIn();
    await allStored();
    const stored = [...ports.settings.documents];
    const passwords = nextcloud.control.appPasswords('alice').length;
    talkmelder.addAccount();
    talkmelder.signIn(nextcloud.url);
    await waiting();
    nextcloud.control.grant('alice');
    await ports.clock.advance(2_000);
    expect((await failed()).phase).toMatchObject({ step: 'method', error: 'account-exists', detail: 'Alice Anders' });
    await expect.poll(() => nextcloud.control.appPasswords('alice').length).toBe(passwords);
    expect([...ports.settings.documents]).toEqual(stored);
    talkmelder.cancelSignIn();
    talkmelder.cancelSignIn();
    expect(talkmelder.state().phase.kind).toBe('connected');
  });

  it('may sign in alongside a different person', async () => {
    await signIn();
    await add(nextcloud, 'carla');
    expect(names()).toEqual(['Alice Anders', 'Carla Castro']);
    expect(connected().accounts.map(({ server }) => server)).toEqual([nextcloud.url, nextcloud.url]);
  });
});

describe('adding an account', () => {
  it('can be cancelled at every step while the list stays up to date', async () => {
    await signIn();
    talkmelder.addAccount();
    expect(talkmelder.state().phase).toMatchObject({ kind: 'signed-out', adding: true });
    nextcloud.control.send('bob', group, 'währenddessen');
    await ports.clock.advance(33_000);
    await expectNotifications(['Einsatzgruppe 1: Bob Böhm: währenddessen']);
    talkmelder.cancelSignIn();
    expect(talkmelder.state().phase.kind).toBe('connected');
    await openFormFor(elsewhere);
    talkmelder.stepBackInSignIn();
    expect(talkmelder.state().phase).toMatchObject({ kind: 'signed-out', adding: true, address: elsewhere.url });
    talkmelder.stepBackInSignIn();
    expect(talkmelder.state().phase.kind).toBe('connected');
    expect(names()).toEqual(['Alice Anders']);
  });

  it('writes nothing to disk for an account that must not be remembered', async () => {
    await signIn();
    await allStored();
    const before = [...ports.settings.documents.keys(), ...ports.secrets.secrets.keys()].sort();
    await add(elsewhere, 'bob', false);
    talkmelder.showAccount(account('Bob Böhm').id);
    await afterPoll();
    expect([...ports.settings.documents.keys(), ...ports.secrets.secrets.keys()].sort()).toEqual(before);
    expect([...ports.settings.documents.values()].join()).not.toContain('bob');
  });
});

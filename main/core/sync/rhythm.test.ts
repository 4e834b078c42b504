import { describe, expect, it } from 'vitest';
import {
  afterPoll,
  expectNotifications,
  group,
  named,
  nextcloud,
  ports,
  refresh,
  signIn,
  signInAgain,
  talkmelder,
  usePc,
} from '../../../test/fakes/pc.ts';
import { until, untilSynced } from '../../../test/fakes/surroundings.ts';

usePc();

describe('the rhythm of requests', () => {
  it('requests only changes, and drops conversations that are gone with the next full list', async () => {
    await signIn();
    nextcloud.control.clearRequests();
    nextcloud.control.removeFromRoom('alice', group);
    await afterPoll();
    const lists = () => nextcloud.control.requests.filter(({ path }) => path.endsWith('/api/v4/room'));
    expect(lists().every(({ query }) => query.has('modifiedSince'))).toBe(true);
    const shown = () => {
      const { phase } = talkmelder.state();
      return phase.kind === 'connected' && phase.conversations?.some(({ token }) => token === named(group));
    };
    expect(shown()).toBe(true);
    for (let minutes = 0; minutes < 6; minutes += 0.5) await afterPoll();
    expect(lists().some(({ query }) => !query.has('modifiedSince'))).toBe(true);
    expect(shown()).toBe(false);
  });

  it('notices a new theming colour when the capabilities change', async () => {
    await signIn();
    await until(talkmelder, ({ phase }) => phase.kind === 'connected' && phase.account.picture);
    nextcloud.control.setThemeColour('#aa1122');
    nextcloud.control.setPush('on');
    await afterPoll();
    await until(talkmelder, ({ phase }) => phase.kind === 'connected' && phase.account.colour === '#aa1122');
  });

  it('waits as long as the server asks, whatever else happens, unless the user refreshes', async () => {
    await signIn();
    nextcloud.control.fail({ status: 429, retryAfter: 600 });
    await refresh();
    await until(
      talkmelder,
      ({ phase }) => phase.kind === 'connected' && phase.connection.error === 'too-many-attempts',
    );
    nextcloud.control.clearFaults();
    nextcloud.control.clearRequests();
    for (let i = 0; i < 9; i += 1) {
      talkmelder.wake();
      talkmelder.look();
      await ports.clock.advance(60_000);
    }
    expect(nextcloud.control.requests).toEqual([]);
    const synced = untilSynced(talkmelder);
    await refresh();
    await synced;
  });

  it.each([
    ['429', { status: 429, retryAfter: 600 }],
    ['503 with Retry-After', { status: 503, retryAfter: 600 }],
  ])('asks again after %s although the machine slept meanwhile', async (_name, fault) => {
    await signIn();
    nextcloud.control.fail(fault);
    await refresh();
    await until(talkmelder, ({ phase }) => phase.kind === 'connected' && phase.connection.error !== null);
    nextcloud.control.clearFaults();
    talkmelder.suspend();
    await ports.clock.advance(60_000);
    talkmelder.resume();
    const synced = untilSynced(talkmelder);
    await ports.clock.advance(600_000);
    await synced;
  });

  it('works after an announced sleep that never came: a user who looks, unlocks or refreshes proves it', async () => {
    await signIn();
    for (const awake of [talkmelder.look, talkmelder.wake, talkmelder.refresh]) {
      talkmelder.suspend();
      await ports.clock.advance(3_600_000);
      const synced = untilSynced(talkmelder);
      awake();
      await ports.clock.advance(1_000);
      await synced;
    }
  });

  it('does not flood a server that sends Retry-After: 0', async () => {
    await signIn();
    nextcloud.control.fail({ status: 429, retryAfter: 0 });
    await refresh();
    await until(talkmelder, ({ phase }) => phase.kind === 'connected' && phase.connection.error !== null);
    nextcloud.control.clearRequests();
    await ports.clock.advance(120_000);
    expect(nextcloud.control.requests.length).toBeLessThanOrEqual(1);
  });

  it('sends at most one request per half minute while signed out, however long a key is held down', async () => {
    await signIn();
    nextcloud.control.revoke('alice');
    await refresh();
    await until(talkmelder, ({ phase }) => phase.kind === 'connected' && phase.connection.state === 'signed-out');
    nextcloud.control.clearRequests();
    for (let i = 0; i < 25; i += 1) await refresh();
    expect(nextcloud.control.requests.length).toBeLessThanOrEqual(1);
    expect(await talkmelder.avatar(named(group), false)).toBeNull();
  });

  it('retries with backoff, and recovers by itself', async () => {
    await signIn();
    await nextcloud.control.down();
    await refresh();
    await until(talkmelder, ({ phase }) => phase.kind === 'connected' && phase.connection.state === 'offline');
    await nextcloud.control.up();
    const synced = untilSynced(talkmelder);
    await ports.clock.advance(4_000);
    await synced;
  });

  it('sends few requests after a 401; after signing in again, the same account continues where it was', async () => {
    await signIn();
    nextcloud.control.revoke('alice');
    await refresh();
    await until(talkmelder, ({ phase }) => phase.kind === 'connected' && phase.connection.state === 'signed-out');
    nextcloud.control.clearRequests();
    await ports.clock.advance(24 * 3_600_000);
    talkmelder.wake();
    expect(nextcloud.control.requests.length).toBeLessThanOrEqual(26);
    // For the server, all of that happened within one second.
    nextcloud.control.resetBruteForce();
    nextcloud.control.send('bob', group, 'während du weg warst');
    await signInAgain();
    await expectNotifications([
      'Talkmelder: Your session has ended. Please sign in again.',
      'Einsatzgruppe 1: Bob Böhm: während du weg warst',
    ]);
    expect([...ports.notifier.visible.keys()].includes('signed-out')).toBe(false);
  });

  it("opens only conversations of the list, at the account's address", async () => {
    await signIn();
    await talkmelder.openConversation(named(group));
    expect(ports.opener.opened.at(-1)?.url).toBe(`${nextcloud.url}/call/${group}`);
    await expect(talkmelder.openConversation(named('unknown1'))).rejects.toThrow(RangeError);
  });

  it('is as slow as the user wants, and does not mistake the interval for a gap', async () => {
    await signIn();
    const applied = untilSynced(talkmelder);
    talkmelder.changeSettings({ pollSeconds: 300 });
    await ports.clock.advance(1_000);
    await applied;
    nextcloud.control.clearRequests();
    for (let i = 0; i < 2; i += 1) nextcloud.control.send('bob', group, `Nachricht ${i}`);
    await ports.clock.advance(250_000);
    expect(nextcloud.control.requests.filter(({ path }) => path.endsWith('/room'))).toEqual([]);
    const synced = untilSynced(talkmelder);
    await ports.clock.advance(60_000);
    await synced;
    await expect.poll(() => ports.notifier.asked.map(({ key }) => key.split('/')[1])).toEqual([group, group]);
  });
});

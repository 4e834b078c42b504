import { beforeEach, describe, expect, it } from 'vitest';
import { group, nextcloud, ports, restart, signIn, talkmelder } from '../fakes/pc.ts';
import {
  asked,
  eventually,
  expectRang,
  LIST,
  notices,
  pass,
  polls,
  state,
  useStationWithOther,
  wache,
  write,
} from './station-pc.ts';

useStationWithOther();

const ENDED = 'Your session has ended. Please sign in again.';
const MINUTE = 60;
const WIPE_CHECK = /core\/wipe\/check$/;

beforeEach(async () => {
  await signIn();
  await pass(1);
});

/** Makes the server refuse the credentials, as for a revoked app password. Returns the function that ends it. */
async function refuse(): Promise<() => void> {
  const end = nextcloud.control.fail({ status: 401 }, { path: /\/ocs\// });
  await eventually(state).toBe('signed-out');
  await pass(1);
  return end;
}

describe('a 401 of a gateway', () => {
  it('does not end the session: the app goes on polling with a backoff, and raises no notice', async () => {
    const end = nextcloud.control.fail({ status: 401, page: '<h1>401</h1>' }, { path: /\/ocs\// });
    await eventually(state).toBe('stale');
    await pass(2 * MINUTE);
    expect(state()).toBe('stale');
    expect(notices()).toEqual([]);
    expect(asked(WIPE_CHECK, 'POST')).toBe(0);
    write(group, 'eins');
    end();
    await expectRang(group, ['eins']);
  });
});

describe('a 401 of the server', () => {
  it('that lasts a minute: the app asks again after ten, withdraws the notice, and misses nothing', async () => {
    const end = await refuse();
    expect(notices()).toEqual([ENDED]);
    expect(ports.secrets.secrets.size).toBe(1);
    await pass(MINUTE);
    end();
    write(group, 'eins', 'zwei');
    const before = asked(LIST);
    await pass(8 * MINUTE);
    expect(asked(LIST)).toBe(before);
    await eventually(state).toBe('polling');
    expect(notices()).toEqual([]);
    await expectRang(group, ['eins', 'zwei']);
    write(wache, 'hier');
    await expectRang(wache, ['hier']);
  });

  it.each<[string, () => void]>([
    ['the network is back, or the screen unlocked', () => talkmelder.wake()],
    ['the window is shown', () => talkmelder.look()],
    [
      'the machine wakes',
      () => {
        talkmelder.suspend();
        talkmelder.resume();
      },
    ],
  ])('is checked once when %s', async (_what, happens) => {
    const end = await refuse();
    await pass(2 * MINUTE);
    const before = asked(LIST);
    happens();
    await pass(5);
    expect(asked(LIST)).toBe(before + 1);
    expect(notices()).toEqual([ENDED]);
    end();
    // The app checks when the user is at the PC, or a minute or two later, whatever comes first.
    await pass(4 * MINUTE);
    happens();
    await eventually(state).toBe('polling');
    expect(notices()).toEqual([]);
  });

  it('is checked at a start', async () => {
    const end = await refuse();
    await restart(end);
    expect(state()).toBe('polling');
    expect(notices()).toEqual([]);
  });

  it('is checked hourly, along with the wish for a wipe; raises one notice', async () => {
    await refuse();
    await pass(11 * MINUTE);
    const before = { lists: asked(LIST), wipes: asked(WIPE_CHECK, 'POST') };
    expect(before.wipes).toBeLessThanOrEqual(2);
    await pass(5 * 60 * MINUTE);
    expect(asked(LIST) - before.lists).toBe(5);
    expect(asked(WIPE_CHECK, 'POST') - before.wipes).toBe(5);
    expect(ports.notifier.asked.filter(({ token }) => token === null)).toHaveLength(1);
    expect(state()).toBe('signed-out');
  });

  it('never causes a loop, however often network and user come back', async () => {
    await refuse();
    const before = asked(LIST);
    for (let times = 0; times < 60; times += 1) {
      talkmelder.wake();
      talkmelder.look();
      talkmelder.unlook();
      await pass(30);
    }
    // Nextcloud blocks an address after ten failed logins in half an hour.
    expect(asked(LIST) - before).toBeLessThan(9);
    expect(asked(WIPE_CHECK, 'POST')).toBeLessThanOrEqual(3);
  });

  it('runs a check that comes too early as soon as it may', async () => {
    const end = await refuse();
    end();
    talkmelder.wake();
    await pass(5);
    expect(state()).toBe('signed-out');
    await pass(MINUTE);
    expect(state()).toBe('polling');
  });

  it('wipes the device when the server wants that later', async () => {
    await refuse();
    nextcloud.control.clearFaults();
    nextcloud.control.wipe('alice');
    await pass(15 * MINUTE);
    expect(talkmelder.state().phase).toMatchObject({ kind: 'signed-out', notice: 'wiped' });
    expect(ports.secrets.secrets.size).toBe(0);
  });

  it('brings push back with it', async () => {
    nextcloud.control.setPush('on');
    await polls(1);
    await eventually(state).toBe('live');
    const end = await refuse();
    nextcloud.control.dropPushConnections();
    await pass(MINUTE);
    end();
    await eventually(state).toBe('live');
    await eventually(() => nextcloud.control.pushConnections('alice')).toBe(1);
  });

  it('remains the end of the session when the network is away and the app cannot check again', async () => {
    await refuse();
    nextcloud.control.clearFaults();
    const end = nextcloud.control.fail('drop', { path: LIST });
    await pass(15 * MINUTE);
    expect(state()).toBe('signed-out');
    expect(notices()).toEqual([ENDED]);
    end();
    await pass(75 * MINUTE);
    expect(state()).toBe('polling');
  });
});

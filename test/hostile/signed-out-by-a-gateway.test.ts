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

/** The server refuses the credentials, as it does those of a revoked app password. */
async function refuse(): Promise<() => void> {
  const end = nextcloud.control.fail({ status: 401 }, { path: /\/ocs\// });
  await eventually(state).toBe('signed-out');
  await pass(1);
  return end;
}

describe('a 401 of a gateway', () => {
  it('is no end of the session: the app goes on asking with a backoff and tells nothing', async () => {
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
  it('that lasts a minute: asked again after ten, the notice goes, and nothing was missed', async () => {
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
    // From now on as before.
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
  ])('is asked about once when %s', async (_what, happens) => {
    const end = await refuse();
    await pass(2 * MINUTE);
    const before = asked(LIST);
    happens();
    await pass(5);
    expect(asked(LIST)).toBe(before + 1);
    expect(notices()).toEqual([ENDED]);
    end();
    // In front of the computer, or a minute or two later, whatever comes first.
    await pass(4 * MINUTE);
    happens();
    await eventually(state).toBe('polling');
    expect(notices()).toEqual([]);
  });

  it('is asked about at a start', async () => {
    const end = await refuse();
    await restart(end);
    expect(state()).toBe('polling');
    expect(notices()).toEqual([]);
  });

  it('is asked about hourly, and the wish for a wipe along with it; told once', async () => {
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

  it('never becomes a loop, however often the network comes back and the person is there', async () => {
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

  it('does what comes too early as soon as it may', async () => {
    const end = await refuse();
    end();
    talkmelder.wake();
    await pass(5);
    expect(state()).toBe('signed-out');
    await pass(MINUTE);
    expect(state()).toBe('polling');
  });

  it('wipes the device where the server wants that later', async () => {
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

  it('that cannot be looked at again, for the network is away, is still the end of a session', async () => {
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

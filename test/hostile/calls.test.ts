/** Calls that the user joins or ignores, on this PC or elsewhere. */
import { afterEach, describe, expect, it } from 'vitest';
import { named, nextcloud, ports, restart, usePc } from '../fakes/pc.ts';
import { askedForMessages, bob, look, onScreen, passOnServer, rung, shown, station, useLooks } from './looking.ts';

/** These sort before "alice", so Talk does not name her among its four when more than five people took part. */
const EARLIER = ['aaron', 'abel', 'ada', 'adam'];
const LATER = ['frank', 'gerda', 'hans'];

usePc();
useLooks([...EARLIER, ...LATER]);

afterEach(() => {
  // The app's questions must not touch the read marker, the notifications or the presence.
  for (const { method, query } of nextcloud.control.requests.filter(({ path }) => /\/v1\/chat\/\w+$/.test(path))) {
    expect([method, query.get('setReadMarker'), query.get('markNotificationsAsRead')]).toEqual(['GET', '0', '0']);
    expect(query.get('noStatusUpdate')).toBe('1');
  }
});

const RINGS = 'Wache: Call in progress – click to join';
const MISSED = 'Wache: Missed call';
const BOB_RINGS = 'Bob Böhm: Call in progress – click to join';
const BOB_MISSED = 'Bob Böhm: Missed call';

const start = (token: string, by = 'bob', options = {}): void => nextcloud.control.startCall(by, token, options);
const join = (token: string, ...people: string[]): void => {
  for (const id of people) nextcloud.control.joinCall(id, token);
};
const end = (token: string): void => nextcloud.control.endCall(token);
const lastMessage = (token: string) => nextcloud.control.messages(token).at(-1);

describe('a call in a group that the user answers elsewhere', () => {
  it.each([
    [2, []],
    [5, ['carla', 'aaron', 'abel']],
    [6, EARLIER],
    [9, [...EARLIER, ...LATER]],
  ])('of %i: takes back the notification, and reports no missed call', async (count, others) => {
    start(station);
    join(station, ...others);
    await look();
    expect(onScreen()).toEqual([RINGS]);
    join(station, 'alice');
    await look();
    expect(onScreen()).toEqual([]);
    expect(shown(station)?.callRunning).toBe(true);
    end(station);
    await look();
    await look();
    expect(shown(station)?.callRunning).toBe(false);
    expect(rung()).toEqual([RINGS]);
    const named = Object.values((lastMessage(station)?.messageParameters ?? {}) as Record<string, { id: string }>);
    if (count > 5) expect(named.map(({ id }) => id)).not.toContain('alice');
  });

  it('between two polls: nothing rings, and nothing is missed', async () => {
    start(station);
    join(station, ...EARLIER, 'alice', ...LATER);
    end(station);
    await look();
    expect(rung()).toEqual([]);
  });

  it('before the app polls: nothing rings, although others joined last', async () => {
    start(station);
    join(station, 'alice', 'carla');
    await look();
    end(station);
    await look();
    expect(rung()).toEqual([]);
  });

  it('and leaves again: it does not ring again while the others go on', async () => {
    start(station);
    join(station, 'alice', 'carla');
    nextcloud.control.leaveCall('alice', station);
    await look();
    nextcloud.control.send('carla', station, 'Sind noch dran');
    await look();
    end(station);
    await look();
    expect(rung()).toEqual(['Wache: Carla Castro: Sind noch dran']);
  });

  it('with more than a page of messages before its end: they ring, and nothing is missed', async () => {
    start(station);
    join(station, 'alice');
    for (let count = 0; count < 120; count += 1) nextcloud.control.send('carla', station, `Lage ${count}`);
    nextcloud.control.markRead('alice', station);
    end(station);
    await look();
    expect(rung()).toEqual([]);
  });

  it('in a sensitive conversation, whose last message the list hides', async () => {
    nextcloud.control.configure('alice', station, { sensitive: true });
    await look();
    start(station);
    await look();
    expect(onScreen()).toEqual([RINGS]);
    join(station, 'carla', 'alice', 'aaron');
    await look();
    expect(onScreen()).toEqual([]);
    end(station);
    await look();
    expect(rung()).toEqual([RINGS]);
  });
});

describe('a one-to-one call', () => {
  it('is taken back, and not missed, when the user answers elsewhere', async () => {
    start(bob);
    await look();
    expect(onScreen()).toEqual([BOB_RINGS]);
    join(bob, 'alice');
    await look();
    expect(onScreen()).toEqual([]);
    end(bob);
    await look();
    expect(lastMessage(bob)).toMatchObject({ systemMessage: 'call_ended' });
    expect(rung()).toEqual([BOB_RINGS]);
  });

  it('raises no notification when the user answers and ends it between two polls', async () => {
    start(bob);
    join(bob, 'alice');
    end(bob);
    await look();
    expect(rung()).toEqual([]);
  });

  it('rings, and is missed exactly once, when the user does not answer', async () => {
    start(bob);
    await look();
    end(bob);
    for (let looks = 0; looks < 4; looks += 1) await look();
    expect(rung()).toEqual([BOB_RINGS, BOB_MISSED]);
    expect(onScreen()).toEqual([BOB_MISSED]);
  });

  it('raises two notifications when it was missed and the caller writes why', async () => {
    start(bob);
    await look();
    end(bob);
    nextcloud.control.send('bob', bob, 'Ruf mich bitte zurück');
    await look();
    expect(rung()).toEqual([BOB_RINGS, 'Bob Böhm: Ruf mich bitte zurück', BOB_MISSED]);
  });

  it('raises two notifications when it came and went between two polls and the caller writes why', async () => {
    start(bob);
    end(bob);
    nextcloud.control.send('bob', bob, 'Ruf mich bitte zurück');
    for (let looks = 0; looks < 3; looks += 1) await look();
    expect(rung()).toEqual(['Bob Böhm: Ruf mich bitte zurück', BOB_MISSED]);
    expect(askedForMessages(bob)).toHaveLength(2);
  });

  it('is not missed here when the user calls and Bob does not answer', async () => {
    start(bob, 'alice');
    await look();
    expect(shown(bob)?.callRunning).toBe(true);
    end(bob);
    await look();
    expect(rung()).toEqual([]);
  });

  it('takes back the missed call when the user sees it elsewhere', async () => {
    start(bob);
    end(bob);
    await look();
    expect(onScreen()).toEqual([BOB_MISSED]);
    nextcloud.control.openConversation('alice', bob);
    await look();
    expect(onScreen()).toEqual([]);
  });

  it('neither rings nor is missed when it is silent', async () => {
    start(bob, 'bob', { silent: true });
    await look();
    end(bob);
    await look();
    expect(rung()).toEqual([]);
  });
});

describe('a call in a group', () => {
  it('does not ring when the user starts it elsewhere, whatever comes after its start', async () => {
    start(station, 'alice');
    join(station, 'carla');
    nextcloud.control.leaveCall('carla', station);
    await look();
    expect(shown(station)?.callRunning).toBe(true);
    end(station);
    await look();
    expect(rung()).toEqual([]);
  });

  it('is missed exactly once when the user does not join, however many took part', async () => {
    start(station);
    join(station, ...EARLIER, ...LATER);
    await look();
    end(station);
    for (let looks = 0; looks < 3; looks += 1) await look();
    expect(rung()).toEqual([RINGS, MISSED]);
  });

  it('is missed when it came and went between two polls, although only mentions ring and others write on', async () => {
    nextcloud.control.setLevel('alice', station, 2);
    start(station);
    end(station);
    nextcloud.control.send('carla', station, 'Wer war das?');
    for (let looks = 0; looks < 3; looks += 1) await look();
    expect(rung()).toEqual([MISSED]);
  });

  it('between two polls whose messages cannot be fetched: the last message in the list rings at once', async () => {
    const heal = nextcloud.control.fail({ status: 500 }, { path: new RegExp(`/chat/${station}$`) });
    start(station);
    end(station);
    nextcloud.control.send('carla', station, 'Wer war das?');
    await look();
    expect(rung()).toEqual(['Wache: Carla Castro: Wer war das?']);
    heal();
    await look();
    expect(rung()).toHaveLength(1);
  });

  it('neither rings nor is missed when it is silent, although others join it', async () => {
    start(station, 'bob', { silent: true });
    join(station, 'carla', 'aaron');
    await look();
    end(station);
    await look();
    expect(rung()).toEqual([]);
  });

  it('is missed as soon as the server returns its messages, after a first failure', async () => {
    start(station);
    join(station, 'carla');
    await look();
    nextcloud.control.fail({ status: 500 }, { path: new RegExp(`/chat/${station}$`), count: 1 });
    end(station);
    await expect
      .poll(async () => {
        await ports.clock.advance(40_000);
        return rung();
      })
      .toEqual([RINGS, MISSED]);
    await look();
    expect(rung()).toEqual([RINGS, MISSED]);
  });

  it.each([
    ['rings at the level "never"', 1, [RINGS, MISSED]],
    ['does not ring with calls switched off', 0, []],
  ])('%s', async (_name, notifyCalls, expected) => {
    nextcloud.control.setLevel('alice', station, 3);
    nextcloud.control.configure('alice', station, { notifyCalls });
    await look();
    start(station);
    await look();
    end(station);
    await look();
    expect(rung()).toEqual(expected);
  });

  it('is taken back when the user switches off calls while it rings', async () => {
    start(station);
    await look();
    nextcloud.control.configure('alice', station, { notifyCalls: 0 });
    await look();
    expect(onScreen()).toEqual([]);
  });
});

describe('two calls in a row', () => {
  it.each<[string, string[][], string[]]>([
    ['missed, then answered', [[], ['alice']], [MISSED]],
    ['answered, then missed', [['alice'], ['carla']], [MISSED]],
    ['both answered', [['alice'], ['carla', 'alice']], []],
    ['both missed', [[], ['carla']], [MISSED]],
  ])('between two polls: %s', async (_name, calls, expected) => {
    for (const people of calls) {
      start(station);
      join(station, ...people);
      passOnServer();
      end(station);
    }
    await look();
    await look();
    expect(rung()).toEqual(expected);
  });

  it('takes back the notification when the user starts the second while the first rings', async () => {
    start(station);
    await look();
    end(station);
    passOnServer();
    start(station, 'alice');
    await look();
    expect(onScreen()).toEqual([MISSED]);
    end(station);
    await look();
    expect(rung()).toEqual([RINGS, MISSED]);
  });

  it('each rings when the user answers neither', async () => {
    for (let count = 0; count < 2; count += 1) {
      start(station);
      await look();
      end(station);
      await look();
    }
    expect(rung()).toEqual([RINGS, MISSED, RINGS, MISSED]);
  });
});

describe('the app starts again while a call runs', () => {
  it.each<[string, string[], string[], string[]]>([
    ['the user has joined it before', ['alice', ...EARLIER], [], [RINGS]],
    ['the user joins it meanwhile', [], [...EARLIER, 'carla', 'alice'], [RINGS]],
    ['the user does not join it', [], ['carla'], [RINGS, MISSED]],
  ])('%s', async (_name, before, meanwhile, expected) => {
    start(station);
    await look();
    join(station, ...before);
    await look();
    await restart(() => {
      join(station, ...meanwhile);
      passOnServer();
    });
    await look();
    end(station);
    await look();
    await look();
    expect(rung()).toEqual(expected);
  });

  it.each<[string, string[], string[]]>([
    ['the user was in it', [...EARLIER, 'carla', 'alice'], [RINGS]],
    ['the user was not', ['carla'], [RINGS, MISSED]],
  ])('and it ends meanwhile: %s', async (_name, people, expected) => {
    start(station);
    await look();
    await restart(() => {
      join(station, ...people);
      end(station);
    });
    await look();
    await look();
    expect(rung()).toEqual(expected);
  });

  it('and it came and went meanwhile: it is missed, and the app asks for its messages once', async () => {
    await restart(() => {
      start(station);
      join(station, 'carla');
      end(station);
      nextcloud.control.clearRequests();
    });
    await look();
    expect(rung()).toEqual([MISSED]);
    expect(askedForMessages(station)).toHaveLength(1);
    expect(ports.notifier.asked.find(({ body }) => body === 'Missed call')?.token).toBe(named(station));
  });
});

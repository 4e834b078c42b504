/** Calls, as the user takes part in them or not, on this PC or elsewhere. */
import { afterEach, describe, expect, it } from 'vitest';
import { named, nextcloud, ports, restart, usePc } from '../fakes/pc.ts';
import { askedForMessages, bob, look, onScreen, passOnServer, rung, shown, station, useLooks } from './looking.ts';

/** Before "alice" in the alphabet, so that Talk does not name her among the four when more than five took part. */
const EARLIER = ['aaron', 'abel', 'ada', 'adam'];
const LATER = ['frank', 'gerda', 'hans'];

usePc();
useLooks([...EARLIER, ...LATER]);

afterEach(() => {
  // Whatever the app wanted to know, it left the read marker, the notifications and the presence alone.
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
  ])('of %i: what rings is taken back, and nothing is missed', async (count, others) => {
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

  it('between two looks: nothing rings, nothing is missed', async () => {
    start(station);
    join(station, ...EARLIER, 'alice', ...LATER);
    end(station);
    await look();
    expect(rung()).toEqual([]);
  });

  it('before the app looks: nothing rings, although others came last', async () => {
    start(station);
    join(station, 'alice', 'carla');
    await look();
    end(station);
    await look();
    expect(rung()).toEqual([]);
  });

  it('and leaves again: it does not ring anew while the others go on', async () => {
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

  it('with more than a page of messages until its end: they ring, nothing is missed', async () => {
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
  it('that the user answers elsewhere is taken back, and not missed', async () => {
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

  it('that the user answers and ends between two looks is nothing to tell', async () => {
    start(bob);
    join(bob, 'alice');
    end(bob);
    await look();
    expect(rung()).toEqual([]);
  });

  it('that nobody answers rings, and is missed exactly once', async () => {
    start(bob);
    await look();
    end(bob);
    for (let looks = 0; looks < 4; looks += 1) await look();
    expect(rung()).toEqual([BOB_RINGS, BOB_MISSED]);
    expect(onScreen()).toEqual([BOB_MISSED]);
  });

  it('that was missed, and the caller writes why: both are told', async () => {
    start(bob);
    await look();
    end(bob);
    nextcloud.control.send('bob', bob, 'Ruf mich bitte zurück');
    await look();
    expect(rung()).toEqual([BOB_RINGS, 'Bob Böhm: Bob Böhm: Ruf mich bitte zurück', BOB_MISSED]);
  });

  it('that came and went between two looks, and the caller writes why: both are told', async () => {
    start(bob);
    end(bob);
    nextcloud.control.send('bob', bob, 'Ruf mich bitte zurück');
    for (let looks = 0; looks < 3; looks += 1) await look();
    expect(rung()).toEqual(['Bob Böhm: Bob Böhm: Ruf mich bitte zurück', BOB_MISSED]);
    expect(askedForMessages(bob)).toHaveLength(2);
  });

  it('that the user tries and Bob does not answer is nobody’s missed call here', async () => {
    start(bob, 'alice');
    await look();
    expect(shown(bob)?.callRunning).toBe(true);
    end(bob);
    await look();
    expect(rung()).toEqual([]);
  });

  it('that was missed, and is seen elsewhere, is taken back', async () => {
    start(bob);
    end(bob);
    await look();
    expect(onScreen()).toEqual([BOB_MISSED]);
    nextcloud.control.openConversation('alice', bob);
    await look();
    expect(onScreen()).toEqual([]);
  });

  it('that is silent neither rings nor is missed', async () => {
    start(bob, 'bob', { silent: true });
    await look();
    end(bob);
    await look();
    expect(rung()).toEqual([]);
  });
});

describe('a call in a group', () => {
  it('that the user starts elsewhere does not ring, whatever comes after its start', async () => {
    start(station, 'alice');
    join(station, 'carla');
    nextcloud.control.leaveCall('carla', station);
    await look();
    expect(shown(station)?.callRunning).toBe(true);
    end(station);
    await look();
    expect(rung()).toEqual([]);
  });

  it('without the user is missed exactly once, however many took part', async () => {
    start(station);
    join(station, ...EARLIER, ...LATER);
    await look();
    end(station);
    for (let looks = 0; looks < 3; looks += 1) await look();
    expect(rung()).toEqual([RINGS, MISSED]);
  });

  it('that came and went between two looks is missed where only mentions ring, although others write on', async () => {
    nextcloud.control.setLevel('alice', station, 2);
    start(station);
    end(station);
    nextcloud.control.send('carla', station, 'Wer war das?');
    for (let looks = 0; looks < 3; looks += 1) await look();
    expect(rung()).toEqual([MISSED]);
  });

  it('that came and went between two looks, and its messages cannot be had: what the list tells rings at once', async () => {
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

  it('that is silent neither rings nor is missed, although others join it', async () => {
    start(station, 'bob', { silent: true });
    join(station, 'carla', 'aaron');
    await look();
    end(station);
    await look();
    expect(rung()).toEqual([]);
  });

  it('is missed once the server gives its messages, when it did not at first', async () => {
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
    ['does not ring where its calls are switched off', 0, []],
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
  ])('between two looks: %s', async (_name, calls, expected) => {
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

  it('the second begins while the first rings, and the user starts it: what rings is taken back', async () => {
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

  it('each rings that nobody answers', async () => {
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

  it('and it came and went without the app: it is missed, and its messages are asked for once', async () => {
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

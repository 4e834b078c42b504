import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/clock.ts';
import { message, room } from '../../../test/fakes/rooms.ts';
import type { Room } from '../nextcloud/schemas.ts';
import { type ArrivedList, createQuickPolling, quickInterval, untilPlace } from './quick-polling.ts';

const HOUR = 60 * 60_000;

describe('how often the list is requested', () => {
  it.each([
    ['no answer yet', [], 5_000],
    ['a real server', [74, 80, 71, 90, 75], 5_000],
    ['just fast enough', [300, 400, 500, 600, 700], 5_000],
    ['slow', [301, 350, 320, 400, 310], 10_000],
    ['slow answers by chance', [5_000, 80, 5_000, 9_000, 700], 5_000],
    ['only a few slow answers so far', [5_000, 5_000], 5_000],
    ['very slow', [2_000, 3_000, 2_500, 900, 4_000], 15_000],
  ])('%s', (_name, answers, interval) => {
    expect(quickInterval(answers, false)).toBe(interval);
  });

  it('every 15 seconds after the server has asked for fewer requests', () => {
    expect(quickInterval([74], true)).toBe(15_000);
  });

  it('keeps its place in each interval, and never waits much longer than one interval', () => {
    for (let now = 0; now < 20_000; now += 13)
      for (const random of [0, 0.5, 0.999]) {
        const wait = untilPlace(now, 1_234, 5_000, random);
        expect(wait).toBeGreaterThan(0);
        expect(wait).toBeLessThanOrEqual(5_500);
        // Within 2 % of its place.
        expect(Math.abs(((now + wait - 1_234 + 2_500) % 5_000) - 2_500)).toBeLessThanOrEqual(100);
      }
  });

  it('does not send a request twice in the same place when the first came early', () => {
    expect(untilPlace(4_905, 0, 5_000, 0.5)).toBe(5_095);
  });
});

function stand(alarms: readonly string[] = ['alarm']) {
  const clock = createFakeClock();
  const known = new Map<string, Room>();
  const tokens = new Set(alarms);
  let distrusted = false;
  let followed: string | null = null;
  const quick = createQuickPolling({
    clock,
    tokens: () => [...tokens],
    room: (token) => known.get(token),
    trust: {
      isDistrusted: () => distrusted,
      setDistrusted(value) {
        distrusted = value;
      },
    },
    lane: () => followed,
    onDistrust: () => undefined,
  });
  return {
    clock,
    quick,
    tokens,
    lay: (token: string | null) => {
      followed = token;
    },
    list(rooms: Room[], about: Partial<ArrivedList> = {}): void {
      quick.listed({ rooms, took: 74, live: true, byPush: false, afterGap: false, ...about });
      for (const one of rooms) known.set(one.token, one);
    },
  };
}

/** The alarm conversation has been known for an hour, and push is live. */
async function calm() {
  const one = stand();
  one.list([room('alarm'), room('other')]);
  await one.clock.advance(HOUR);
  one.list([]);
  return one;
}

const news = (unread: number, overrides: Partial<Room> = {}) =>
  room('alarm', { unreadMessages: unread, lastMessage: message(unread), ...overrides });

describe('when the list is requested every few seconds', () => {
  it('never without an alarm conversation', () => {
    const { quick, list } = stand([]);
    list([room('other', { notificationLevel: 3 })]);
    expect(quick.reason(false)).toBeNull();
    expect(quick.wait(false)).toBeNull();
  });

  it('not while push is live and Talk notifies of every message', async () => {
    const { quick } = await calm();
    expect(quick.reason(true)).toBeNull();
  });

  it('without push', async () => {
    const { quick } = await calm();
    expect(quick.reason(false)).toBe('no-push');
  });

  it.each([
    ['at the level "mention"', { notificationLevel: 2 }],
    ['at the level "never"', { notificationLevel: 3 }],
    ['that is archived', { isArchived: true }],
  ])('with an alarm conversation %s', async (_name, overrides) => {
    const { quick, list } = await calm();
    list([room('alarm', overrides)]);
    expect(quick.reason(true)).toBe('level');
  });

  it('with an alarm conversation that no list has shown', async () => {
    const { quick, tokens, clock } = await calm();
    tokens.add('unseen');
    expect(quick.reason(true)).toBe('level');
    await clock.advance(HOUR);
    expect(quick.reason(true)).toBe('level');
  });

  it('for an hour after the start, because a browser may have had the conversation open before', async () => {
    const { quick, list, clock } = stand();
    list([room('alarm')]);
    expect(quick.reason(true)).toBe('open');
    await clock.advance(HOUR - 1);
    expect(quick.reason(true)).toBe('open');
    await clock.advance(1);
    expect(quick.reason(true)).toBeNull();
  });

  it('for an hour after the conversation was opened from here, and not after another was', async () => {
    const { quick, clock } = await calm();
    quick.opened('other');
    expect(quick.reason(true)).toBeNull();
    quick.opened('alarm');
    expect(quick.reason(true)).toBe('open');
    await clock.advance(HOUR);
    expect(quick.reason(true)).toBeNull();
  });

  it('for an hour after it was read on another device, and not after another was', async () => {
    const { quick, list, clock } = await calm();
    list([room('other', { lastReadMessage: 9 })]);
    expect(quick.reason(true)).toBeNull();
    list([room('alarm', { lastReadMessage: 9 })]);
    expect(quick.reason(true)).toBe('open');
    await clock.advance(HOUR);
    expect(quick.reason(true)).toBeNull();
  });

  it('does not care whether the computer’s clock is set', async () => {
    const { quick, clock } = await calm();
    quick.opened('alarm');
    clock.jump(2 * HOUR);
    expect(quick.reason(true)).toBe('open');
    clock.jump(-9 * HOUR);
    await clock.advance(HOUR);
    expect(quick.reason(true)).toBeNull();
  });

  it('not for a conversation that a lane follows, but for the others', async () => {
    const { quick, list, lay, tokens } = await calm();
    lay('alarm');
    list([room('alarm', { notificationLevel: 2 })]);
    expect(quick.reason(false)).toBeNull();
    tokens.add('second');
    expect(quick.reason(false)).toBe('no-push');
  });
});

describe('push is distrusted', () => {
  it('after a list shows a message that push does not report, until a test proves it', async () => {
    const { quick, list, clock } = await calm();
    list([news(1)]);
    expect(quick.reason(true)).toBeNull();
    await clock.advance(10_000);
    expect(quick.reason(true)).toBe('untold');
    await clock.advance(24 * HOUR);
    expect(quick.reason(true)).toBe('untold');
    quick.proved();
    expect(quick.reason(true)).toBeNull();
  });

  it('not when push reports it a moment later, because push collects events', async () => {
    const { quick, list, clock } = await calm();
    list([news(1)]);
    await clock.advance(2_000);
    quick.told();
    await clock.advance(HOUR);
    expect(quick.reason(true)).toBeNull();
  });

  it.each<[string, Room, Partial<ArrivedList>]>([
    ['push had reported it', news(1), { byPush: true }],
    ['push was not live', news(1), { live: false }],
    ['events may have been missed', news(1), { afterGap: true }],
    ['Talk does not notify of silent messages', news(1, { lastMessage: message(1, { silent: true }) }), {}],
    ['it is an own message', news(0, { lastMessage: message(1, { actorId: 'alice' }) }), {}],
    ['it is not an alarm conversation', room('other', { unreadMessages: 1, lastMessage: message(1) }), {}],
  ])('not when %s', async (_name, one, about) => {
    const { quick, list, clock } = await calm();
    list([one], about);
    await clock.advance(HOUR);
    expect(quick.reason(true)).toBeNull();
  });

  it('not for messages that came while push was away', async () => {
    const { quick, list, clock } = await calm();
    quick.lost();
    list([news(1)]);
    await clock.advance(HOUR);
    list([]);
    expect(quick.reason(true)).toBeNull();
  });

  it('not while a browser may have the conversation open, but the list is requested often for another hour', async () => {
    const { quick, list, clock } = await calm();
    quick.opened('alarm');
    await clock.advance(HOUR - 1_000);
    list([news(1)]);
    await clock.advance(HOUR - 1_000);
    expect(quick.reason(true)).toBe('open');
    await clock.advance(2_000);
    expect(quick.reason(true)).toBeNull();
  });
});

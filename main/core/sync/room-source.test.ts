import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/clock.ts';
import { room } from '../../../test/fakes/rooms.ts';
import { ServerError, TooManyAttempts, Unreachable } from '../errors.ts';
import type { RoomList } from '../nextcloud/talk-api.ts';
import { createRoomSource } from './room-source.ts';

const MINUTE = 60_000;

function setUp() {
  const clock = createFakeClock();
  const asked: (number | null)[] = [];
  let answer: Partial<RoomList> = {};
  let serverTime = 1_000;
  const rooms = async (since: number | null = null): Promise<RoomList> => {
    asked.push(since);
    serverTime += 1;
    return { rooms: [], leftOut: 0, beyond: 0, modifiedBefore: serverTime, hash: 'a', sentAt: null, ...answer };
  };
  return {
    clock,
    asked,
    source: createRoomSource({ rooms }, clock),
    answers: (next: Partial<RoomList>) => {
      answer = next;
    },
    /** The kinds of lists that were requested, as words. */
    kinds: () => asked.splice(0).map((since) => (since === null ? 'full' : 'delta')),
  };
}

it('requests everything first, then the changes since the last answer', async () => {
  const { source, asked } = setUp();
  await source.next();
  await source.next();
  await source.next();
  expect(asked).toEqual([null, 1_001, 1_002]);
});

it('requests everything every 5 minutes while something happens, every 15 otherwise', async () => {
  const { source, clock, kinds, answers } = setUp();
  const fullsIn = async (minutes: number): Promise<number> => {
    for (let i = 0; i < minutes * 2; i += 1) {
      await clock.advance(MINUTE / 2);
      await source.next();
    }
    return kinds().filter((kind) => kind === 'full').length;
  };
  await source.next();
  kinds();
  answers({ rooms: [room('tok')] });
  expect(await fullsIn(60)).toBe(12);
  answers({});
  await fullsIn(30);
  expect(await fullsIn(60)).toBe(4);
});

it.each([
  ['the capabilities changed', { hash: 'b' }],
  ['the server sends no time for the next delta', { modifiedBefore: null }],
  ["the server's clock went back", { modifiedBefore: 5 }],
  ['more conversations have changed than the app holds', { beyond: 1 }],
])('requests everything at once when %s', async (_name, odd) => {
  const { source, kinds, answers } = setUp();
  await source.next();
  answers(odd);
  expect(await source.next()).toMatchObject({ full: true });
  expect(kinds()).toEqual(['full', 'delta', 'full']);
});

it.each([-MINUTE, 60 * MINUTE])('requests everything when the clock jumps by %i ms', async (jump) => {
  const { source, clock, kinds } = setUp();
  await source.next();
  clock.jump(jump);
  await source.next();
  expect(kinds()).toEqual(['full', 'full']);
});

it('requests everything after a gap, and when the user looks after five minutes', async () => {
  const { source, clock, kinds } = setUp();
  for (let i = 0; i < 3; i += 1) {
    await source.next();
    source.expire();
  }
  expect(kinds()).toEqual(['full', 'full', 'full']);
  await source.next();
  await clock.advance(5 * MINUTE);
  await source.next();
  await clock.advance(6 * MINUTE);
  await source.next();
  source.expireIfOld();
  await source.next();
  expect(kinds()).toEqual(['full', 'full', 'delta', 'full']);
});

describe('the presence of people', () => {
  function setUpFailing(fails: (withStatus: boolean) => Error | null) {
    const clock = createFakeClock();
    const asked: boolean[] = [];
    const rooms = async (_since: number | null = null, withStatus = false): Promise<RoomList> => {
      asked.push(withStatus);
      const error = fails(withStatus);
      if (error) throw error;
      return { rooms: [], leftOut: 0, beyond: 0, modifiedBefore: 1_000 + asked.length, hash: 'a', sentAt: null };
    };
    const source = createRoomSource({ rooms }, clock);
    source.watch(true);
    return { clock, source, asked };
  }

  it('never costs the list: if the list fails with it, the list is requested without it, and so for an hour', async () => {
    const { clock, source, asked } = setUpFailing((withStatus) => (withStatus ? new ServerError('500', 500) : null));
    await source.next();
    expect(asked).toEqual([true, false]);
    clock.jump(59 * MINUTE);
    await source.next();
    clock.jump(2 * MINUTE);
    await source.next();
    expect(asked).toEqual([true, false, false, true, false]);
  });

  it('is not blamed when one request gets no answer, but is after two in a row', async () => {
    const { source, asked } = setUpFailing((withStatus) => (withStatus ? new Unreachable('timed out') : null));
    await expect(source.next()).rejects.toThrow(Unreachable);
    await source.next();
    expect(asked).toEqual([true, true, false]);
  });

  it('is not requested again until a list has arrived, if the list fails without it, too', async () => {
    let isDown = true;
    const { source, asked } = setUpFailing(() => (isDown ? new ServerError('500', 500) : null));
    await expect(source.next()).rejects.toThrow(ServerError);
    await expect(source.next()).rejects.toThrow(ServerError);
    isDown = false;
    await source.next();
    await source.next();
    expect(asked).toEqual([true, false, false, false, true]);
  });

  it.each([new TooManyAttempts('429', null), new ServerError('503', 503, 60_000)])(
    'is not repeated at once when the server asks for a pause: %o',
    async (error) => {
      const { source, asked } = setUpFailing(() => error);
      await expect(source.next()).rejects.toThrow(error);
      expect(asked).toEqual([true]);
    },
  );
});

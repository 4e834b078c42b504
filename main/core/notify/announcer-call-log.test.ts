import { describe, expect, it } from 'vitest';
import { known, setUp, unread } from '../../../test/fakes/announcing.ts';
import { message, room } from '../../../test/fakes/rooms.ts';
import { createFakeSettings } from '../../../test/fakes/stores.ts';
import { ServerError } from '../errors.ts';
import type { Message, Room } from '../nextcloud/schemas.ts';

const started = (overrides: Partial<Room> = {}, last: Partial<Message> = {}) =>
  known({
    hasCall: true,
    callStartTime: 500,
    lastMessage: message(11, { systemMessage: 'call_started', messageType: 'system', ...last }),
    ...overrides,
  });
const system = (id: number, actorId: string, systemMessage: string): Message =>
  message(id, { actorId, systemMessage, messageType: 'system' });
const STARTED = system(11, 'bob', 'call_started');
const RANG = 'Gruppe tok | Anruf läuft – klicken zum Teilnehmen';
const MISSED = 'Gruppe tok | Verpasster Anruf';
const rings = (id: number) => `Gruppe tok | Bob Böhm: Nachricht ${id}`;
const runAndEnd = async (pc: ReturnType<typeof setUp>) => {
  await pc.announcer.announce([known()], false);
  pc.store('tok', STARTED);
  await pc.announcer.announce([started()], false);
  pc.store('tok', system(12, 'bob', 'call_ended'), message(13));
};
const holdLog = (pc: ReturnType<typeof setUp>) => {
  const { messagesBefore } = pc.api;
  const { promise, resolve } = Promise.withResolvers<void>();
  pc.api.messagesBefore = async (...asked) => {
    await promise;
    return messagesBefore(...asked);
  };
  return resolve;
};

describe('calls that end while their log cannot be fetched', () => {
  it('are reported as missed once it can be, and delay no message meanwhile', async () => {
    const pc = setUp();
    await runAndEnd(pc);
    const { messagesBefore } = pc.api;
    pc.api.messagesBefore = async () => {
      throw new ServerError('500', 500);
    };
    await pc.announcer.announce([unread(13)], false);
    expect(pc.bodies()).toEqual([RANG]);
    for (const [id, count] of [
      [13, 1],
      [14, 2],
      [15, 3],
    ] as const) {
      pc.clock.jump(id === 15 ? 0 : (pc.announcer.dueIn() ?? 0));
      if (id > 13) pc.store('tok', message(id));
      await pc.announcer.announce([unread(id, count)], false);
    }
    expect(pc.bodies()).toEqual([RANG, rings(13), rings(14), rings(15)]);
    pc.api.messagesBefore = messagesBefore;
    pc.clock.jump(300_000);
    for (const _ of [1, 2]) {
      await pc.announcer.announce([unread(15, 3)], false);
      await pc.clock.advance(0);
    }
    expect(pc.bodies().slice(4)).toEqual([MISSED]);
  });

  it('are reported as missed after a restart', async () => {
    const pc = setUp();
    await runAndEnd(pc);
    pc.failFor(['tok'], new ServerError('503', 503, 900_000));
    await pc.announcer.announce([unread(13)], false);
    expect(pc.bodies()).toEqual([RANG, rings(13)]);
    const restarted = setUp(pc.settings);
    restarted.store('tok', STARTED, system(12, 'bob', 'call_ended'), message(13));
    for (const _ of [1, 2]) {
      await restarted.announcer.announce([unread(13)], true);
      await restarted.clock.advance(0);
    }
    expect(restarted.bodies()).toEqual([MISSED]);
  });

  it('delay no later message while the answer hangs, and are reported once', async () => {
    const pc = setUp();
    await runAndEnd(pc);
    const release = holdLog(pc);
    const announced = pc.announcer.announce([unread(13)], false);
    await pc.clock.advance(3_000);
    await announced;
    const next = message(14, { actorId: 'carla', actorDisplayName: 'Carla' });
    pc.store('tok', next);
    await pc.announcer.announce([known({ lastMessage: next, unreadMessages: 1 })], false);
    expect(pc.bodies()).toEqual([RANG, rings(13), 'Gruppe tok | Carla: Nachricht 14']);
    release();
    await pc.clock.advance(0);
    for (const _ of [1, 2]) await pc.announcer.announce([known({ lastMessage: next, unreadMessages: 1 })], false);
    expect(pc.bodies().slice(3)).toEqual([MISSED]);
  });

  it('are not reported when the user has read on another device meanwhile', async () => {
    const pc = setUp();
    await runAndEnd(pc);
    pc.failFor(['tok'], new ServerError('503', 503, 900_000));
    await pc.announcer.announce([unread(13)], false);
    pc.failFor([]);
    const looked = pc.looked.length;
    for (const _ of [1, 2]) await pc.announcer.announce([unread(13, 0, { lastReadMessage: 13 })], false);
    expect([pc.bodies(), pc.looked.length]).toEqual([[RANG, rings(13)], looked]);
  });

  it('let a message ring that only the late log contains', async () => {
    const pc = setUp();
    await runAndEnd(pc);
    const release = holdLog(pc);
    const announced = pc.announcer.announce([unread(13)], false);
    await pc.clock.advance(3_000);
    await announced;
    expect(pc.bodies()).toEqual([RANG, rings(13)]);
    pc.store('tok', message(14));
    release();
    await pc.clock.advance(0);
    for (const _ of [1, 2]) await pc.announcer.announce([unread(14, 2)], false);
    expect(pc.bodies().toSorted()).toEqual([RANG, rings(13), rings(14), MISSED].toSorted());
  });

  it('let such a message ring after others had to be fetched', async () => {
    const pc = setUp();
    await runAndEnd(pc);
    pc.store('tok', message(14));
    const release = holdLog(pc);
    const announced = pc.announcer.announce([unread(14, 2)], false);
    await pc.clock.advance(3_000);
    await announced;
    pc.store('tok', message(15));
    release();
    await pc.clock.advance(0);
    for (const _ of [1, 2]) await pc.announcer.announce([unread(15, 3)], false);
    expect(pc.bodies().filter((body) => body === rings(15))).toHaveLength(1);
    expect(pc.bodies().filter((body) => body === MISSED)).toHaveLength(1);
  });

  it('do not make the app ask each second while their messages fail as well', async () => {
    const pc = setUp();
    await runAndEnd(pc);
    const end = known({ lastMessage: system(12, 'bob', 'call_ended') });
    pc.failFor(['tok'], new ServerError('500', 500));
    await pc.announcer.announce([end], false);
    pc.clock.jump(pc.announcer.dueIn() ?? 0);
    await pc.announcer.announce([end], false);
    const seen: (number | null)[] = [];
    pc.clock.jump(pc.announcer.dueIn() ?? 0);
    pc.store('tok', message(14));
    let lists = 0;
    for (let ms = 0; ms < 3_600_000; lists += 1) {
      await pc.announcer.announce([unread(14, 2)], false);
      const due = Math.min(60_000, Math.max(1_000, pc.announcer.dueIn() ?? 60_000));
      seen.push(pc.announcer.dueIn());
      ms += due;
      pc.clock.jump(due);
    }
    expect(lists).toBeLessThan(135);
  });

  it('do not ring in doubt after a single failure, whatever the jitter is', async () => {
    const pc = setUp();
    const randoms = [0.9, 0.3, 0.3, 0.9];
    pc.clock.random = () => randoms.shift() ?? 0.5;
    await pc.announcer.announce([known()], false);
    pc.store('tok', STARTED, system(12, 'alice', 'call_joined'), system(13, 'carla', 'call_joined'));
    pc.failFor(['tok']);
    const running = started({ lastMessage: system(13, 'carla', 'call_joined') });
    await pc.announcer.announce([running], false);
    pc.failFor([]);
    for (let i = 0; i < 5; i += 1) {
      pc.clock.jump(Math.max(1_000, pc.announcer.dueIn() ?? 0));
      await pc.announcer.announce([running], false);
    }
    expect(pc.bodies()).toEqual([]);
  });

  it('are not reported when they ended before the baseline', async () => {
    const pc = setUp();
    const hidden = (count: number, lastActivity: number) =>
      room('tok', { lastMessage: undefined, lastReadMessage: 10, unreadMessages: count, lastActivity });
    pc.failFor(['tok']);
    pc.store(
      'tok',
      { ...STARTED, timestamp: 100 },
      { ...system(12, 'bob', 'call_ended'), timestamp: 110 },
      message(13, { timestamp: 120 }),
    );
    await pc.announcer.announce([hidden(1, 120)], false);
    pc.failFor([]);
    const { messagesBefore } = pc.api;
    pc.api.messagesBefore = async () => {
      throw new ServerError('503', 503, 60_000);
    };
    pc.clock.jump(pc.announcer.dueIn() ?? 0);
    await pc.announcer.announce([hidden(1, 120)], false);
    pc.api.messagesBefore = messagesBefore;
    pc.clock.jump(60_001);
    for (const _ of [1, 2]) await pc.announcer.announce([hidden(1, 120)], false);
    expect(pc.bodies()).toEqual([]);
  });

  it('delay no message after fetched ones while the log hangs', async () => {
    const pc = setUp();
    await runAndEnd(pc);
    pc.store('tok', message(14));
    holdLog(pc);
    const announced = pc.announcer.announce([unread(14, 2)], false);
    await pc.clock.advance(3_000);
    await announced;
    expect(pc.bodies()).toHaveLength(3);
    pc.store('tok', message(15));
    const again = pc.announcer.announce([unread(15, 3)], false);
    await pc.clock.advance(3_000);
    await again;
    expect(pc.bodies().at(-1)).toEqual(rings(15));
  });
  it('delay no message that must be fetched while the log hangs', async () => {
    const pc = setUp();
    await runAndEnd(pc);
    holdLog(pc);
    const announced = pc.announcer.announce([unread(13)], false);
    await pc.clock.advance(3_000);
    await announced;
    pc.store('tok', message(14));
    const again = pc.announcer.announce([unread(14, 2)], false);
    await pc.clock.advance(3_000);
    await again;
    expect(pc.bodies().at(-1)).toEqual(rings(14));
  });

  it('are not asked about for ever after a damaged cursor', async () => {
    const settings = createFakeSettings();
    const first = setUp(settings);
    await first.announcer.announce([unread(13)], false);
    first.cursors.save(new Map([['tok', { message: 13, call: 0, callsUpTo: 9_999_999 }]]));
    const pc = setUp(settings);
    pc.store('tok', message(13));
    for (const _ of [1, 2, 3, 4, 5]) await pc.announcer.announce([unread(13)], false);
    expect(pc.looked.length).toBeLessThanOrEqual(1);
  });

  it('do not let a post in a muted thread ring while the log hangs', async () => {
    const pc = setUp();
    await runAndEnd(pc);
    pc.setThread('tok', 77, 3);
    holdLog(pc);
    const announced = pc.announcer.announce([unread(13)], false);
    await pc.clock.advance(3_000);
    await announced;
    const post = message(14, { thread: { id: 77, title: 'x' } as never });
    pc.store('tok', post);
    const again = pc.announcer.announce([known({ lastMessage: post, unreadMessages: 1 })], false);
    await pc.clock.advance(3_000);
    await again;
    expect(pc.bodies()).toEqual([RANG, rings(13)]);
  });
});

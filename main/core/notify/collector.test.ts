import { describe, expect, it } from 'vitest';
import { known, setUp, unread } from '../../../test/fakes/announcing.ts';
import { message, room } from '../../../test/fakes/rooms.ts';
import { createFakeSettings } from '../../../test/fakes/stores.ts';
import { ServerError, SessionEnded } from '../errors.ts';

const fault = new ServerError('500', 500);
const other = (id: number, count = 0) =>
  room('other', { lastMessage: message(id), lastReadMessage: 10, unreadMessages: count });

describe('a conversation whose messages cannot be fetched', () => {
  it('keeps its cursor while the others go on, even across a restart', async () => {
    const settings = createFakeSettings();
    const { announcer, store, failFor, bodies, cursors } = setUp(settings);
    await announcer.announce([known(), other(10)], false);
    store('tok', message(11), message(12));
    store('other', message(13), message(14));
    failFor(['tok'], fault);
    await announcer.announce([unread(12, 2), other(14, 2)], false);
    expect(bodies()).toEqual(['Gruppe other | Bob Böhm: Nachricht 13', 'Gruppe other | Bob Böhm: Nachricht 14']);
    expect(cursors.load()).toEqual(
      new Map([
        ['tok', { message: 10, call: 0 }],
        ['other', { message: 14, call: 0 }],
      ]),
    );
    const later = setUp(settings);
    later.store('tok', message(11), message(12));
    await later.announcer.announce([unread(12, 2), other(14, 2)], false);
    expect(later.bodies()).toEqual(['Gruppe tok | Bob Böhm: Nachricht 11', 'Gruppe tok | Bob Böhm: Nachricht 12']);
  });

  it('is tried again after its own delay, which grows to five minutes', async () => {
    const { announcer, store, failFor, fetched, clock } = setUp();
    await announcer.announce([known()], false);
    store('tok', message(11), message(12));
    failFor(['tok'], fault);
    const waits: number[] = [];
    for (let times = 0; times < 12; times += 1) {
      await announcer.announce([unread(12, 2)], false);
      await announcer.announce([unread(12, 2)], false);
      waits.push(announcer.dueIn() ?? 0);
      clock.jump(announcer.dueIn() ?? 0);
    }
    expect(fetched).toHaveLength(12);
    expect(waits.slice(0, 4)).toEqual([2_000, 4_000, 8_000, 16_000]);
    expect(Math.max(...waits)).toBe(150_000);
  });

  it('does not speed up lists while its request is under way', async () => {
    const { announcer, store, failFor, holdFor, clock } = setUp();
    await announcer.announce([known()], false);
    store('tok', message(11), message(12));
    failFor(['tok'], fault);
    await announcer.announce([unread(12, 2)], false);
    failFor([]);
    const release = holdFor('tok');
    clock.jump(announcer.dueIn() ?? 0);
    const announced = announcer.announce([unread(12, 2)], false);
    await clock.advance(3_000);
    await announced;
    expect(announcer.dueIn()).toBeNull();
    release();
    await clock.advance(0);
    expect([announcer.dueIn(), announcer.troubled()]).toEqual([null, []]);
  });

  it('waits as long as the server asks, unless the user refreshes or the clock was set back', async () => {
    const { announcer, store, failFor, fetched, clock } = setUp();
    await announcer.announce([known()], false);
    store('tok', message(11), message(12));
    failFor(['tok'], new ServerError('503', 503, 600_000));
    await announcer.announce([unread(12, 2)], false);
    clock.jump(599_000);
    await announcer.announce([unread(12, 2)], false);
    expect(fetched).toHaveLength(1);
    announcer.release();
    await announcer.announce([unread(12, 2)], false);
    expect(fetched).toHaveLength(2);
    clock.jump(-86_400_000);
    await announcer.announce([unread(12, 2)], false);
    expect(fetched).toHaveLength(3);
  });

  it('is not tried again once all its messages are read', async () => {
    const { announcer, store, failFor, bodies, troubles } = setUp();
    await announcer.announce([known()], false);
    store('tok', message(11), message(12));
    failFor(['tok'], fault);
    await announcer.announce([unread(12, 2)], false);
    expect(announcer.troubled()).toEqual(['tok']);
    expect(troubles).toEqual(['tok: messages: server-error 500']);
    await announcer.announce([unread(12, 0, { lastReadMessage: 12 })], false);
    expect([announcer.troubled(), announcer.dueIn(), bodies()]).toEqual([[], null, []]);
  });

  it('rings on its own when it takes longer than the others, and delays no list', async () => {
    const { announcer, store, holdFor, bodies, clock } = setUp();
    await announcer.announce([known(), other(10)], false);
    store('tok', message(11), message(12));
    store('other', message(13), message(14));
    const release = holdFor('tok');
    const announced = announcer.announce([unread(12, 2), other(14, 2)], false);
    await clock.advance(3_000);
    expect((await announced).map(({ token }) => token)).toEqual(['other']);
    store('other', message(15));
    await announcer.announce([unread(12, 2), other(15, 3)], false);
    expect(bodies()).toHaveLength(3);
    release();
    await clock.advance(0);
    expect(bodies().slice(3)).toEqual(['Gruppe tok | Bob Böhm: Nachricht 11', 'Gruppe tok | Bob Böhm: Nachricht 12']);
    await announcer.announce([unread(12, 2), other(15, 3)], false);
    expect([bodies().length, clock.pending()]).toEqual([5, 0]);
  });

  it('rings once when its messages arrive while the status is being requested', async () => {
    const { announcer, store, holdFor, bodies, clock, api } = setUp();
    await announcer.announce([known(), other(10)], false);
    store('tok', message(11), message(12));
    const release = holdFor('tok');
    const status = Promise.withResolvers<boolean>();
    const announced = announcer.announce([unread(12, 2)], false);
    await clock.advance(3_000);
    await announced;
    api.isDoNotDisturb = () => status.promise;
    const next = announcer.announce([unread(12, 2), other(13, 1)], false);
    release();
    await clock.advance(0);
    status.resolve(false);
    await next;
    await clock.advance(0);
    await announcer.announce([unread(12, 2), other(13, 1)], false);
    expect(bodies().filter((body) => body.includes('tok'))).toHaveLength(2);
  });

  it('does not ring late for messages that were read meanwhile, or after it is gone', async () => {
    for (const now of [[unread(12, 0, { lastReadMessage: 12 })], []]) {
      const { announcer, store, holdFor, bodies, clock } = setUp();
      await announcer.announce([known()], false);
      store('tok', message(11), message(12));
      const release = holdFor('tok');
      const announced = announcer.announce([unread(12, 2)], false);
      await clock.advance(3_000);
      await announced;
      await announcer.announce(now, false);
      release();
      await clock.advance(0);
      expect(bodies()).toEqual([]);
    }
  });

  it('announces a call once while its messages are pending', async () => {
    const { announcer, store, holdFor, bodies, clock } = setUp();
    await announcer.announce([known()], false);
    store('tok', message(11), message(12));
    const release = holdFor('tok');
    const calling = unread(12, 2, { hasCall: true, callStartTime: 5 });
    const announced = announcer.announce([calling], false);
    await clock.advance(3_000);
    await announced;
    await announcer.announce([calling], false);
    expect(bodies()).toHaveLength(1);
    release();
    await clock.advance(0);
    await announcer.announce([calling], false);
    expect(bodies()).toHaveLength(3);
  });

  it('is left to the next list, which comes soon, when there was no time to ask about it', async () => {
    const { announcer, store, holdFor, bodies, clock } = setUp();
    const rooms = ['a', 'b', 'c', 'd', 'e'].map((token) =>
      room(token, { lastMessage: message(10), lastReadMessage: 10 }),
    );
    await announcer.announce(rooms, false);
    const now = rooms.map((one) => ({ ...one, lastMessage: message(12), unreadMessages: 2 }));
    for (const { token } of now) store(token, message(11), message(12));
    for (const token of ['a', 'b', 'c', 'd']) holdFor(token);
    const announced = announcer.announce(now, false);
    await clock.advance(3_000);
    await announced;
    expect([bodies().length, announcer.dueIn()]).toEqual([0, 0]);
    await announcer.announce(now, false);
    expect(bodies()).toEqual(['Gruppe e | Bob Böhm: Nachricht 11', 'Gruppe e | Bob Böhm: Nachricht 12']);
    expect(announcer.dueIn()).toBeNull();
  });

  it('does not stop the others from ringing when the account is refused', async () => {
    const { announcer, store, failFor, bodies } = setUp();
    await announcer.announce([known(), other(10)], false);
    store('tok', message(11), message(12));
    failFor(['tok'], new SessionEnded('401'));
    const single = other(11, 1);
    await expect(announcer.announce([unread(12, 2), single], false)).rejects.toThrow(SessionEnded);
    expect(bodies()).toEqual(['Gruppe other | Bob Böhm: Nachricht 11']);
  });
});

describe('the silent baseline of a conversation whose messages cannot be fetched', () => {
  const hidden = (count: number, lastActivity: number) =>
    room('tok', { lastReadMessage: 5, unreadMessages: count, lastActivity });

  it('is set by time as soon as the messages are available: newer messages ring', async () => {
    const settings = createFakeSettings();
    const first = setUp(settings);
    first.failFor(['tok'], fault);
    const old = [message(9), message(10)];
    await first.announcer.announce([hidden(2, 1_800_000_010), other(10)], false);
    expect(first.cursors.load()?.get('other')).toEqual({ message: 10, call: 0 });
    const later = setUp(settings);
    later.store('tok', ...old, message(11));
    await later.announcer.announce([hidden(3, 1_800_000_011), other(10)], false);
    expect(later.bodies()).toEqual(['Gruppe tok | Bob Böhm: Nachricht 11']);
    expect(later.cursors.load()?.get('tok')).toEqual({ message: 11, call: 0 });
  });

  it('needs no messages once everything is read', async () => {
    const { announcer, failFor, cursors, fetched } = setUp();
    failFor(['tok'], fault);
    await announcer.announce([hidden(2, 1_800_000_010)], false);
    await announcer.announce([room('tok', { lastReadMessage: 10, lastMessage: message(10) })], false);
    expect(cursors.load()?.get('tok')).toEqual({ message: 10, call: 0 });
    expect(fetched).toEqual([]);
  });
});

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/clock.ts';
import { message, room } from '../../../test/fakes/rooms.ts';
import { ServerError, Unreachable } from '../errors.ts';
import { words } from '../i18n/index.ts';
import type { ConversationAction } from '../model/conversation-action.ts';
import { effectOf, withEffect } from '../nextcloud/room-action.ts';
import type { Room } from '../nextcloud/schemas.ts';
import type { RoomList } from '../nextcloud/talk-api.ts';
import { createRoomActions } from './optimistic-actions.ts';
import { createRoomSource } from './room-source.ts';
import { createRoomStore } from './room-store.ts';

const TOKENS = ['aa', 'bb'];
const ACTIONS: ConversationAction[] = [
  { kind: 'mark-read' },
  { kind: 'mark-unread' },
  { kind: 'set-level', level: 'never' },
  { kind: 'set-level', level: 'mention' },
  { kind: 'set-favourite', on: true },
  { kind: 'set-favourite', on: false },
  { kind: 'set-archived', on: true },
];
const refusal = (): ServerError => new ServerError('404', 404, null, 404);

/** A request at the server, and its answer on the way. */
interface Request {
  token: string;
  action: ConversationAction;
  seen: Room;
  /** Null: the server has not handled the request yet. */
  answer: (() => void) | null;
  resolve: (room: Room | null) => void;
  reject: (error: Error) => void;
}

/** Core's actions, list and store with a server whose answers arrive when the test lets them. */
function setUp() {
  let time = 100;
  const rooms = new Map(
    TOKENS.map((token, at) => [token, room(token, { ...unreadRoom(3 + at), notificationLevel: 1 })]),
  );
  const modified = new Map(TOKENS.map((token) => [token, time]));
  const requests: Request[] = [];
  const lists: { answer: (() => void) | null; since: number | null; resolve: (list: RoomList) => void }[] = [];
  const api = {
    rooms: (since: number | null = null) =>
      new Promise<RoomList>((resolve) => void lists.push({ answer: null, since, resolve })),
    newestMessageId: async () => null,
    act: (seen: Room, action: ConversationAction) =>
      new Promise<Room | null>((resolve, reject) => {
        requests.push({ token: seen.token, action, seen, answer: null, resolve, reject });
      }),
  };
  const store = createRoomStore(words('de'));
  const source = createRoomSource(api, createFakeClock());
  let owed = false;
  const actions = createRoomActions({
    api,
    store,
    onChange: () => {},
    onLeftOut: source.expire,
    onDone: () => {
      owed = true;
    },
  });
  let isAsking = false;

  /** Like the engine, only one list at a time. */
  async function follow(): Promise<void> {
    if (isAsking) return;
    isAsking = true;
    owed = false;
    const believe = actions.askedNow();
    const { rooms: list, full } = await source.next();
    store[full ? 'replace' : 'merge'](believe(list, full));
    isAsking = false;
  }

  function change(token: string, how: (before: Room) => Room): void {
    const before = rooms.get(token);
    time += 1;
    if (!before) return;
    rooms.set(token, how(before));
    modified.set(token, time);
  }

  const server = {
    rooms,
    change,
    /** The server answers a list with its current state. */
    answerList(): void {
      const list = lists.find(({ answer }) => answer === null);
      if (!list) return;
      time += 1;
      const changed = [...rooms.values()].filter(
        ({ token }) => list.since === null || (modified.get(token) ?? 0) >= list.since,
      );
      const modifiedBefore = time;
      list.answer = () =>
        list.resolve({ rooms: changed, leftOut: 0, beyond: 0, modifiedBefore, hash: 'a', sentAt: null });
    },
    listArrives(): void {
      const at = lists.findIndex(({ answer }) => answer !== null);
      if (at >= 0) lists.splice(at, 1)[0]?.answer?.();
    },
    /** @param outcome the result of an action; a delta does not contain the user's own change */
    handle(pick: number, outcome: 'agree' | 'agree-silently' | 'refuse' | 'fail' | 'lose'): void {
      const waiting = requests.filter(({ answer }) => answer === null);
      const request = waiting[pick % Math.max(1, waiting.length)];
      if (!request) return;
      const before = rooms.get(request.token);
      if (!before || outcome === 'refuse') request.answer = () => request.reject(refusal());
      else if (outcome === 'fail') request.answer = () => request.reject(new ServerError('500', 500));
      else {
        const after = withEffect(before, effectOf(request.seen, request.action));
        rooms.set(request.token, after);
        if (outcome === 'lose') request.answer = () => request.reject(new Unreachable('cut'));
        else request.answer = () => request.resolve(outcome === 'agree' ? after : null);
      }
    },
    answerArrives(pick: number): void {
      const answered = requests.filter(({ answer }) => answer !== null);
      const request = answered[pick % Math.max(1, answered.length)];
      if (!request) return;
      requests.splice(requests.indexOf(request), 1);
      request.answer?.();
    },
    waiting: (token: string): number => requests.filter((one) => one.token === token).length,
    left: (): number => requests.length,
  };
  const act = (token: string, action: ConversationAction): Promise<string> =>
    actions.act(token, action).then(
      () => 'done',
      (error: Error) => error.constructor.name,
    );
  const isOwed = (): boolean => owed;
  return { server, store, source, actions, act, follow, isOwed, isBusy: () => isAsking };
}

const unreadRoom = (last: number): Partial<Room> => ({
  unreadMessages: 3,
  lastReadMessage: last - 3,
  lastMessage: message(last),
});

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

type World = ReturnType<typeof setUp>;

async function list({ server, follow }: World): Promise<void> {
  const done = follow();
  server.answerList();
  await settle();
  server.answerList();
  server.listArrives();
  await settle();
  server.listArrives();
  await done;
}

describe('two actions on one conversation', () => {
  const orders = [
    [0, 1],
    [1, 0],
  ] as const;
  it.each(ACTIONS.flatMap((first) => ACTIONS.flatMap((second) => orders.map((order) => ({ first, second, order })))))(
    "that are both refused restore the server's state: $first, $second, $order",
    async ({ first, second, order }) => {
      const world = setUp();
      await list(world);
      const { server, store, act } = world;
      const before = store.get('aa');
      const acts = [act('aa', first), act('aa', second)];
      server.handle(0, 'refuse');
      server.handle(0, 'refuse');
      server.answerArrives(order[0]);
      await settle();
      server.answerArrives(0);
      expect(await Promise.all(acts)).toEqual(['ActionRefused', 'ActionRefused']);
      expect(store.get('aa')).toEqual(before);
      expect(store.get('bb')).toEqual(server.rooms.get('bb'));
    },
  );

  it('of which the first is refused show only the second', async () => {
    const world = setUp();
    await list(world);
    const { server, store, act } = world;
    void act('aa', { kind: 'mark-read' });
    void act('aa', { kind: 'set-level', level: 'never' });
    server.handle(0, 'refuse');
    server.answerArrives(0);
    await settle();
    expect(store.get('aa')).toMatchObject({ unreadMessages: 3, notificationLevel: 3 });
    expect(world.isOwed()).toBe(true);
  });
});

it('a message that arrives while the conversation is being marked as read counts as unread', async () => {
  const world = setUp();
  await list(world);
  const { server, store, act } = world;
  void act('aa', { kind: 'mark-read' });
  expect(store.get('aa')).toMatchObject({ unreadMessages: 0 });
  server.change('aa', (one) => ({ ...one, unreadMessages: 4, lastMessage: message(9) }));
  await list(world);
  expect(store.get('aa')).toMatchObject({ unreadMessages: 1, lastMessage: { id: 9 } });
});

it('a conversation that is gone does not come back with the answer to an action', async () => {
  const world = setUp();
  await list(world);
  const { server, source, store, act } = world;
  void act('aa', { kind: 'mark-read' });
  server.handle(0, 'agree');
  server.rooms.delete('aa');
  source.expire();
  await list(world);
  expect(store.has('aa')).toBe(false);
  server.answerArrives(0);
  await settle();
  expect(store.has('aa')).toBe(false);
});

it('the list after a refusal is a full one, even if another list was under way', async () => {
  const world = setUp();
  await list(world);
  const { server, store, act, follow } = world;
  const underWay = follow();
  server.answerList();
  server.rooms.delete('aa');
  void act('aa', { kind: 'mark-read' });
  server.handle(0, 'refuse');
  server.answerArrives(0);
  await settle();
  server.listArrives();
  await underWay;
  expect(world.isOwed()).toBe(true);
  await list(world);
  expect(store.has('aa')).toBe(false);
});

/** The events that happen in a random order. `pick` chooses among the pending ones. */
const step = fc.record({
  what: fc.constantFrom(
    'message',
    'read',
    'level',
    'vanish',
    'act',
    'handle',
    'answer',
    'ask',
    'answerList',
    'listArrives',
  ),
  token: fc.constantFrom(...TOKENS),
  pick: fc.nat(20),
  outcome: fc.constantFrom(
    'agree' as const,
    'agree-silently' as const,
    'refuse' as const,
    'fail' as const,
    'lose' as const,
  ),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** @param agreed the conversations in which the server has carried out an action */
function happen(world: World, { what, token, pick, outcome }: Step, agreed: Set<string>): void {
  const { server, act, follow } = world;
  if (what === 'message') {
    server.change(token, (one) => {
      const id = Number(one.lastMessage?.id ?? 0) + 1;
      return { ...one, unreadMessages: one.unreadMessages + 1, lastMessage: message(id) };
    });
  } else if (what === 'read') {
    server.change(token, (one) => ({ ...one, unreadMessages: 0, lastReadMessage: one.lastMessage?.id ?? 0 }));
  } else if (what === 'level') server.change(token, (one) => ({ ...one, notificationLevel: 1 + (pick % 3) }));
  else if (what === 'vanish') server.rooms.delete(token);
  else if (what === 'act') void act(token, ACTIONS[pick % ACTIONS.length] ?? { kind: 'mark-read' });
  else if (what === 'handle') {
    if (!['refuse', 'fail'].includes(outcome)) for (const one of TOKENS) if (server.waiting(one)) agreed.add(one);
    server.handle(pick, outcome);
  } else if (what === 'answer') server.answerArrives(pick);
  else if (what === 'ask') void follow();
  else server[what]();
}

/** Answers everything under way, and fetches the lists that are due. */
async function calm(world: World): Promise<void> {
  const { server } = world;
  for (let turn = 0; server.left() > 0 && turn < 200; turn += 1) {
    server.handle(0, 'agree');
    server.answerArrives(0);
    await settle();
  }
  for (let turn = 0; (turn < 2 || world.isOwed() || world.isBusy()) && turn < 20; turn += 1) await list(world);
  expect(world.isOwed()).toBe(false);
}

it("in any order of actions, answers, refusals, losses and lists, the app finally shows the server's state", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 60 }), async (steps) => {
      const world = setUp();
      await list(world);
      const { server, store } = world;
      const agreed = new Set<string>();
      for (const one of steps) {
        happen(world, one, agreed);
        await settle();
        for (const token of TOKENS) {
          const shown = store.get(token);
          if (!shown || agreed.has(token) || server.waiting(token) > 0) continue;
          // The server did nothing, so no trace of the actions may be left.
          expect(shown).toMatchObject({ isFavorite: false, isArchived: false });
          expect(shown.unreadMessages).toBe(Number(shown.lastMessage?.id ?? 0) - Number(shown.lastReadMessage));
        }
      }
      await calm(world);
      for (const [token, room] of server.rooms) expect(store.get(token)).toEqual(room);
    }),
    { numRuns: 300 },
  );
});

import { expect, it } from 'vitest';
import { group, nextcloud, ports, refresh, signIn, talkmelder } from '../fakes/pc.ts';
import {
  asked,
  eventually,
  expectRang,
  LIST,
  other,
  polls,
  readAll,
  row,
  shown,
  textsIn,
  useStationPc,
  write,
} from './station-pc.ts';

useStationPc();

const MOST = 5_000;

/** Returns one of very many conversations as a server sends it. */
const many = (index: number, more: object = {}) => ({
  token: `many${index}`,
  type: 2,
  displayName: `Gruppe ${index}`,
  unreadMessages: 0,
  unreadMention: false,
  lastReadMessage: 0,
  lastActivity: 1_000_000 + index,
  isFavorite: false,
  notificationLevel: 2,
  hasCall: false,
  callStartTime: 0,
  actorType: 'users',
  actorId: 'alice',
  lastMessage: { id: 1, actorType: 'users', actorId: 'bob', actorDisplayName: 'Bob', timestamp: 1, message: 'alt' },
  ...more,
});

/** Adds `count` conversations to each full list. @param more fields of the oldest conversations */
function flood(count: number, more: readonly object[] = []): void {
  const all = Array.from({ length: count }, (_, index) => many(index, more[index]));
  nextcloud.control.alter(LIST, (rooms) => {
    const isWhole = nextcloud.control.requests.at(-1)?.query.has('modifiedSince') === false;
    return isWhole && Array.isArray(rooms) ? [...all, ...rooms] : rooms;
  });
}

const tokens = (): string[] => (shown().conversations ?? []).map(({ token }) => token.split('.')[0] ?? '');
const talk = async () => (await talkmelder.runDoctor()).findings.find(({ id }) => id === 'talk');

it('keeps and shows 5,000 of 40,000 conversations, and window and doctor say so', async () => {
  readAll();
  flood(40_000);
  await signIn();
  const { conversations, archived, beyond } = shown();
  const held = (conversations ?? []).length + archived.length;
  expect(held).toBeGreaterThan(MOST - 10);
  expect(held).toBeLessThanOrEqual(MOST);
  expect(beyond).toBeGreaterThan(35_000);
  // The most recently active conversations are kept, and the station's own.
  expect(tokens()).toEqual(expect.arrayContaining([group, 'many39999', 'many36000']));
  expect(tokens()).not.toContain('many30000');
  expect(ports.notifier.asked).toEqual([]);
  expect(await talk()).toMatchObject({ status: 'warning', message: 'doctor.talk.beyond', values: { count: beyond } });
});

it('keeps favourites, mentions and unread conversations, and archived ones only if there is room', async () => {
  flood(20_000, [
    { isFavorite: true },
    { unreadMention: true, unreadMessages: 1 },
    { unreadMessages: 1 },
    { isImportant: true },
    { isArchived: true },
    { isArchived: true, unreadMention: true, unreadMessages: 2 },
    { unreadMessages: 'many' },
  ]);
  await signIn();
  const held = tokens();
  for (const index of [0, 1, 2, 3, 5, 6]) expect(held).toContain(`many${index}`);
  expect(held).not.toContain('many4');
  expect(held).not.toContain('many7');
  expect(shown().archived.map(({ token }) => token)).not.toContain(expect.stringMatching(/^many4\./));
});

it('a message brings in a conversation that was not kept, and rings, whatever strangers have written', async () => {
  const station = other();
  // Strangers mention the user in more conversations than the app keeps, long after the last message in the station's.
  flood(
    8_000,
    Array.from({ length: 8_000 }, () => ({ unreadMention: true, unreadMessages: 1, lastActivity: 1_900_000_000 })),
  );
  await signIn();
  expect(row(station)).toBeUndefined();
  nextcloud.control.setClockSkew(10 * 365 * 86_400_000);
  write(station, 'Einsatz');
  await expectRang(station, ['Einsatz']);
  expect(row(station)).toMatchObject({ unread: 1 });
  expect((shown().conversations ?? []).length).toBeLessThanOrEqual(MOST);
  await polls(1);
  expect(textsIn(station)).toEqual(['Einsatz']);
});

it('drops the hint when there are fewer conversations again', async () => {
  flood(6_000);
  await signIn();
  expect(shown().beyond).toBeGreaterThan(1_000);
  nextcloud.control.alter(LIST, (rooms) =>
    Array.isArray(rooms) ? rooms.filter(({ token }) => !token.startsWith('many')) : rooms,
  );
  talkmelder.suspend();
  talkmelder.resume();
  await eventually(() => shown().beyond).toBe(0);
  expect(await talk()).toMatchObject({ status: 'ok' });
});

it('an unchanged list redraws no row', async () => {
  await signIn();
  const before = shown().conversations;
  const lists = asked(LIST);
  await refresh();
  talkmelder.suspend();
  talkmelder.resume();
  await eventually(() => asked(LIST) > lists).toBe(true);
  expect(shown().conversations).toEqual(before);
});

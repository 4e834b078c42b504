/** The embedded server reports calls in the recorded words and with the recorded names. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type OcsClient, ocsClient } from './ocs-client.ts';
import { type Nextcloud, startNextcloud } from './server.ts';

interface Told {
  systemMessage: string;
  message: string;
  messageParameters: Record<string, { id: string }>;
  actorId: string;
  silent?: boolean;
}

/** Sorted by their ids, as Talk sorts them. */
const PEOPLE = ['adam', 'alice', 'bob', 'carla', 'dave', 'erwin', 'frieda'];

let now = Date.parse('2026-11-29T12:00:00Z');
let nextcloud: Nextcloud;
let group: string;
let direct: string;

beforeEach(async () => {
  nextcloud = await startNextcloud({ now: () => now, language: 'de' });
  const { control } = nextcloud;
  for (const id of PEOPLE) control.addUser({ id, displayName: id, password: id });
  group = control.addRoom({ type: 'group', name: 'Wache', members: ['bob', ...PEOPLE.filter((id) => id !== 'bob')] });
  direct = control.addRoom({ type: 'one-to-one', members: ['bob', 'alice'] });
  for (const id of PEOPLE) await ocsOf(id)('DELETE', '/apps/notifications/api/v2/notifications');
});
afterEach(() => nextcloud.close());

const ocsOf = (id: string): OcsClient => ocsClient(nextcloud, id, id);

/** Returns the messages that one user reads, newest first. */
const chat = async (id: string, token: string): Promise<Told[]> =>
  (await ocsOf(id)('GET', `/apps/spreed/api/v1/chat/${token}?lookIntoFuture=0&setReadMarker=0`)).data as Told[];

const room = async (token: string) =>
  (await ocsOf('alice')('GET', `/apps/spreed/api/v4/room/${token}`)).data as {
    hasCall: boolean;
    participantFlags: number;
    lastMessage: Told;
  };

const notified = async (id: string): Promise<string[]> => {
  const { data } = await ocsOf(id)('GET', '/apps/notifications/api/v2/notifications');
  return (data as { object_type: string; subject: string }[]).map(
    ({ object_type, subject }) => `${object_type}: ${subject}`,
  );
};

/** Runs a call that Bob starts and that ends after three seconds. */
function call(token: string, others: readonly string[]): void {
  const { control } = nextcloud;
  control.startCall('bob', token);
  for (const id of others) control.joinCall(id, token);
  now += 3_000;
  control.endCall(token);
}

describe('a call that has ended', () => {
  it.each([
    [['bob'], 'Anruf mit {user1} beendet (Dauer 0:03)'],
    [['bob', 'frieda'], 'Anruf mit {user1} und {user2} wurde beendet (Dauer 0:03)'],
    [
      ['adam', 'alice', 'bob', 'carla', 'dave'],
      'Anruf mit {user1}, {user2}, {user3}, {user4} und {user5} wurde beendet (Dauer 0:03)',
    ],
    [
      ['adam', 'alice', 'bob', 'carla', 'erwin', 'frieda'],
      'Anruf mit {user1}, {user2}, {user3}, {user4} und 2 weitere wurde beendet (Dauer 0:03)',
    ],
    [PEOPLE, 'Anruf mit {user1}, {user2}, {user3}, {user4} und 3 weitere wurde beendet (Dauer 0:03)'],
  ])('names up to five people, and four if there were more: %s', async (people, text) => {
    call(
      group,
      people.filter((id) => id !== 'bob'),
    );
    const [end] = await chat('alice', group);
    expect(end).toMatchObject({ systemMessage: 'call_ended', actorId: 'bob', message: text });
    const names = people.slice(0, people.length > 5 ? 4 : 5).map((id, index) => [`user${index + 1}`, id]);
    const told = Object.entries(end?.messageParameters ?? {}).map(([key, { id }]) => [key, id]);
    expect(told).toEqual([['actor', 'bob'], ...names]);
  });

  it('names only its actor in a one-to-one conversation', async () => {
    call(direct, ['alice']);
    const [end] = await chat('alice', direct);
    expect(end).toMatchObject({ systemMessage: 'call_ended', message: 'Anruf beendet (Dauer 0:03)' });
    expect(Object.keys(end?.messageParameters ?? {})).toEqual(['actor']);
  });

  it('counts as missed, or as tried, without an answer in a one-to-one conversation', async () => {
    call(direct, []);
    expect((await chat('alice', direct))[0]).toMatchObject({ systemMessage: 'call_missed', actorId: 'bob' });
    expect((await chat('bob', direct))[0]).toMatchObject({
      systemMessage: 'call_tried',
      actorId: 'bob',
      message: 'Unbeantworteter Anruf',
      messageParameters: { user: { id: 'alice' } },
    });
  });

  it('ends when the last one leaves it', async () => {
    const { control } = nextcloud;
    control.startCall('bob', group);
    control.joinCall('carla', group);
    control.leaveCall('bob', group);
    expect((await room(group)).hasCall).toBe(true);
    control.leaveCall('carla', group);
    expect((await room(group)).hasCall).toBe(false);
    expect((await chat('alice', group))[0]).toMatchObject({ systemMessage: 'call_ended', actorId: 'carla' });
    expect(() => control.joinCall('alice', group)).toThrow('cannot join');
    expect(() => control.leaveCall('bob', group)).toThrow('is in no call');
  });
});

it('the list shows the newest message during a call, and does not name the people in it', async () => {
  const { control } = nextcloud;
  control.startCall('bob', group);
  expect((await room(group)).lastMessage.systemMessage).toBe('call_started');
  control.joinCall('alice', group);
  expect(await room(group)).toMatchObject({
    hasCall: true,
    participantFlags: 0,
    lastMessage: { systemMessage: 'call_joined', actorId: 'alice', message: 'Du bist dem Anruf beigetreten' },
  });
  control.leaveCall('alice', group);
  expect((await room(group)).lastMessage).toMatchObject({ systemMessage: 'call_left', actorId: 'alice' });
});

describe('a call notifies', () => {
  it('all members whose calls ring, whatever their level', async () => {
    const { control } = nextcloud;
    control.setLevel('alice', group, 3);
    control.configure('carla', group, { notifyCalls: 0 });
    control.startCall('bob', group);
    expect(await notified('alice')).toEqual(['call: Ein Gruppenanruf wurde in Wache gestartet']);
    expect(await notified('carla')).toEqual([]);
    expect(await notified('bob')).toEqual([]);
  });

  it('no member if it is silent, and says so', async () => {
    nextcloud.control.startCall('bob', group, { silent: true });
    expect((await room(group)).lastMessage).toMatchObject({
      systemMessage: 'call_started',
      silent: true,
      message: '{actor} hat einen stillen Anruf gestartet',
    });
    nextcloud.control.endCall(group);
    expect(await notified('alice')).toEqual([]);
    expect((await chat('alice', group))[0]?.silent).toBeUndefined();
  });

  it('members no longer when they join, and tells the others later that they missed it', async () => {
    nextcloud.control.startCall('bob', group);
    nextcloud.control.joinCall('alice', group);
    expect(await notified('alice')).toEqual([]);
    nextcloud.control.endCall(group);
    expect(await notified('alice')).toEqual([]);
    expect(await notified('carla')).toEqual(['call: Du hast einen Gruppenanruf in Wache verpasst']);
  });
});

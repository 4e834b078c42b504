import { beforeEach, describe, expect, it } from 'vitest';
import { createFakeCallBell, type FakeCallBell } from '../../../test/fakes/call-bell.ts';
import { createFakeClock } from '../../../test/fakes/clock.ts';
import { message, room } from '../../../test/fakes/rooms.ts';
import { words } from '../i18n/index.ts';
import { ROOM_TYPES, UNKNOWN_START } from '../nextcloud/room.ts';
import type { Message, Room } from '../nextcloud/schemas.ts';
import type { NotifyRules } from '../settings/preferences.ts';
import { createIncomingCalls, type IncomingCalls, RINGS_MS, ringsOnCard } from './incoming-calls.ts';
import { AS_IN_TALK } from './notify-rules.ts';

const KEY = '0f3a9c21b4d7';

let clock: ReturnType<typeof createFakeClock>;
let bell: FakeCallBell;
let calls: IncomingCalls;
let rules: NotifyRules;
let settings: { ringCalls: boolean; ringGroupCalls: boolean };
let alarmSounds: boolean;
let unanswered: string[];

beforeEach(() => {
  clock = createFakeClock();
  bell = createFakeCallBell();
  bell.works = true;
  rules = AS_IN_TALK;
  settings = { ringCalls: true, ringGroupCalls: true };
  alarmSounds = false;
  unanswered = [];
  calls = createIncomingCalls({
    clock,
    bell,
    say: words('de'),
    language: () => 'de',
    settings: () => settings,
    rules: () => rules,
    alarmSounds: () => alarmSounds,
  });
});

const started = (token: string, overrides: Partial<Room> = {}, last: Partial<Message> = {}): Room =>
  room(token, {
    hasCall: true,
    callStartTime: 500,
    lastMessage: message(11, { systemMessage: 'call_started', messageType: 'system', ...last }),
    ...overrides,
  });
const ofTwo = (token: string, name: string): Room => started(token, { type: ROOM_TYPES.oneToOne, displayName: name });
const account = (label: string | null = null) => calls.of({ key: KEY, label: () => label });
const ring = (one: Room): void => account().ring(one, () => void unanswered.push(one.token));

describe('which calls ring with the card', () => {
  const both = { ringCalls: true, ringGroupCalls: true };
  const ofTwoOnly = { ringCalls: true, ringGroupCalls: false };
  it.each([
    ['a call of two, by default', ofTwo('a', 'Bob'), ofTwoOnly, 500, true],
    ['a group call, by default', started('a'), ofTwoOnly, 500, false],
    ['a group call, if the user wants that', started('a'), both, 500, true],
    ['no call, if the user wants none', ofTwo('a', 'Bob'), { ringCalls: false, ringGroupCalls: true }, 500, false],
    ['one that is two minutes old', ofTwo('a', 'Bob'), both, 620, true],
    ['none that is older: its caller no longer waits', ofTwo('a', 'Bob'), both, 621, false],
    ['one of unknown age', { ...ofTwo('a', 'Bob'), callStartTime: UNKNOWN_START }, both, 900_000, true],
  ])('%s', (_name, one, wanted, now, expected) => {
    expect(ringsOnCard(one, wanted, now)).toBe(expected);
  });

  it('none where the desktop allows no card', () => {
    expect(account().takes(ofTwo('a', 'Bob'), 500)).toBe(true);
    bell.works = false;
    expect(account().takes(ofTwo('a', 'Bob'), 500)).toBe(false);
  });
});

describe('the card', () => {
  it('names the caller of two, and conversation and caller of a group', () => {
    ring(ofTwo('a', 'Bob Böhm'));
    ring(started('b', { displayName: 'Einsatzgruppe 1' }));
    expect(bell.card()).toEqual({
      language: 'de',
      sounds: true,
      calls: [
        {
          id: `b.${KEY}/500`,
          token: `b.${KEY}`,
          conversation: 'Einsatzgruppe 1',
          caller: 'Bob Böhm',
          group: true,
          account: null,
          picture: null,
        },
        {
          id: `a.${KEY}/500`,
          token: `a.${KEY}`,
          conversation: 'Bob Böhm',
          caller: null,
          group: false,
          account: null,
          picture: 'a1',
        },
      ],
    });
  });

  it('marks strangers, cuts long names, and names no caller once another person has spoken or joined', () => {
    ring(
      started('a', { displayName: 'x'.repeat(5_000) }, { actorType: 'guests', actorDisplayName: 'y'.repeat(5_000) }),
    );
    ring(started('b', {}, { systemMessage: 'call_joined' }));
    ring(started('c', {}, { actorType: 'guests', actorDisplayName: 'Du' }));
    const [c, b, a] = bell.card()?.calls ?? [];
    expect([c?.caller, b?.caller]).toEqual(['Gast', null]);
    expect(a?.conversation?.length).toBeLessThanOrEqual(120);
    expect(a?.caller?.length).toBeLessThanOrEqual(120);
  });

  it('shows no name, caller or picture while strangers may read the screen', () => {
    rules = { ...AS_IN_TALK, textFree: true };
    ring(started('a', { isCustomAvatar: true }));
    expect(bell.card()?.calls).toMatchObject([{ conversation: null, caller: null, picture: null }]);
    rules = AS_IN_TALK;
    calls.tellAnew();
    expect(bell.names()).toEqual(['Gruppe a']);
  });

  it('names the account where there are several', () => {
    account('Wache 2').ring(ofTwo('a', 'Bob'), () => {});
    expect(bell.card()?.calls[0]?.account).toBe('Wache 2');
  });
});

describe('the tone', () => {
  it.each([
    ['the sound is off', { sound: false }],
    ['of a pause or quiet hours', { paused: true }],
    ['nothing should ring', { notify: 'off' as const }],
  ])('is silent while %s, and the card stays', (_name, changed) => {
    ring(ofTwo('a', 'Bob'));
    expect(bell.sounds()).toBe(true);
    rules = { ...AS_IN_TALK, ...changed };
    calls.tellAnew();
    expect([bell.names(), bell.sounds()]).toEqual([['Bob'], false]);
  });

  it('is silent while an alarm makes its sound', () => {
    alarmSounds = true;
    ring(ofTwo('a', 'Bob'));
    expect(bell.sounds()).toBe(false);
    alarmSounds = false;
    calls.tellAnew();
    expect(bell.sounds()).toBe(true);
  });
});

describe('a call ends', () => {
  it('when it is answered elsewhere or over, without a word', () => {
    ring(ofTwo('a', 'Bob'));
    ring(ofTwo('b', 'Carla'));
    account().end('a');
    expect(bell.names()).toEqual(['Carla']);
    account().end('b');
    expect([bell.card(), unanswered]).toEqual([null, []]);
  });

  it('when the user joins or ignores it; the answer names the conversation to join, once', () => {
    ring(ofTwo('a', 'Bob'));
    ring(ofTwo('b', 'Carla'));
    expect(calls.answer(`a.${KEY}/500`, 'join')).toBe(`a.${KEY}`);
    expect(calls.answer(`a.${KEY}/500`, 'join')).toBeNull();
    expect(calls.answer(`b.${KEY}/500`, 'ignore')).toBeNull();
    expect([bell.card(), unanswered]).toEqual([null, []]);
  });

  it('after its time, each by itself, and says that it was not answered', async () => {
    ring(ofTwo('a', 'Bob'));
    await clock.advance(10_000);
    ring(ofTwo('b', 'Carla'));
    await clock.advance(RINGS_MS - 10_000);
    expect([bell.names(), unanswered]).toEqual([['Carla'], ['a']]);
    await clock.advance(10_000);
    expect([bell.card(), unanswered]).toEqual([null, ['a', 'b']]);
  });

  it('when the user no longer wants such calls to ring, or the card fails, or the computer sleeps', () => {
    ring(ofTwo('a', 'Bob'));
    ring(started('b'));
    settings = { ringCalls: true, ringGroupCalls: false };
    calls.tellAnew();
    expect([bell.names(), unanswered]).toEqual([['Bob'], ['b']]);
    calls.giveUp();
    expect([bell.card(), unanswered]).toEqual([null, ['b', 'a']]);
  });

  it('when another one of the same conversation replaces it, which rings its own time', async () => {
    ring(ofTwo('a', 'Bob'));
    await clock.advance(RINGS_MS - 1_000);
    ring({ ...ofTwo('a', 'Bob'), callStartTime: 544 });
    await clock.advance(2_000);
    expect([bell.rang, bell.names(), unanswered]).toEqual([[`a.${KEY}/500`, `a.${KEY}/544`], ['Bob'], []]);
  });

  it('with the app, for good', async () => {
    ring(ofTwo('a', 'Bob'));
    calls.stop();
    ring(ofTwo('b', 'Carla'));
    await clock.advance(RINGS_MS);
    expect([bell.card(), unanswered]).toEqual([null, []]);
    expect(account().takes(ofTwo('b', 'Carla'), 500)).toBe(false);
  });
});

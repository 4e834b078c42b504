import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { message, room } from '../../../test/fakes/rooms.ts';
import { readMessage } from './message.ts';
import { readRoom, UNKNOWN_START, withLastGood } from './room.ts';
import { Capabilities } from './schemas.ts';

const read = (patch: object) => readRoom({ ...room('tok'), ...patch });

describe('a conversation', () => {
  it('without errors is read unchanged, with an empty list of odd fields', () => {
    const sent = room('tok', { unreadMessages: 3, lastMessage: message(7), hasCall: true, callStartTime: 5 });
    expect(readRoom(sent)).toEqual(sent);
    expect(readRoom(sent)).not.toHaveProperty('odd');
  });

  it.each<[object, object]>([
    [{ unreadMessages: '3' }, { unreadMessages: 3 }],
    [{ unreadMessages: 2.9 }, { unreadMessages: 2 }],
    [
      { unreadMention: 1, isFavorite: '0', isArchived: 'true' },
      { unreadMention: true, isFavorite: false, isArchived: true },
    ],
    [{ displayName: 112 }, { displayName: '112' }],
    [{ notificationLevel: '2' }, { notificationLevel: 2 }],
  ])('%j can be read', (patch, expected) => {
    expect(read(patch)).toMatchObject(expected);
    expect(read(patch)).not.toHaveProperty('odd');
  });

  it.each<[object, object]>([
    [{ unreadMessages: -1 }, { unreadMessages: 0, odd: ['unreadMessages'] }],
    [{ unreadMessages: 2 ** 60 }, { unreadMessages: 1_000_000, odd: ['unreadMessages'] }],
    [
      { lastActivity: null, lastMessage: message(7) },
      { lastActivity: 1_800_000_007, odd: ['lastActivity'] },
    ],
    [{ notificationCalls: null }, { notificationCalls: 1, odd: ['notificationCalls'] }],
    [{ notificationLevel: [] }, { notificationLevel: 1, odd: ['notificationLevel'] }],
    [{ isSensitive: {} }, { isSensitive: true, odd: ['isSensitive'] }],
    [
      { hasCall: true, callStartTime: null },
      { callStartTime: UNKNOWN_START, odd: ['callStartTime'] },
    ],
    [{ lastMessage: { ...message(7), timestamp: -1 } }, { odd: ['lastMessage.timestamp'] }],
  ])('%j is replaced by a safe value and noted', (patch, expected) => expect(read(patch)).toMatchObject(expected));

  it.each<[unknown, object]>([
    [undefined, { attributes: 0, isSensitive: false, isImportant: false }],
    [4, { isSensitive: true, isImportant: false }],
    ['20', { isSensitive: true, isImportant: true }],
    [11, { attributes: 11, isSensitive: false, isImportant: false }],
  ])('with the attributes %j is sensitive or important accordingly', (attributes, expected) => {
    expect(read({ attributes })).toMatchObject(expected);
    expect(read({ attributes })).not.toHaveProperty('odd');
  });

  it.each([-1, 'many', null, 2 ** 40, 1.5e300])(
    'stays as classified as before with the attributes %j',
    (attributes) => {
      const known = read({ attributes: 21 });
      const odd = read({ attributes });
      expect(odd?.odd).toContain('attributes');
      expect(odd?.attributes).toBe(0);
      expect(withLastGood(odd ?? room('tok'), known ?? undefined)).toMatchObject({
        isSensitive: true,
        isImportant: true,
      });
    },
  );

  it('keeps the known value of an unreadable field, but no older time and no ended call', () => {
    const known = room('tok', { displayName: 'Zug 1', unreadMessages: 4, callStartTime: 100, hasCall: false });
    const odd = read({
      displayName: null,
      unreadMessages: -1,
      lastActivity: null,
      lastMessage: message(9),
      hasCall: true,
      callStartTime: 'x',
    });
    expect(odd && withLastGood(odd, known)).toMatchObject({
      displayName: 'Zug 1',
      unreadMessages: 4,
      lastActivity: 1_800_000_009,
      callStartTime: UNKNOWN_START,
    });
    expect(odd && withLastGood(odd, { ...known, hasCall: true })).toMatchObject({ callStartTime: 100 });
    expect(odd && withLastGood(odd, undefined)).toBe(odd);
  });

  it('is read to the types that the app relies on, or left out, whatever it contains', () => {
    const json = fc.jsonValue({ maxDepth: 3 });
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(room('tok')), 'lastMessage', 'status'), json, (key, value) => {
        const found = read({ [key]: value });
        expect(found !== null || key === 'token').toBe(true);
        if (found === null) return;
        for (const name of ['unreadMessages', 'lastActivity', 'callStartTime', 'lastReadMessage', 'type'] as const)
          expect(Number.isSafeInteger(found[name])).toBe(true);
        expect(found.unreadMessages).toBeGreaterThanOrEqual(0);
        for (const name of ['displayName', 'actorId', 'avatarVersion'] as const)
          expect(typeof found[name]).toBe('string');
        for (const name of ['unreadMention', 'hasCall', 'isArchived'] as const)
          expect(typeof found[name]).toBe('boolean');
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('a message', () => {
  it.each([null, undefined, 'x', [], {}, { ...message(7), id: 0 }, { ...message(7), id: 1.5 }])(
    'is invalid without a readable id: %j',
    (value) => expect(readMessage(value)).toBeNull(),
  );

  it('reads an id from a text', () => expect(readMessage({ ...message(7), id: '7' })?.message.id).toBe(7));

  it('is read whatever it contains, as long as it has an id', () => {
    const keys = Object.keys(message(7)).filter((key) => key !== 'id');
    fc.assert(
      fc.property(fc.constantFrom(...keys, 'silent', 'parent', 'referenceId'), fc.jsonValue(), (key, value) => {
        const found = readMessage({ ...message(7), [key]: value })?.message;
        expect(found?.id).toBe(7);
        expect(found && typeof found.message + typeof found.actorDisplayName).toBe('stringstring');
        expect(Object.values(found?.messageParameters ?? {}).every((one) => typeof one === 'object')).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it('does not inherit from a stranger’s key', () => {
    const found = readMessage({
      ...message(7),
      messageParameters: JSON.parse('{"__proto__":{"type":"user","id":"x"}}'),
    });
    expect(Object.getPrototypeOf(found?.message.messageParameters)).toBe(Object.prototype);
    expect(({} as { type?: string }).type).toBeUndefined();
  });
});

it('capabilities are read whatever one value in them is; only a record of Talk’s means that Talk is there', () => {
  const good = { spreed: { features: ['a'], version: '22.0.2', config: {} }, theming: { color: '#aa1122' }, core: {} };
  fc.assert(
    fc.property(fc.constantFrom('spreed', 'theming', 'core', 'notify_push'), fc.jsonValue(), (key, value) => {
      const { capabilities } = v.parse(Capabilities, { version: value, capabilities: { ...good, [key]: value } });
      const isRecord = typeof value === 'object' && value !== null && !Array.isArray(value);
      expect(capabilities.spreed !== undefined).toBe(key !== 'spreed' || isRecord);
    }),
  );
  expect(v.parse(Capabilities, { version: {}, capabilities: null }).readable).toBe(false);
});

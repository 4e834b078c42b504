import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { message, room } from '../../../test/fakes/rooms.ts';
import type { AlarmRule } from '../model/alarm.ts';
import type { Message } from '../nextcloud/schemas.ts';
import { isAlarm } from './what-is-alarm.ts';

const self = room('tok');
const rings = (overrides: Partial<Message> = {}, rule: Partial<AlarmRule> = {}): boolean =>
  isAlarm(message(1, overrides), { keywords: [], senders: [], ...rule }, self);
const says = (text: string, keyword: string): boolean => rings({ message: text }, { keywords: [keyword] });

it('without a rule, each message of another member or of a bot is an alarm', () => {
  expect(rings()).toBe(true);
  expect(rings({ actorType: 'bots', actorId: 'bot-1' })).toBe(true);
});

it.each<[string, Partial<Message>]>([
  ['own', { actorId: 'alice' }],
  ['system', { messageType: 'system', systemMessage: 'user_added' }],
  ['silent', { silent: true }],
  ['deleted', { messageType: 'comment_deleted' }],
])('%s messages are never alarms, whatever the rule says', (_what, overrides) => {
  expect(rings(overrides)).toBe(false);
  const listed = `users/${overrides.actorId ?? 'bob'}`;
  expect(rings(overrides, { senders: [listed], keywords: ['Nachricht'] })).toBe(false);
});

describe('keywords', () => {
  it.each([
    ['EINSATZ: Wohnungsbrand', 'einsatz'],
    ['Einsatz!', 'EINSATZ'],
    ['**Einsatz** in der Hauptstraße', 'Einsatz'],
    ['_Einsatz_', 'Einsatz'],
    ['Probe-Einsatz', 'Einsatz'],
    ['Großbrand', 'GROSSBRAND'],
    ['GROẞBRAND', 'Großbrand'],
    ['Uebung', 'Übung'],
    ['U\u0308bung', 'Übung'],
    ['ÜBUNG', 'uebung'],
    ['Ubung', 'Übung'],
    ['Oelspur in Übach', 'Ölspur in Uebach'],
    ['B3 Person in Gefahr', 'b 3'],
    ['B 3 Person', 'B3'],
    ['B-3-Person', 'B3'],
    ['Einsatz\nfür\u00a0Wache 1', 'einsatz fuer wache 1'],
    ['Ein\u00adsatz', 'Einsatz'],
    ['Ein\u200bsatz', 'Einsatz'],
    ['🚨 Wache 1', '🚨'],
    ['+++ Wache 1 +++', '+++'],
    ['🚨 Einsatz', 'Einsatz 🚨'],
  ])('%j has %j', (text, keyword) => {
    expect(says(text, keyword)).toBe(true);
  });

  it.each([
    ['Einsatzgruppe', 'Einsatz'],
    ['Probeeinsatz', 'Einsatz'],
    ['B30 gesperrt', 'B3'],
    ['AB3', 'B3'],
    ['B3Y', 'B3'],
    ['Person in der Gefahr', 'Person in Gefahr'],
    ['{file}', 'file'],
    ['🔥', '🚨'],
  ])('%j does not have %j', (text, keyword) => {
    const messageParameters = { file: { type: 'file', id: '1', name: 'Plan.pdf' } };
    expect(rings({ message: text, messageParameters }, { keywords: [keyword] })).toBe(false);
  });

  it('are found in the names of mentioned people and files', () => {
    const messageParameters = { file: { type: 'file', id: '1', name: 'Einsatz.pdf' } };
    expect(rings({ message: '{file}', messageParameters }, { keywords: ['Einsatz'] })).toBe(true);
  });

  it('one of several is enough', () => {
    expect(rings({ message: 'Vollalarm' }, { keywords: ['Einsatz', 'Vollalarm'] })).toBe(true);
  });

  it('are always found as they stand between other words', () => {
    const word = fc.constantFrom('Öl', 'Straße', 'B3', 'Einsatz', 'H1 Y', 'Wache-2');
    const around = fc.constantFrom('', ' ', '.', ' x ', '\n', '“', '(', '🚒', 'zz, ');
    fc.assert(
      fc.property(around, word, around, (before, keyword, after) => {
        expect(says(`${before}${keyword}${/^[\p{L}]/u.test(after) ? ` ${after}` : after}`, keyword)).toBe(true);
        expect(says(`${before}${keyword.toUpperCase()} ${after}`, keyword)).toBe(true);
        expect(says(`${before}x${keyword}`, keyword)).toBe(false);
      }),
    );
  });

  it('of which nothing is left narrow nothing, and a text that could not be read counts', () => {
    expect(says('Hallo', '’')).toBe(true);
    expect(says('', 'Einsatz')).toBe(true);
  });
});

describe('senders', () => {
  const from = (actorType: string, actorId: string, ...senders: string[]): boolean =>
    rings({ actorType, actorId }, { senders });

  it.each([
    ['users', 'max', 'users/max'],
    ['users', 'Max', 'users/max'],
    ['users', 'max', 'max'],
    ['bots', 'bot-1f2e', 'bots/bot-1f2e'],
    ['federated_users', 'max@cloud.example.org', 'federated_users/max@cloud.example.org'],
    ['federated_users', 'max@cloud.example.org', 'federated_users/max@https://cloud.example.org/'],
    ['federated_users', 'max@cloud.example.org', 'max@cloud.example.org'],
    ['guests', '0a1b', 'guests/0a1b'],
    ['emails', 'max@example.org', 'emails/max@example.org'],
  ])('%s %s is listed as %s', (type, id, sender) => {
    expect(from(type, id, 'users/erika', sender)).toBe(true);
    expect(from(type, `${id}x`, sender)).toBe(false);
  });

  it('people with the same id elsewhere are not listed', () => {
    expect(from('federated_users', 'max', 'users/max')).toBe(false);
    expect(from('federated_users', 'max@evil.example', 'users/max')).toBe(false);
    expect(from('guests', 'max', 'max')).toBe(false);
    expect(from('emails', 'max', 'max')).toBe(false);
    expect(from('users', 'max', 'federated_users/max')).toBe(false);
  });

  it.each(['guests', 'emails', 'federated_users'])('%s raise an alarm only when they are listed', (type) => {
    expect(from(type, 'max@example.org')).toBe(false);
    expect(from(type, '')).toBe(false);
    expect(from(type, 'max@example.org', `${type}/max@example.org`)).toBe(true);
  });

  it('an author who could not be read counts as listed, and a deleted account does not', () => {
    expect(from('', '', 'users/max')).toBe(true);
    expect(from('users', '', 'users/max')).toBe(true);
    expect(from('deleted_users', '', 'users/max')).toBe(false);
    expect(from('deleted_users', '')).toBe(true);
  });

  it('narrow together with keywords', () => {
    const rule = { senders: ['users/bob'], keywords: ['Einsatz'] };
    expect(rings({ message: 'Einsatz' }, rule)).toBe(true);
    expect(rings({ message: 'Hallo' }, rule)).toBe(false);
    expect(rings({ message: 'Einsatz', actorId: 'erika' }, rule)).toBe(false);
  });
});

import { describe, expect, it } from 'vitest';
import { room } from '../../../test/fakes/rooms.ts';
import { createFakeSettings } from '../../../test/fakes/stores.ts';
import type { PolicyAlarm } from '../settings/read-policy.ts';
import { createDeclarations } from './declarations.ts';

const ID = 'alice@cloud.example.org';
const DOCUMENT = `alarm-conversations/${ID}`;
const EVERYTHING = { keywords: [], senders: [] };
const rule = (...keywords: string[]) => ({ keywords, senders: [] });

const alarm = (conversation: string, over: Partial<PolicyAlarm> = {}): PolicyAlarm => ({
  path: 'alarms.0',
  server: null,
  conversation,
  rule: EVERYTHING,
  locked: false,
  ...over,
});

function start(policy: PolicyAlarm[] = [], settings = createFakeSettings()) {
  const declarations = createDeclarations({ settings, accountId: ID, policy });
  return { declarations, settings, again: (later = policy) => start(later, settings).declarations };
}

describe('what the user declares', () => {
  it('stays after a restart, until the user ends it', () => {
    const { declarations, again } = start();
    expect(declarations.declare('constructor', rule('Einsatz'))).toBe(true);
    expect(declarations.of('constructor')).toEqual({ rule: rule('Einsatz'), locked: false });
    expect(again().of('constructor')).toEqual({ rule: rule('Einsatz'), locked: false });
    declarations.undeclare('constructor');
    expect(declarations.tokens()).toEqual([]);
    expect(again().tokens()).toEqual([]);
  });

  it('is reported as gone when the list no longer has it, and still watched', () => {
    const { declarations } = start();
    declarations.declare('a', EVERYTHING);
    declarations.follow([room('a')]);
    expect(declarations.problems()).toEqual([]);
    declarations.follow([room('b')]);
    expect(declarations.problems()).toEqual([{ kind: 'gone', path: null, conversation: 'a' }]);
    expect(declarations.tokens()).toEqual(['a']);
    declarations.undeclare('a');
    expect(declarations.problems()).toEqual([]);
  });

  it('rings for every message when its rule is damaged on the disk, and other damage is left out', () => {
    const { settings, again } = start();
    settings.write(DOCUMENT, {
      chosen: [['a', { keywords: 'x' }], ['b'], 7, ['c', null], ['d', rule('Einsatz')]],
      bound: 'x',
      levels: [['a', 'loud']],
    });
    const declarations = again();
    expect(declarations.of('a')?.rule).toEqual(EVERYTHING);
    expect(declarations.of('b')?.rule).toEqual(EVERYTHING);
    expect(declarations.of('d')?.rule).toEqual(rule('Einsatz'));
    expect(declarations.tokens()).toEqual(['a', 'b', 'd']);
  });

  it('says so when it cannot be stored, and lasts until the app ends', () => {
    const { declarations, settings } = start();
    settings.write = () => false;
    expect(declarations.declare('a', EVERYTHING)).toBe(false);
    expect(declarations.tokens()).toEqual(['a']);
  });
});

describe('a token in the policy', () => {
  it('counts before the first list', () => {
    expect(start([alarm('tok', { locked: true })]).declarations.of('tok')).toEqual({ rule: EVERYTHING, locked: true });
  });

  it('is reported when no conversation has it', () => {
    const { declarations } = start([alarm('tok')]);
    declarations.follow([room('other')]);
    expect(declarations.problems()).toEqual([{ kind: 'none', path: 'alarms.0', conversation: 'tok' }]);
  });

  it('means that conversation, also when another one bears the token as its name', () => {
    const { declarations } = start([alarm('tok')]);
    declarations.follow([room('x', { displayName: 'tok' }), room('tok')]);
    expect(declarations.tokens()).toEqual(['tok']);
  });
});

describe('a name in the policy', () => {
  const named = (token: string, displayName = 'Alarm Wache 1') => room(token, { displayName });

  it('counts for the only conversation that bears it exactly', () => {
    const { declarations } = start([alarm('Alarm  Wache 1')]);
    expect(declarations.tokens()).toEqual([]);
    declarations.follow([named('a'), named('b', 'Alarm Wache 10'), named('c', 'alarm wache 1')]);
    expect(declarations.tokens()).toEqual(['a']);
    expect(declarations.problems()).toEqual([]);
  });

  it('is reported when no conversation bears it, or several do', () => {
    const { declarations } = start([alarm('Alarm Wache 1')]);
    declarations.follow([]);
    expect(declarations.problems()).toEqual([{ kind: 'none', path: 'alarms.0', conversation: 'Alarm Wache 1' }]);
    declarations.follow([named('a'), named('b')]);
    expect(declarations.problems()).toEqual([{ kind: 'several', path: 'alarms.0', conversation: 'Alarm Wache 1' }]);
    expect(declarations.tokens()).toEqual([]);
  });

  it('is never that of a changelog', () => {
    const { declarations } = start([alarm('Alarm Wache 1')]);
    declarations.follow([{ ...named('log'), type: 4 }, named('a')]);
    expect(declarations.tokens()).toEqual(['a']);
  });

  it('keeps its conversation, also when that is renamed, another one takes the name, or the app restarts', () => {
    const { declarations, again } = start([alarm('Alarm Wache 1')]);
    declarations.follow([named('a')]);
    declarations.follow([named('a', 'Alt'), named('b')]);
    expect(declarations.tokens()).toEqual(['a']);
    const later = again();
    expect(later.tokens()).toEqual(['a']);
    later.follow([named('a', 'Alt'), named('b'), named('c')]);
    expect(later.tokens()).toEqual(['a']);
    expect(later.problems()).toEqual([]);
  });

  it('passes to the only conversation that bears it after the first is gone', () => {
    const { declarations } = start([alarm('Alarm Wache 1')]);
    declarations.follow([named('a')]);
    declarations.follow([]);
    expect(declarations.problems()).toEqual([{ kind: 'gone', path: 'alarms.0', conversation: 'Alarm Wache 1' }]);
    declarations.follow([named('b')]);
    expect(declarations.problems()).toEqual([]);
    // The first one may come back, and must ring then.
    expect(declarations.tokens()).toEqual(['a', 'b']);
  });
});

describe('the policy and the user', () => {
  it('what the policy does not lock, the user changes or ends', () => {
    const { declarations, again } = start([alarm('tok')]);
    declarations.declare('tok', rule('Einsatz'));
    expect(declarations.of('tok')).toEqual({ rule: rule('Einsatz'), locked: false });
    declarations.undeclare('tok');
    expect(declarations.of('tok')).toBeNull();
    declarations.follow([room('other')]);
    expect(declarations.problems()).toEqual([]);
    expect(again().of('tok')).toBeNull();
    // Locked later, it counts again.
    expect(again([alarm('tok', { locked: true })]).of('tok')).toEqual({ rule: EVERYTHING, locked: true });
  });

  it('what the policy locks, stays', () => {
    const { declarations } = start([alarm('tok', { locked: true, rule: rule('Vollalarm') })]);
    declarations.declare('tok', rule('nie'));
    declarations.undeclare('tok');
    expect(declarations.of('tok')).toEqual({ rule: rule('Vollalarm'), locked: true });
  });

  it('several entries for one conversation ring for what any of them says', () => {
    const both = (one: PolicyAlarm, other: PolicyAlarm) => start([one, other]).declarations.of('tok')?.rule;
    const first = alarm('tok', { rule: { keywords: ['a'], senders: ['users/max'] } });
    expect(both(first, alarm('tok', { rule: { keywords: ['b'], senders: ['users/erika'] } }))).toEqual({
      keywords: ['a', 'b'],
      senders: ['users/max', 'users/erika'],
    });
    expect(both(first, alarm('tok'))).toEqual(EVERYTHING);
    const many = Array.from({ length: 30 }, (_, index) => `${index}`);
    const more = many.map((word) => `${word}x`);
    // A rule has room for fifty, and none of the sixty may be lost.
    expect(both(alarm('tok', { rule: rule(...many) }), alarm('tok', { rule: rule(...more) }))).toEqual(EVERYTHING);
  });

  it('ends with the account', () => {
    const { declarations, settings } = start();
    declarations.declare('a', EVERYTHING);
    expect(declarations.clear()).toBe(true);
    expect([...settings.documents.keys()]).toEqual([]);
  });
});

it('the level from before is kept until it is no longer needed', () => {
  const { declarations, again } = start();
  declarations.keepLevel('a', 'mention');
  declarations.keepLevel('b', null);
  expect([...again().levels()]).toEqual([
    ['a', 'mention'],
    ['b', null],
  ]);
  declarations.keepLevel('a', undefined);
  expect([...again().levels()]).toEqual([['b', null]]);
});

import { describe, expect, it } from 'vitest';
import type { CompanionView } from '../../main/core/model/companion.ts';
import type { Connection } from '../../main/core/model/connected.ts';
import { calendarsToWrite, chosenIn, preselected } from './calendars-to-write.ts';

const LIVE: Connection = { state: 'live', error: null, detail: null, lastSyncAt: 1, nextTryAt: null };
const OFFLINE: Connection = { ...LIVE, state: 'offline', error: 'unreachable' };

const calendar = (name: string, change = {}) => ({
  id: name,
  name,
  colour: null,
  shown: true,
  canWrite: true,
  failed: false,
  ...change,
});
const view = (account: string, change: Partial<CompanionView>): CompanionView => ({
  account,
  id: 'appointments',
  state: 'loading',
  error: null,
  at: null,
  content: null,
  ...change,
});
const ready = (account: string, ...calendars: ReturnType<typeof calendar>[]): CompanionView =>
  view(account, { state: 'ready', content: { of: 'appointments', items: [], calendars, hasApp: true } });

const offerOf = (views: CompanionView[], connection = LIVE) =>
  calendarsToWrite(views, [
    { id: 'a', connection },
    { id: 'b', connection },
  ]);
const offer = (views: CompanionView[], connection = LIVE) => {
  const { state, calendars, failed } = offerOf(views, connection);
  return [state, calendars.map(({ account, name }) => `${account}/${name}`), failed.map(({ error }) => error)];
};

describe('the calendars for a new appointment', () => {
  it.each([
    ['main has not answered', [], ['loading', [], []]],
    ['they are being asked for', [view('a', {})], ['loading', [], []]],
    ['one account still waits', [view('a', {}), ready('b')], ['loading', [], []]],
    ['one account has some', [view('a', {}), ready('b', calendar('Plan'))], ['ready', ['b/Plan'], []]],
    ['they cannot be had', [view('a', { state: 'failed', error: 'server-error' })], ['failed', [], ['server-error']]],
    [
      'one account’s cannot be had, the other has some',
      [view('a', { state: 'failed', error: 'server-error' }), ready('b', calendar('Plan'))],
      ['ready', ['b/Plan'], ['server-error']],
    ],
    [
      'they are from an earlier answer',
      [{ ...ready('a', calendar('Plan')), state: 'failed', error: 'unreachable' } as CompanionView],
      ['ready', ['a/Plan'], []],
    ],
    ['there are none', [ready('a'), view('b', { state: 'off' })], ['none', [], []]],
    ['the server has none', [view('a', { state: 'unavailable' })], ['none', [], []]],
    [
      'the user may write to none',
      [ready('a', calendar('Geburtstage', { canWrite: false }), calendar('Alt', { shown: false }))],
      ['none', [], []],
    ],
    ['another account has them', [ready('c', calendar('Plan'))], ['none', [], []]],
  ] as [string, CompanionView[], unknown[]][])('while %s', (_when, views, expected) => {
    expect(offer(views)).toEqual(expected);
  });

  it('that wait for the connection cannot be had', () => {
    expect(offer([view('a', {})], OFFLINE)).toEqual(['failed', [], ['unreachable']]);
    expect(offer([ready('a', calendar('Plan'))], OFFLINE)).toEqual(['ready', ['a/Plan'], []]);
  });
});

describe('the calendar of a new appointment, before the user chooses one', () => {
  /** Returns the account and name of the calendar after each of these answers. */
  const chosenAfter = (...answers: CompanionView[][]) => {
    let first: string | undefined;
    return answers.map((views) => {
      const offered = offerOf(views);
      first = preselected(first, offered);
      const calendar = chosenIn(offered, first);
      return calendar && `${calendar.account}/${calendar.name}`;
    });
  };
  const plan = calendar('Plan');
  const other = calendar('Anderer');

  it('stays when an account that is listed earlier answers later', () => {
    const waiting = [view('a', {}), view('b', {})];
    const one = [view('a', {}), ready('b', plan)];
    expect(chosenAfter(waiting, one, [ready('a', plan), ready('b', plan)])).toEqual([undefined, 'b/Plan', 'b/Plan']);
  });

  it('stays when another one is listed before it', () => {
    expect(chosenAfter([ready('a', plan)], [ready('a', other, plan)])).toEqual(['a/Plan', 'a/Plan']);
  });

  it.each<[string, CompanionView]>([
    ['is gone', ready('a', other)],
    ['may not be written to any more', ready('a', calendar('Plan', { canWrite: false }), other)],
    ['is hidden', ready('a', calendar('Plan', { shown: false }), other)],
    ['leaves with its account', view('a', { state: 'off' })],
  ])('is none when it %s, until it is back', (_what, without) => {
    const answers = [ready('a', plan), without, ready('a', other, plan)].map((one) => [one, ready('b', plan)]);
    expect(chosenAfter(...answers)).toEqual(['a/Plan', undefined, 'a/Plan']);
  });
});

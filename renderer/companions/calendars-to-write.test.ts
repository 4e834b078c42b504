import { describe, expect, it } from 'vitest';
import type { CompanionView } from '../../main/core/model/companion.ts';
import type { Connection } from '../../main/core/model/connected.ts';
import { calendarsToWrite } from './calendars-to-write.ts';

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

const offer = (views: CompanionView[], connection = LIVE) => {
  const { state, calendars, failed } = calendarsToWrite(views, [
    { id: 'a', connection },
    { id: 'b', connection },
  ]);
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

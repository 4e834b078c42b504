import { describe, expect, it } from 'vitest';
import { LOGIN_LIFETIME_MS, type LoginState, nextLogin } from './browser-flow-state.ts';

const ticket = { token: 't', endpoint: 'https://example.org/poll', loginUrl: 'https://example.org/flow' };
const grant = { loginName: 'alice', appPassword: 'secret' };
const waiting = nextLogin({ step: 'contacting' }, { type: 'started', ticket, now: 0 });

describe('the login flow', () => {
  it('waits for the browser, then is granted', () => {
    expect(waiting).toEqual({ step: 'waiting', ticket, expiresAt: LOGIN_LIFETIME_MS, warning: null });
    expect(nextLogin(waiting, { type: 'pending', now: 2_000 })).toEqual(waiting);
    expect(nextLogin(waiting, { type: 'granted', grant })).toEqual({ step: 'granted', ticket, grant });
  });

  it('expires after 20 minutes', () => {
    expect(nextLogin(waiting, { type: 'pending', now: LOGIN_LIFETIME_MS - 1 }).step).toBe('waiting');
    expect(nextLogin(waiting, { type: 'pending', now: LOGIN_LIFETIME_MS })).toEqual({
      step: 'failed',
      error: 'login-expired',
      detail: null,
    });
    expect(nextLogin(waiting, { type: 'poll-failed', error: 'unreachable', now: LOGIN_LIFETIME_MS })).toMatchObject({
      step: 'failed',
    });
  });

  it('survives passing errors, and shows them', () => {
    const warned = nextLogin(waiting, { type: 'poll-failed', error: 'unreachable', now: 1 });
    expect(warned).toMatchObject({ step: 'waiting', warning: 'unreachable' });
    expect(nextLogin(warned, { type: 'pending', now: 2 })).toMatchObject({ step: 'waiting', warning: null });
    const closed = nextLogin(waiting, { type: 'browser-failed' });
    expect(nextLogin(closed, { type: 'pending', now: 2 })).toMatchObject({ warning: 'browser-not-opened' });
  });

  it('ends at once when the server cannot be trusted', () => {
    expect(nextLogin(waiting, { type: 'poll-failed', error: 'untrusted-answer', now: 1 })).toEqual({
      step: 'failed',
      error: 'untrusted-answer',
      detail: null,
    });
  });

  it('stays in its final state', () => {
    const ends: LoginState[] = [
      { step: 'cancelled' },
      { step: 'failed', error: 'internal', detail: null },
      { step: 'granted', ticket, grant },
    ];
    for (const end of ends) {
      expect(nextLogin(end, { type: 'granted', grant })).toBe(end);
      expect(nextLogin(end, { type: 'pending', now: LOGIN_LIFETIME_MS })).toBe(end);
    }
  });
});

import type { Grant } from '../errors.ts';
import type { ErrorCode } from '../model/error-code.ts';
import type { LoginTicket } from '../nextcloud/login-api.ts';

/** A flow lives 20 minutes on the server, which does not say when it is over. */
export const LOGIN_LIFETIME_MS = 20 * 60_000;
export const LOGIN_POLL_MS = 2_000;

/**
 * Login Flow v2 as a state machine. Times are milliseconds of a monotonic clock; `now` is when the request was sent, so
 * that a flow is over only if its last request was sent after its end.
 */
export type LoginState =
  | { step: 'contacting' }
  | { step: 'waiting'; ticket: LoginTicket; expiresAt: number; warning: ErrorCode | null }
  | { step: 'granted'; ticket: LoginTicket; grant: Grant }
  | { step: 'failed'; error: ErrorCode; detail: string | null }
  | { step: 'cancelled' };

export type LoginEvent =
  | { type: 'started'; ticket: LoginTicket; now: number }
  | { type: 'pending'; now: number }
  | { type: 'poll-failed'; error: ErrorCode; now: number }
  | { type: 'browser-failed' }
  | { type: 'granted'; grant: Grant }
  | { type: 'failed'; error: ErrorCode; detail: string | null }
  | { type: 'cancelled' };

/** These errors end the attempt, because asking again would not help or would not be safe. Others may pass. */
const FATAL: ReadonlySet<ErrorCode> = new Set(['untrusted-answer', 'certificate', 'internal', 'grant-lost']);

/** Returns the next state; events that do not fit the state change nothing. */
export function nextLogin(state: LoginState, event: LoginEvent): LoginState {
  if (state.step === 'contacting') {
    if (event.type === 'started')
      return { step: 'waiting', ticket: event.ticket, expiresAt: event.now + LOGIN_LIFETIME_MS, warning: null };
    if (event.type === 'failed') return { step: 'failed', error: event.error, detail: event.detail };
    return event.type === 'cancelled' ? { step: 'cancelled' } : state;
  }
  if (state.step !== 'waiting') return state;
  switch (event.type) {
    case 'granted':
      return { step: 'granted', ticket: state.ticket, grant: event.grant };
    case 'pending':
      // An answer arrived, so the network is back; a browser that could not be opened is still closed.
      return afterPoll(state, event.now, state.warning === 'browser-not-opened' ? state.warning : null);
    case 'poll-failed':
      return FATAL.has(event.error)
        ? { step: 'failed', error: event.error, detail: null }
        : afterPoll(state, event.now, event.error);
    case 'browser-failed':
      return { ...state, warning: 'browser-not-opened' };
    case 'failed':
      return { step: 'failed', error: event.error, detail: event.detail };
    case 'cancelled':
      return { step: 'cancelled' };
    case 'started':
      return state;
  }
}

function afterPoll(
  state: Extract<LoginState, { step: 'waiting' }>,
  now: number,
  warning: ErrorCode | null,
): LoginState {
  return now >= state.expiresAt ? { step: 'failed', error: 'login-expired', detail: null } : { ...state, warning };
}

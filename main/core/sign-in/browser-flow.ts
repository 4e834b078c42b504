import {
  describeError,
  detailOf,
  errorCodeOf,
  type Grant,
  GrantLost,
  GrantRefused,
  isExpected,
  ServerError,
  TooManyAttempts,
} from '../errors.ts';
import type { Settings } from '../model/settings.ts';
import type { Client } from '../nextcloud/client.ts';
import { createLoginApi, type LoginTicket } from '../nextcloud/login-api.ts';
import type { Clock, Logger, Opener } from '../ports.ts';
import { LOGIN_LIFETIME_MS, LOGIN_POLL_MS, type LoginEvent, type LoginState, nextLogin } from './browser-flow-state.ts';

/**
 * The user may still grant access in the browser after cancelling here: the app password is then fetched and revoked.
 */
const LATE_POLL_MS = 60_000;
/** The last request is sent this long before a flow is over, because the server hands nothing out afterwards. */
const LAST_CALL_MS = 500;

export interface SignInDeps {
  /** A client without credentials, for the server that the user typed. */
  client: Client;
  clock: Clock;
  opener: Opener;
  /** The browser to open. */
  openWith: () => Settings['openWith'];
  log: Logger;
  onChange: (state: LoginState) => void;
  /**
   * A grant cannot be used, or came after the user cancelled. Resolves when the app password has been revoked, or
   * cannot be.
   */
  onUnwanted: (grant: Grant) => Promise<void>;
}

export type SignIn = ReturnType<typeof startSignIn>;

/**
 * Runs one Login Flow v2: starts it on the server, opens the browser, waits for the grant. Ends in `granted`, `failed`
 * or `cancelled`; afterwards the server is still asked from time to time, so that a late grant is revoked.
 */
export function startSignIn({ client, clock, opener, openWith, log, onChange, onUnwanted }: SignInDeps) {
  const api = createLoginApi(client);
  let state: LoginState = { step: 'contacting' };
  /** The ticket that the server may still grant, until `endsAt` on the monotonic clock. */
  let flow: { ticket: LoginTicket; endsAt: number } | null = null;
  let polling: Promise<void> | null = null;
  let cancelTimer = () => {};
  let fellAsleep: { at: number; wall: number } | null = null;
  /** Milliseconds that passed on the server while this machine slept and its monotonic clock stood still. */
  let slept = 0;
  /** The server wants no request before this value of `passed`. */
  let notBefore = 0;

  /** The monotonic clock plus the time asleep. */
  const passed = (): number => clock.monotonic() + slept;

  function dispatch(event: LoginEvent): void {
    const before = state;
    state = nextLogin(state, event);
    if (state === before) return;
    log.info(`sign-in: ${event.type} → ${state.step}`);
    onChange(state);
  }

  async function openBrowser(): Promise<void> {
    if (state.step !== 'waiting') return;
    try {
      await opener.open(state.ticket.loginUrl, new URL(client.server).origin, openWith());
    } catch (error) {
      log.warn(`sign-in: ${describeError(error)}`);
      dispatch({ type: 'browser-failed' });
    }
  }

  /** Only one request is under way at a time. */
  function poll(): Promise<void> {
    polling ??= ask().finally(() => {
      polling = null;
    });
    return polling;
  }

  async function ask(): Promise<void> {
    if (!flow) return;
    const asked = clock.monotonic();
    try {
      const grant = await api.poll(flow.ticket);
      if (grant) return take(grant);
      // Only an answer proves that the flow ran out of time during the sleep.
      dispatch({ type: 'pending', now: asked + slept });
      await plan(isOver() ? 0 : LOGIN_POLL_MS);
    } catch (error) {
      if (error instanceof GrantRefused) return refuse(error);
      // An unreachable server fails every few seconds, and the client logs that.
      if (!isExpected(error)) log.error(`sign-in: ${describeError(error)}`);
      dispatch({ type: 'poll-failed', error: errorCodeOf(error), now: asked });
      // Any other error may come from a proxy, while the server continues the flow.
      if (error instanceof GrantLost && error.wasHandedOut) flow = null;
      const wanted = error instanceof ServerError || error instanceof TooManyAttempts ? (error.retryAfter ?? 0) : 0;
      notBefore = passed() + wanted;
      await plan(Math.max(LOGIN_POLL_MS, wanted));
    }
  }

  async function take(grant: Grant): Promise<void> {
    flow = null;
    if (state.step === 'waiting') dispatch({ type: 'granted', grant });
    else await onUnwanted(grant);
  }

  async function refuse(error: GrantRefused): Promise<void> {
    flow = null;
    dispatch({ type: 'failed', error: errorCodeOf(error), detail: detailOf(error) });
    await onUnwanted(error.grant);
  }

  const isOver = (): boolean => flow !== null && passed() >= flow.endsAt;

  /** @param delay milliseconds until the next request; 0: the last request is due, whatever the timers do */
  async function plan(delay: number): Promise<void> {
    if (!flow) return;
    const isWaiting = state.step === 'waiting';
    const left = flow.endsAt - clock.monotonic() - (isWaiting ? slept : 0);
    if (isWaiting && delay === 0) return ask();
    if (!isWaiting && left <= 0) return;
    const pace = isWaiting ? delay : Math.max(delay, LATE_POLL_MS);
    const lastCall = left > LAST_CALL_MS ? left - LAST_CALL_MS : left;
    // After a sleep the time may be over, but only an answer proves that; until then the usual interval applies.
    cancelTimer = clock.after(left > 0 ? Math.min(pace, lastCall) : pace, () => void poll());
  }

  async function begin(): Promise<void> {
    try {
      await api.checkServer();
      const asked = clock.monotonic();
      const ticket = await api.start();
      flow = { ticket, endsAt: asked + LOGIN_LIFETIME_MS };
      dispatch({ type: 'started', ticket, now: asked });
    } catch (error) {
      log.warn(`sign-in: ${describeError(error)}`);
      dispatch({ type: 'failed', error: errorCodeOf(error), detail: detailOf(error) });
    }
    if (state.step !== 'waiting') {
      flow = null;
      return;
    }
    await plan(LOGIN_POLL_MS);
    await openBrowser();
  }

  /** Asks as soon as the current request is answered and the server accepts another. */
  async function askNow(): Promise<void> {
    await polling;
    cancelTimer();
    const pause = notBefore - passed();
    await (pause > 0 ? plan(pause) : poll());
  }

  void begin();

  return {
    /** Asks now instead of at the next interval, once the current request is answered. */
    hurry(): void {
      if (state.step === 'waiting') void askNow();
    },
    reopenBrowser: openBrowser,
    /** Copies the login link, for a browser that Talkmelder cannot open itself. */
    async copyLink(): Promise<void> {
      if (state.step === 'waiting') await opener.copy(state.ticket.loginUrl);
    },
    /** The user cancels. The page in the browser is still open. */
    cancel(): void {
      dispatch({ type: 'cancelled' });
      if (flow) void askNow();
    },
    suspend(): void {
      fellAsleep = { at: clock.monotonic(), wall: clock.now() };
    },
    /** The machine is awake: asks once more, because the flow may be over. */
    resume(): void {
      if (fellAsleep) {
        const counted = clock.monotonic() - fellAsleep.at;
        slept += Math.max(0, clock.now() - fellAsleep.wall - counted);
      }
      fellAsleep = null;
      if (flow) void askNow();
    },
    /** The server can no longer grant anything. */
    isOver: (): boolean => flow === null && state.step !== 'contacting',
    /** The app ends. Resolves when the server has been asked a last time and a late grant is revoked. */
    async stop(): Promise<void> {
      dispatch({ type: 'cancelled' });
      if (!flow) return;
      // No later request could fetch a grant.
      notBefore = 0;
      await askNow();
      cancelTimer();
      flow = null;
    },
  };
}

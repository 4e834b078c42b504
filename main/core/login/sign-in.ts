import { detailOf, errorCodeOf, ServerError, TooManyAttempts } from '../errors.ts';
import type { Settings } from '../model/settings.ts';
import type { Client } from '../nextcloud/client.ts';
import { createLoginApi, type Grant, type LoginTicket } from '../nextcloud/login-api.ts';
import type { Clock, Logger, Opener } from '../ports.ts';
import { LOGIN_POLL_MS, type LoginEvent, type LoginState, nextLogin } from './login-flow.ts';

export interface SignInDeps {
  /** Without credentials, for the server the person typed. */
  client: Client;
  clock: Clock;
  opener: Opener;
  /** Which browser to use. */
  openWith: () => Settings['openWith'];
  log: Logger;
  onChange: (state: LoginState) => void;
  /** A grant that arrived although the person had cancelled: it must not stay on the server. */
  onUnwanted: (grant: Grant) => void;
}

export type SignIn = ReturnType<typeof startSignIn>;

/** Runs one Login Flow v2: asks the server, opens the browser, waits for the grant. Ends in `granted`, `failed` or `cancelled`. */
export function startSignIn({ client, clock, opener, openWith, log, onChange, onUnwanted }: SignInDeps) {
  const api = createLoginApi(client);
  let state: LoginState = { step: 'contacting' };
  let cancelTimer = () => {};
  let polling = false;
  /** The person came back from the browser while an answer was on its way. */
  let hurried = false;

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
    } catch {
      dispatch({ type: 'browser-failed' });
    }
  }

  async function poll(): Promise<void> {
    if (state.step !== 'waiting') return;
    polling = true;
    hurried = false;
    await ask(state.ticket);
    polling = false;
    if (hurried) hurry();
  }

  async function ask(ticket: LoginTicket): Promise<void> {
    try {
      const grant = await api.poll(ticket);
      // Cancelled while the answer was on its way: TypeScript does not see that `state` changes across the await.
      if ((state as LoginState).step === 'cancelled' && grant) return onUnwanted(grant);
      dispatch(grant ? { type: 'granted', grant } : { type: 'pending', now: clock.now() });
      schedulePoll();
    } catch (error) {
      dispatch({ type: 'poll-failed', error: errorCodeOf(error), now: clock.now() });
      const asked = error instanceof ServerError || error instanceof TooManyAttempts ? error.retryAfter : null;
      schedulePoll(Math.max(LOGIN_POLL_MS, asked ?? 0));
    }
  }

  function schedulePoll(delay = LOGIN_POLL_MS): void {
    if (state.step === 'waiting') cancelTimer = clock.after(delay, () => void poll());
  }

  /** Asks now rather than at the next turn, once the answer that is on its way has come. */
  function hurry(): void {
    hurried = polling;
    if (polling || state.step !== 'waiting') return;
    cancelTimer();
    void poll();
  }

  async function begin(): Promise<void> {
    try {
      await api.checkServer();
      dispatch({ type: 'started', ticket: await api.start(), now: clock.now() });
    } catch (error) {
      dispatch({ type: 'failed', error: errorCodeOf(error), detail: detailOf(error) });
    }
    schedulePoll();
    await openBrowser();
  }

  void begin();

  return {
    hurry,
    reopenBrowser: openBrowser,
    /** For a browser that Talkmelder cannot open itself. */
    async copyLink(): Promise<void> {
      if (state.step === 'waiting') await opener.copy(state.ticket.loginUrl);
    },
    cancel(): void {
      cancelTimer();
      dispatch({ type: 'cancelled' });
    },
  };
}

import { type AccountSession, createAccountSession } from './account-session.ts';
import { type AccountRecord, accountIdOf, createAccountStore } from './accounts.ts';
import { errorCodeOf } from './errors.ts';
import { words } from './i18n/index.ts';
import { normaliseAddress } from './login/address.ts';
import type { LoginState } from './login/login-flow.ts';
import { type SignIn, startSignIn } from './login/sign-in.ts';
import { type AppState, type Phase, signedOut } from './model/app-state.ts';
import { parseSettings, resolveLanguage } from './model/settings.ts';
import { createClient } from './nextcloud/client.ts';
import { type Grant, revokeAppPassword } from './nextcloud/login-api.ts';
import type { Picture } from './nextcloud/talk-api.ts';
import type { Ports } from './ports.ts';
import type { RoomAction } from './sync/room-action.ts';

export interface SessionConfig {
  /** What Nextcloud lists under Devices & sessions. */
  userAgent: string;
  /** The operating system's language, BCP 47. */
  locale: string;
  /** From --server: what the address field starts with. */
  presetServer: string;
}

/** After a log-in, a keyring may be late: two minutes of patience. */
const KEYRING_ATTEMPTS = 24;
const KEYRING_RETRY_MS = 5_000;

export type Session = ReturnType<typeof createSession>;

/** The product in one object: sign in, sign out, act on a conversation, follow the state. */
export function createSession(ports: Ports, { userAgent, locale, presetServer }: SessionConfig) {
  const { clock, log, fetch, secrets, settings, opener } = ports;
  const language = resolveLanguage(parseSettings(settings.read('settings')).language, locale);
  const say = words(language);
  const accounts = createAccountStore(settings);
  const listeners = new Set<(state: AppState) => void>();
  let phase: Phase = signedOut(presetServer);
  let account: AccountSession | null = null;
  let signingIn: SignIn | null = null;
  let leaving: Promise<void> | null = null;

  const state = (): AppState => ({ language, secretBackend: secrets.backend(), phase });

  function enter(next: Phase): void {
    phase = next;
    for (const listener of listeners) {
      // A tray that cannot be drawn must not stop the sync that told it.
      try {
        listener(state());
      } catch (error) {
        log.error(`a listener failed: ${error instanceof Error ? error.stack : 'unknown'}`);
      }
    }
  }

  function openAccount(id: string, record: AccountRecord, appPassword: string): void {
    const onProfile = (known: AccountRecord): void => accounts.put(id, known);
    const about = { id, record, appPassword, ports, userAgent, language, say };
    account = createAccountSession({ ...about, onChange: enter, onProfile });
    account.start();
  }

  function closeAccount(): void {
    account?.stop();
    account = null;
  }

  /** Back to the account that is known on this device, else to the first screen. */
  async function resume(attempts = KEYRING_ATTEMPTS): Promise<void> {
    const [known] = accounts.all();
    if (!known) return enter(signedOut(presetServer));
    const [id, record] = known;
    try {
      const appPassword = await secrets.read(id);
      if (appPassword !== null) return openAccount(id, record, appPassword);
    } catch {
      log.warn(`the keychain does not answer, ${attempts} attempts left`);
      const again = (): void => void (phase.kind === 'signed-out' && resume(attempts - 1));
      if (attempts > 0) clock.after(KEYRING_RETRY_MS, again);
    }
    enter(signedOut(record.server));
  }

  function beginSignIn(server: string, address: string, onCancel: () => void): void {
    const client = createClient({ server, fetch, clock, log, userAgent, language });
    enter({ kind: 'signing-in', address: server, step: 'contacting', warning: null });
    const onChange = (login: LoginState): void => {
      if (login.step === 'waiting')
        enter({ kind: 'signing-in', address: server, step: 'waiting', warning: login.warning });
      if (login.step === 'failed') enter(signedOut(address, login.error));
      if (login.step === 'cancelled') onCancel();
      if (login.step === 'granted') void connect(server, login.ticket.loginUrl, login.grant);
    };
    const onUnwanted = (grant: Grant): void => {
      log.warn('a grant arrived after cancelling: revoking it');
      const unwanted = createClient({ server, fetch, clock, log, userAgent, language, credentials: grant });
      revokeAppPassword(unwanted).catch((error: unknown) => log.warn(`not revoked: ${errorCodeOf(error)}`));
    };
    signingIn = startSignIn({ client, clock, opener, log, onChange, onUnwanted });
  }

  async function connect(server: string, loginUrl: string, { loginName, appPassword }: Grant): Promise<void> {
    const id = accountIdOf(server, loginName);
    const indexPhp = loginUrl.startsWith(`${server}/index.php/`);
    const record: AccountRecord = { server, loginName, displayName: loginName, colour: null, indexPhp };
    try {
      await secrets.write(id, appPassword);
    } catch (error) {
      log.error(`the app password cannot be kept: ${error instanceof Error ? error.name : 'unknown'}`);
    }
    // One account so far: whoever signed in before on this device is forgotten.
    for (const [other] of accounts.all())
      if (other !== id) await forget(other).catch(() => log.error('an old app password stays in the keychain'));
    accounts.put(id, record);
    openAccount(id, record, appPassword);
  }

  async function forget(id: string): Promise<void> {
    accounts.remove(id);
    await secrets.remove(id);
  }

  async function leave(current: AccountSession): Promise<void> {
    closeAccount();
    current.forgetCursors();
    // First here: whoever quits the app while the server does not answer leaves nothing on a shared PC.
    const forgotten = forget(current.id);
    const left = await Promise.allSettled([current.revoke(), forgotten]).then(([{ status }]) => status === 'rejected');
    if (left) log.warn('the app password was not revoked');
    enter(signedOut(current.server, null, left ? 'app-password-left' : null));
    await forgotten;
  }

  return {
    state,
    /** Calls back on each new state; returns the function that stops it. */
    subscribe(listener: (state: AppState) => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    start: (): Promise<void> => resume(),
    signIn(address: string): void {
      if (phase.kind !== 'signed-out') return;
      try {
        beginSignIn(normaliseAddress(address), address, () => enter(signedOut(address)));
      } catch (error) {
        enter(signedOut(address, errorCodeOf(error)));
      }
    },
    /** After the server ended the session; the account, its settings and cursors stay. */
    signInAgain(): void {
      if (leaving || phase.kind !== 'connected' || phase.connection.state !== 'signed-out') return;
      const { server } = phase.account;
      closeAccount();
      beginSignIn(server, server, () => void resume());
    },
    cancelSignIn: (): void => signingIn?.cancel(),
    reopenLoginPage: async (): Promise<void> => signingIn?.reopenBrowser(),
    copyLoginLink: (): void => signingIn?.copyLink(),
    /** Revokes the app password on the server and forgets the account here, also when the server cannot be reached. */
    async disconnect(): Promise<void> {
      if (phase.kind !== 'connected' || !account) return leaving ?? undefined;
      leaving = leave(account).finally(() => {
        leaving = null;
      });
      return leaving;
    },
    act: async (token: string, action: RoomAction): Promise<void> => account?.act(token, action),
    avatar: async (token: string, dark: boolean): Promise<Picture | null> => account?.avatar(token, dark) ?? null,
    copyLink: (token: string): void => account?.copyLink(token),
    openConversation: async (token: string): Promise<void> => account?.openConversation(token),
    refresh: (): void => account?.engine.refresh(),
    /** The window is shown: what is on screen should be right. */
    look: (): void => account?.engine.look(),
    /** Somebody is back, or the network is. */
    wake: (): void => account?.wake(),
    suspend: (): void => account?.suspend(),
    resume: (): void => account?.resume(),
    stop: closeAccount,
  };
}

import { createAccountCommands } from './account-commands.ts';
import { type AccountSession, createAccountSession } from './account-session.ts';
import { type AccountRecord, accountIdOf, createAccountStore } from './accounts.ts';
import { errorCodeOf } from './errors.ts';
import { createListeners } from './listeners.ts';
import { normaliseAddress } from './login/address.ts';
import { beginSignIn } from './login/begin-sign-in.ts';
import type { SignIn } from './login/sign-in.ts';
import { type AppState, type Phase, signedOut } from './model/app-state.ts';
import type { SettingsChange } from './model/settings.ts';
import type { Grant } from './nextcloud/login-api.ts';
import type { Ports } from './ports.ts';
import { createPreferences } from './preferences.ts';
import { createReplyMemory, type ReplyMemory } from './reply-memory.ts';

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
  const { clock, log, secrets, settings, desktop } = ports;
  const preferences = createPreferences({ clock, settings, desktop, locale, onChange: applyPreferences });
  const { language } = preferences;
  const accounts = createAccountStore(settings);
  const listeners = createListeners<AppState>(log);
  /** Of each account, for as long as it is known here. */
  const replyMemories = new Map<string, ReplyMemory>();
  let phase: Phase = signedOut(presetServer);
  let account: AccountSession | null = null;
  let signingIn: SignIn | null = null;
  let leaving: Promise<void> | null = null;
  let looking = false;

  const state = (): AppState => ({
    language: language(),
    secretBackend: secrets.backend(),
    settings: preferences.settings(),
    pausedUntil: preferences.pausedUntil(),
    device: desktop.device(),
    phase,
  });

  function enter(next: Phase): void {
    phase = next;
    tell();
  }

  const tell = (): void => listeners.tell(state());

  /** What is on the screen speaks the language of the moment, and the next question comes at the new interval. */
  function applyPreferences(change: SettingsChange): void {
    if (change.language !== undefined) account?.engine.tellAnew();
    if (change.pollSeconds !== undefined) account?.engine.wake();
    tell();
  }

  function openAccount(id: string, record: AccountRecord, appPassword: string): void {
    const onProfile = (known: AccountRecord): void => accounts.put(id, known);
    const memory = replyMemories.get(id) ?? createReplyMemory();
    replyMemories.set(id, memory);
    const about = { id, record, appPassword, ports, userAgent, preferences, memory };
    account = createAccountSession({ ...about, onChange: enter, onProfile });
    account.engine.start(looking);
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

  function begin(server: string, address: string, onCancel: () => void): void {
    const onGranted = (loginUrl: string, grant: Grant): void => void connect(server, loginUrl, grant);
    signingIn = beginSignIn({ server, address, ports, preferences, userAgent, enter, onCancel, onGranted });
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
    replyMemories.delete(id);
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
    subscribe: listeners.subscribe,
    start: (): Promise<void> => resume(),
    signIn(address: string): void {
      if (phase.kind !== 'signed-out') return;
      try {
        begin(normaliseAddress(address), address, () => enter(signedOut(address)));
      } catch (error) {
        enter(signedOut(address, errorCodeOf(error)));
      }
    },
    /** After the server ended the session; the account, its settings and cursors stay. */
    signInAgain(): void {
      if (leaving || phase.kind !== 'connected' || phase.connection.state !== 'signed-out') return;
      const { server } = phase.account;
      closeAccount();
      begin(server, server, () => void resume());
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
    ...createAccountCommands({ account: () => account, ports, preferences }),
    settings: preferences.settings,
    changeSettings: preferences.change,
    pause: preferences.pause,
    unpause: preferences.unpause,
    /** The window is shown: what is on screen should be right. */
    look(): void {
      looking = true;
      account?.engine.look();
    },
    /** The window is hidden. */
    unlook(): void {
      looking = false;
      account?.engine.unlook();
    },
    /** Somebody is back, or the network is. */
    wake: (): void => account?.wake(),
    suspend: (): void => account?.suspend(),
    resume: (): void => account?.resume(),
    stop(): void {
      preferences.stop();
      closeAccount();
    },
  };
}

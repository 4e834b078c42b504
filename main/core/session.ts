import { createAccountCommands } from './account-commands.ts';
import { createAccountKeeper, type KeptAccount } from './account-keeper.ts';
import { type AccountSession, createAccountSession } from './account-session.ts';
import type { AccountRecord } from './accounts.ts';
import { createAudit } from './audit.ts';
import { errorCodeOf } from './errors.ts';
import { createListeners } from './listeners.ts';
import type { SignedIn } from './login/run-wizard.ts';
import { type AppState, type Phase, signedOut } from './model/app-state.ts';
import type { SettingsChange } from './model/settings.ts';
import { NO_POLICY, type Policy } from './policy/policy.ts';
import type { Ports } from './ports.ts';
import { createPreferences } from './preferences.ts';
import { createReplyMemory, type ReplyMemory } from './reply-memory.ts';
import { createSignInCommands } from './sign-in-commands.ts';

export interface SessionConfig {
  /** What Nextcloud lists under Devices & sessions. */
  userAgent: string;
  /** The operating system's language, BCP 47. */
  locale: string;
  /** From --server: what the address field starts with. */
  presetServer: string;
  /** What the administrator of this machine has laid down. */
  policy?: Policy;
}

/** After a log-in, a keyring may be late: two minutes of patience. */
const KEYRING_ATTEMPTS = 24;
const KEYRING_RETRY_MS = 5_000;

export type Session = ReturnType<typeof createSession>;

/** The product in one object: sign in, sign out, act on a conversation, follow the state. */
export function createSession(ports: Ports, { userAgent, locale, presetServer, policy = NO_POLICY }: SessionConfig) {
  const { clock, log, secrets, settings, desktop } = ports;
  const preferences = createPreferences({ clock, settings, desktop, locale, policy, onChange: applyPreferences });
  const { language } = preferences;
  const keeper = createAccountKeeper(ports);
  const audit = createAudit(log);
  const listeners = createListeners<AppState>(log);
  /** Of each account, for as long as it is known here. */
  const replyMemories = new Map<string, ReplyMemory>();
  let phase: Phase = signedOut(presetServer);
  let account: AccountSession | null = null;
  /** What `account` is about; also while it waits for somebody to sign in again. */
  let kept: KeptAccount | null = null;
  let leaving: Promise<void> | null = null;
  let looking = false;

  const state = (): AppState => ({
    language: language(),
    secretBackend: secrets.backend(),
    settings: preferences.settings(),
    locked: preferences.locked(),
    pausedUntil: preferences.pausedUntil(),
    device: desktop.device(),
    phase,
  });

  function enter(next: Phase): void {
    phase = next;
    tell();
  }

  const tell = (): void => listeners.tell(state());
  const about = { ports, preferences, userAgent, policy };
  const onSignedIn = (signedIn: SignedIn, before: KeptAccount | null): void => void connect(signedIn, before);
  const signingIn = createSignInCommands({ ...about, onChange: enter, onSignedIn, onLeft: openAccount });

  /** What is on the screen speaks the language of the moment, and the next question comes at the new interval. */
  function applyPreferences(change: SettingsChange): void {
    if (change.language !== undefined) account?.engine.tellAnew();
    if (change.pollSeconds !== undefined) account?.engine.wake();
    tell();
  }

  function openAccount(next: KeptAccount): void {
    kept = next;
    signingIn.forget();
    const memory = replyMemories.get(next.id) ?? createReplyMemory();
    // Drafts of whoever was here before go with them.
    replyMemories.clear();
    replyMemories.set(next.id, memory);
    const about = { kept: next, ports, userAgent, preferences, memory };
    const onProfile = (record: AccountRecord): void => {
      kept = { ...next, record };
      keeper.update(next.id, record);
    };
    const current = createAccountSession({ ...about, onChange: enter, onProfile, onWipe: () => wipe(current) });
    account = current;
    account.engine.start(looking);
  }

  function closeAccount(): void {
    account?.stop();
    account = null;
  }

  /** Back to the account that is known on this device, else to the first screen. */
  async function resume(attempts = KEYRING_ATTEMPTS): Promise<void> {
    const known = keeper.known();
    if (!known) return enter(signedOut(presetServer));
    const { id, record } = known;
    try {
      policy.checkServer(record.server);
    } catch (error) {
      return enter(signedOut(record.server, errorCodeOf(error)));
    }
    try {
      const found = await keeper.open(id, record);
      if (found) return openAccount(found);
    } catch {
      log.warn(`the keychain does not answer, ${attempts} attempts left`);
      const again = (): void => void (phase.kind === 'signed-out' && resume(attempts - 1));
      if (attempts > 0) clock.after(KEYRING_RETRY_MS, again);
    }
    enter(signedOut(record.server));
  }

  async function connect(signedIn: SignedIn, before: KeptAccount | null): Promise<void> {
    audit.signedIn(signedIn.server);
    openAccount(await keeper.keep(signedIn, before?.id ?? null));
  }

  async function forget(id: string): Promise<void> {
    kept = null;
    replyMemories.delete(id);
    await keeper.forget(id);
  }

  /** The server asked for it: nothing of the account stays on this device. */
  function wipe(current: AccountSession): Promise<void> {
    closeAccount();
    current.forgetCursors();
    leaving = forget(current.id).finally(() => {
      leaving = null;
      enter(signedOut(current.server, null, 'wiped'));
    });
    return leaving;
  }

  async function leave(current: AccountSession): Promise<void> {
    closeAccount();
    current.forgetCursors();
    // First here: whoever quits the app while the server does not answer leaves nothing on a shared PC.
    const forgotten = forget(current.id);
    const left = await Promise.allSettled([current.revoke(), forgotten]).then(([{ status }]) => status === 'rejected');
    audit.signedOut(current.server, !left);
    enter(signedOut(current.server, null, left ? 'app-password-left' : null));
    await forgotten;
  }

  return {
    state,
    subscribe: listeners.subscribe,
    start: (): Promise<void> => resume(),
    signIn(address: string): void {
      if (phase.kind === 'signed-out') signingIn.begin(address);
    },
    /** After the server ended the session; the account, its settings and cursors stay. @throws ServerNotAllowed */
    signInAgain(): void {
      if (leaving || !kept || phase.kind !== 'connected' || phase.connection.state !== 'signed-out') return;
      signingIn.beginAgain(kept);
      closeAccount();
    },
    ...signingIn.commands,
    /** Revokes the app password on the server and forgets the account here, also when the server cannot be reached. */
    async disconnect(): Promise<void> {
      if (phase.kind !== 'connected' || !account) return leaving ?? undefined;
      leaving = leave(account).finally(() => {
        leaving = null;
      });
      return leaving;
    },
    ...createAccountCommands({ ...about, account: () => account, phase: () => phase }),
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

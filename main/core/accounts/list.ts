import type { Sibling } from '../companions/appointments/appointment-store.ts';
import { SessionEnded } from '../errors.ts';
import type { Shared } from '../files/sending.ts';
import { type Labelled, shortLabel } from '../model/account-label.ts';
import type { AccountView } from '../model/connected.ts';
import type { ErrorCode } from '../model/error-code.ts';
import { partsOf } from '../model/global-token.ts';
import { type AccountNotifier, createAccountNotifier } from '../notify/account-notifier.ts';
import type { SignedIn } from '../sign-in/run-wizard.ts';
import { LOADING } from '../sync/snapshot.ts';
import { type ActiveAccount, type ActiveAccountOptions, createActiveAccount, SIGNED_OUT } from './account.ts';
import type { KnownAccount, UnlockedAccount } from './keeper.ts';
import type { Failure } from './lifecycle.ts';
import { accountIdOf } from './records.ts';
import type { ReplyMemories } from './reply-memories.ts';
import { toView } from './view.ts';

/** An account in the list: active, or waiting for the user to sign in again. */
export interface ListedAccount {
  known: KnownAccount;
  /** The account with its app password; null: it has none. */
  kept: UnlockedAccount | null;
  /** Null while the account is not active. */
  account: ActiveAccount | null;
  view: AccountView;
}

export interface AccountListDeps
  extends Pick<
    ActiveAccountOptions,
    'ports' | 'userAgent' | 'preferences' | 'answering' | 'alarms' | 'calls' | 'policy'
  > {
  /** Unsent texts of each account, kept while the account is in the list. */
  memories: ReplyMemories;
  onChange: () => void;
  /** A conversation has got files. */
  onShared: (account: ActiveAccount, shared: Shared) => void;
  /** A companion of some account has changed. */
  onCompanions: () => void;
  /** The server sent a new profile for an account. */
  onProfile: (known: KnownAccount) => void;
  /**
   * The server asks for a wipe of the device. Resolves with true when nothing is left, with false when the wipe will
   * not complete.
   */
  onWipe: (id: string) => Promise<boolean>;
}

export type AccountList = ReturnType<typeof createAccountList>;

/** The signed-in accounts in the order in which they were added; each with its own engine, cursors and secrets. */
export function createAccountList({
  onChange,
  onCompanions,
  onShared,
  onProfile,
  onWipe,
  memories,
  ...about
}: AccountListDeps) {
  const { preferences } = about;
  const { say } = preferences;
  const accounts = new Map<string, ListedAccount>();
  let watched = false;
  let lastFileId = 0;

  /** Returns null while there is no other account. @param known an account, in the list or not */
  function labelOf(known: KnownAccount): string | null {
    const now = accounts.get(known.id)?.known ?? known;
    return shortLabel(
      labelled(now),
      [...accounts.values()].map((one) => labelled(one.known)),
    );
  }

  function pause(id: string): void {
    const listed = accounts.get(id);
    listed?.account?.stop();
    if (listed) listed.account = null;
  }

  const notifierOf = (known: KnownAccount): AccountNotifier =>
    createAccountNotifier(about.ports.notifier, known.key, () => labelOf(known));

  function notify(known: KnownAccount, key: string, body: string): void {
    notifierOf(known).notify({ key, title: 'Talkmelder', body, silent: preferences.isSilent() });
  }

  function sentenceOf({ record }: KnownAccount, error: ErrorCode, detail: string | null): string {
    if (error === 'session-ended') return say('sessionEnded');
    if (error !== 'account-moved' || detail === null) return say('accountNotUsed');
    return say('accountMoved', { server: record.server, other: detail });
  }

  /** Returns the other accounts on the same origin. */
  function siblingsOf({ id, record }: KnownAccount): Sibling[] {
    const { origin } = new URL(record.server);
    return [...accounts.values()].flatMap(({ known, kept }) =>
      known.id !== id && new URL(known.record.server).origin === origin
        ? { id: known.id, settings: kept?.settings ?? about.ports.settings }
        : [],
    );
  }

  const active = (): ActiveAccount[] => [...accounts.values()].flatMap(({ account }) => account ?? []);

  return {
    /**
     * Returns an unused id. Two people may share a login name (one person's user id may be another's login name): the
     * second id then contains the user id, too, as JSON, because a keychain may cut its keys at a control character.
     */
    newIdFor({ server, credentials: { loginName }, profile: { userId } }: SignedIn): string {
      let name = loginName;
      // A login name may itself look like an id with a user id.
      while (accounts.has(accountIdOf(server, name))) name += `/${JSON.stringify(userId)}`;
      return accountIdOf(server, name);
    },
    labelOf,
    get: (id: string): ListedAccount | null => accounts.get(id) ?? null,
    all: (): ListedAccount[] => [...accounts.values()],
    views: (): AccountView[] => Array.from(accounts.values(), ({ view }) => view),
    active,
    /** Activates an account, in its old place if it has one. */
    open(kept: UnlockedAccount): void {
      const { id } = kept;
      pause(id);
      notifierOf(kept).withdraw(SIGNED_OUT);
      const listed: ListedAccount = { known: kept, kept, account: null, view: toView(kept, NOTHING_YET, null) };
      accounts.set(id, listed);
      listed.account = createActiveAccount({
        ...about,
        kept,
        memory: memories.open(id, kept.remembered),
        label: () => labelOf(kept),
        siblings: () => siblingsOf(kept),
        nextFileId() {
          lastFileId += 1;
          return lastFileId;
        },
        onFiles: onChange,
        onShared(shared) {
          if (listed.account) onShared(listed.account, shared);
        },
        onChange(view) {
          listed.view = view;
          onChange();
        },
        onCompanions,
        onProfile(record) {
          listed.known = { ...listed.known, record };
          onProfile(listed.known);
        },
        onWipe: () => onWipe(id),
      });
      listed.account.engine.start(watched);
      listed.account.companions.follow();
      if (watched) listed.account.companions.look();
    },
    /** Lists an account that is not active yet. */
    list(known: KnownAccount): void {
      const view = toView({ ...known, remembered: true }, NOTHING_YET, null);
      accounts.set(known.id, { known, kept: null, account: null, view });
    },
    /**
     * The account cannot be used until the user signs in again, or at all. When `final`, a notification says so,
     * because the user may not be looking.
     */
    fail(id: string, { error, detail, final }: Pick<Failure, 'error' | 'detail' | 'final'>): void {
      const listed = accounts.get(id);
      if (!listed) return;
      const connection = { ...LOADING, state: 'signed-out' as const, error, detail };
      listed.view = { ...listed.view, connection };
      if (final) notify(listed.known, SIGNED_OUT, sentenceOf(listed.known, error, detail));
    },
    /** Shows a notification, because the window may be closed or go on with other accounts. */
    notifyLeft(known: KnownAccount): void {
      const from = accounts.has(known.id) ? '' : `${new URL(known.record.server).host}: `;
      notify(known, 'left', `${from}${say('appPasswordLeft')}`);
    },
    /**
     * Notifies the user that an old app password, which a new one has replaced, may still exist.
     * @param server that may still know it
     */
    notifyReplacedLeft(known: KnownAccount, server: string): void {
      const { host } = new URL(server);
      notify(known, `replaced-left/${host}`, say('oldAppPasswordLeft', { host }));
    },
    /** Stops the account's work; the account stays in the list. */
    pause,
    remove(id: string): void {
      pause(id);
      accounts.delete(id);
      memories.forget(id);
    },
    /**
     * @throws SessionEnded when the account is not active, so that no command seems to succeed without being carried
     * out
     */
    conversation(global: string): { account: ActiveAccount; token: string } {
      const { token, accountKey } = partsOf(global);
      const account = active().find(({ key }) => key === accountKey);
      if (!account) throw new SessionEnded('no account is signed in');
      return { account, token };
    },
    withKey: (key: string): ActiveAccount | null => active().find((account) => account.key === key) ?? null,
    /** The window is shown. */
    look(): void {
      watched = true;
      for (const { engine, companions } of active()) {
        engine.look();
        companions.look();
      }
    },
    /** The window is hidden. */
    unlook(): void {
      watched = false;
      for (const { engine, companions } of active()) {
        engine.unlook();
        companions.unlook();
      }
    },
    /** The user or the network is back. */
    wake(): void {
      for (const account of active()) account.wake();
    },
    suspend(): void {
      for (const account of active()) account.suspend();
    },
    resume(): void {
      for (const account of active()) account.resume();
    },
    stop(): void {
      for (const id of accounts.keys()) pause(id);
    },
  };
}

const labelled = ({ id, record }: KnownAccount): Labelled => ({
  id,
  server: record.server,
  loginName: record.loginName,
  displayName: record.displayName,
});

const NOTHING_YET = { connection: LOADING, conversations: null, archived: [], beyond: 0 };

/** Whether the server has ended the account's session. */
export const hasEnded = ({ view }: ListedAccount): boolean => view.connection.state === 'signed-out';

/** Whether the account belongs to the same person on the same server, whichever login name they used. */
export function isSamePerson({ record }: KnownAccount, server: string, loginName: string, userId: string): boolean {
  if (record.server !== server) return false;
  return record.userId === null ? [loginName, userId].includes(record.loginName) : userId === record.userId;
}

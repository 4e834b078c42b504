import { createDoctor, type DoctorDeps } from '../doctor/doctor.ts';
import { describeError, errorCodeOf, isExpected, NotMarkedRead, SessionEnded, Unreachable } from '../errors.ts';
import type { AlarmPreview, AlarmRule, LevelOutcome } from '../model/alarm.ts';
import type { OwnStatus } from '../model/connected.ts';
import type { ReplyContext } from '../model/conversation.ts';
import type { ConversationAction, LateAction } from '../model/conversation-action.ts';
import type { Undoable } from '../model/delayed.ts';
import { type Diagnostics, diagnosticsText } from '../model/diagnostics.ts';
import { globalToken } from '../model/global-token.ts';
import type { Sound } from '../model/sound.ts';
import type { TestOutcome } from '../model/test-notification.ts';
import { newReference } from '../nextcloud/reference.ts';
import type { Picture } from '../nextcloud/talk-api.ts';
import { concernsAll } from '../notify/ask-about.ts';
import type { Ports } from '../ports.ts';
import type { Preferences } from '../settings/preferences.ts';
import type { ActiveAccount } from './account.ts';
import type { DelayedActions, DelayedItem } from './delayed-actions.ts';
import type { AccountList } from './list.ts';

/** Requests that "mark all as read" has in flight at once; servers limit the rate of requests. */
const AT_ONCE = 4;

export interface CommandsDeps extends Omit<DoctorDeps, 'diagnostics' | 'account'> {
  ports: Ports;
  preferences: Preferences;
  list: AccountList;
  delayed: DelayedActions;
}

/**
 * What the user does with conversations, which are named by `GlobalToken`. Commands throw their errors unless stated
 * otherwise.
 */
export function createAccountCommands({ list, delayed, ...deps }: CommandsDeps) {
  const { ports, preferences, phase } = deps;
  const { opener, desktop, secrets, log } = ports;
  const { conversation } = list;
  const doctor = createDoctor({ ...deps, account, diagnostics });

  /** Returns the account that the window shows in detail. */
  function account(): ActiveAccount | null {
    const now = phase();
    return now.kind === 'connected' ? (list.get(now.account.id)?.account ?? null) : null;
  }

  /** @throws SessionEnded when there is no such account */
  function active(id: string): ActiveAccount {
    const found = list.get(id)?.account;
    if (!found) throw new SessionEnded('no such account');
    return found;
  }

  async function act(global: string, action: ConversationAction): Promise<void> {
    const { account, token } = conversation(global);
    delayed.override(global, action);
    await account.act(token, action);
  }

  async function reply(global: string, text: string, referenceId: string): Promise<void> {
    const { account, token } = conversation(global);
    await account.replies.send(token, text, referenceId);
    account.notifier.withdraw(notSentKey(token));
  }

  /** Returns an action that shows at once and can be undone. */
  function delay(account: ActiveAccount, token: string, action: ConversationAction): DelayedItem {
    const global = globalToken(account.key, token);
    delayed.override(global, action);
    return { token: global, name: account.nameOf(token), action, account, delayed: account.delay(token, action) };
  }

  /**
   * Marks the conversations as read on the server. A conversation that cannot be marked does not stop the others; a
   * connection failure stops its own account.
   * @throws the first failure, at the end; an expected one as NotMarkedRead
   */
  async function markRead(items: readonly DelayedItem[]): Promise<void> {
    const byAccount = Map.groupBy(items, ({ account }) => account.id);
    const failed = (await Promise.all(Array.from(byAccount.values(), markReadInAccount))).flat();
    const first = failed[0]?.error;
    if (first === undefined) return;
    for (const error of new Set(failed.map((one) => one.error)))
      if (error !== first && !isExpected(error)) log.error(`mark all as read: ${describeError(error)}`);
    if (!isExpected(first)) throw first;
    const sameKind = failed.filter(({ error }) => errorCodeOf(error) === first.code);
    throw new NotMarkedRead(
      first,
      sameKind.flatMap(({ name }) => name ?? []),
    );
  }

  /** @returns the conversations that were not marked; one whose failure ends the work of the account comes first */
  async function markReadInAccount(items: readonly DelayedItem[]): Promise<NotMarked[]> {
    const left = [...items];
    const failed: NotMarked[] = [];
    const work = async (): Promise<void> => {
      while (!failed.some(({ error }) => endsAccountWork(error))) {
        const item = left.shift();
        if (!item) return;
        await item.delayed.send().catch((error: unknown) => failed.push({ name: item.name, error }));
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    // These conversations already show as read, and no request is sent for them.
    for (const { delayed: unsent } of left) unsent.undo();
    const general = failed.find(({ error }) => endsAccountWork(error));
    if (!general) return failed;
    const others = failed.filter((one) => one !== general);
    return [general, ...others, ...left.map(({ name }) => ({ name, error: general.error }))];
  }

  return {
    act,
    reply,
    /**
     * @param sound null: the conversation uses the account's sound
     * @throws NotSaved; the choice then lasts until the app ends
     */
    chooseConversationSound(global: string, sound: Sound | null): void {
      const { account, token } = conversation(global);
      account.chooseSound(token, sound);
    },
    /**
     * @param id of the account
     * @throws NotSaved; the choice then lasts until the app ends
     */
    chooseAccountSound(id: string, sound: Sound): void {
      const account = list.get(id)?.account;
      if (!account) throw new SessionEnded('the account is not active');
      account.chooseSound(null, sound);
    },
    /** @throws SettingLocked, or NotSaved; after NotSaved, the choice lasts until the app ends */
    async declareAlarm(global: string, rule: AlarmRule): Promise<LevelOutcome> {
      const { account, token } = conversation(global);
      return account.alarms.declare(token, rule);
    },
    /** @throws as `declareAlarm` */
    async undeclareAlarm(global: string): Promise<LevelOutcome> {
      const { account, token } = conversation(global);
      return account.alarms.undeclare(token);
    },
    /** Returns which of the conversation's last messages the rule would have made ring. Changes nothing. */
    async previewAlarm(global: string, rule: AlarmRule): Promise<AlarmPreview> {
      const { account, token } = conversation(global);
      return account.alarms.preview(token, rule);
    },
    keepDraft(global: string, text: string): void {
      const { account, token } = conversation(global);
      account.replies.keepDraft(token, text);
    },
    /**
     * Archives, restores or mutes a conversation after a few seconds in which the user can undo it. Resolves when the
     * action is done or undone.
     */
    async actLater(global: string, action: LateAction): Promise<void> {
      const { account, token } = conversation(global);
      const item = delay(account, token, action);
      await delayed.begin({ kind: kindOf(action), name: item.name }, [item], async ([left]) => left?.delayed.send());
    },
    /**
     * Marks every unread conversation of these accounts as read, after a few seconds in which the user can undo it; a
     * message that arrives in these seconds stays unread. A conversation that was not marked turns unread again, and
     * the first failure is thrown at the end. Resolves when that is done or undone.
     * @param ids of the accounts
     * @throws NotMarkedRead
     */
    async markAllRead(ids: readonly string[]): Promise<void> {
      const listed = ids.flatMap((id) => list.get(id) ?? []);
      // A password that the server has rejected is not sent again.
      const asked = listed.flatMap(({ account, view }) =>
        account && view.connection.state !== 'signed-out' ? account : [],
      );
      if (asked.length === 0) throw new SessionEnded('no account is signed in');
      const unread = asked.flatMap((account) => account.unreadTokens().map((token) => ({ account, token })));
      const items = unread.map(({ account, token }) => delay(account, token, { kind: 'mark-read' }));
      await delayed.begin({ kind: 'read', name: null }, items, markRead);
    },
    /** The user decides about the action that can be undone. */
    decideUndo: delayed.decide,
    async openReply(global: string): Promise<ReplyContext> {
      const { account, token } = conversation(global);
      return account.replies.open(token);
    },
    /**
     * Never rejects: a text that could not be sent waits in the conversation's reply field, and a notification says so.
     */
    async replyFromNotification(global: string, text: string): Promise<void> {
      if (text.trim() === '') return;
      try {
        await reply(global, text, newReference());
      } catch (error) {
        log.warn(`reply from a notification: ${describeError(error)}`);
        notifyNotSent(global, text);
      }
    },
    async avatar(global: string, dark: boolean): Promise<Picture | null> {
      const { account, token } = conversation(global);
      return account.avatar(token, dark);
    },
    accountAvatar: async (key: string, dark: boolean): Promise<Picture | null> =>
      list.withKey(key)?.ownAvatar(dark) ?? null,
    copyLink(global: string): Promise<void> {
      const { account, token } = conversation(global);
      return account.copyLink(token);
    },
    /** @param thread the notification's thread, null: it has none; if left out, the thread of the last message */
    async openConversation(global: string, thread?: string | null): Promise<void> {
      const { account, token } = conversation(global);
      await account.openConversation(token, thread);
    },
    /**
     * Opens Nextcloud Talk of this account's server, with no conversation chosen. The browser has a session of its own,
     * so the account needs none. @throws BrowserNotOpened, SessionEnded when there is no such account
     */
    async openTalk(id: string): Promise<void> {
      const record = list.get(id)?.known.record;
      if (!record) throw new SessionEnded('no such account');
      const { server, indexPhp } = record;
      const url = `${server}${indexPhp ? '/index.php' : ''}/apps/spreed`;
      await opener.open(url, new URL(server).origin, preferences.settings().openWith);
    },
    async joinCall(global: string): Promise<void> {
      const { account, token } = conversation(global);
      await account.joinCall(token);
    },
    refresh(): void {
      for (const { engine } of list.active()) engine.refresh();
    },
    /** Returns the status that the user has chosen on the server; null: none, or another kind. @throws the errors of a request */
    ownStatus: async (id: string): Promise<OwnStatus | null> => active(id).ownStatus(),
    /** @throws the errors of a request */
    setOwnStatus: async (id: string, status: OwnStatus): Promise<void> => active(id).setOwnStatus(status),
    /**
     * Shows a notification in the same way as a real one, so that it is held back when a real one would be. A click on
     * it opens the window.
     */
    async testNotification(): Promise<TestOutcome> {
      if (preferences.rules().paused) return 'paused';
      if (preferences.rules().notify === 'off') return 'off';
      if (await isDoNotDisturb()) return 'do-not-disturb';
      const { say } = preferences;
      const plain = { token: null, thread: null, replyPlaceholder: null, markRead: null };
      const words = { title: say('testTitle'), body: say('testBody') };
      ports.notifier.show({ ...plain, ...words, key: 'test', silent: preferences.isSilent() });
      return desktop.device().notifications ? 'sent' : 'impossible';
    },
    diagnostics,
    copyDiagnostics: (): Promise<void> => opener.copy(diagnosticsText(diagnostics())),
    runDoctor: doctor.run,
    onDoctorProgress: doctor.onProgress,
    copyReport: doctor.copy,
  };

  /**
   * Whether no account may disturb its user. An unknown status counts as "may be disturbed", as it does for messages.
   */
  async function isDoNotDisturb(): Promise<boolean> {
    const asked = list.active().map((account) => account.isDoNotDisturb().catch(() => false));
    const answers = await Promise.all(asked);
    return answers.length > 0 && answers.every((answer) => answer);
  }

  function diagnostics(): Diagnostics {
    const signedOut = {
      server: null,
      nextcloud: null,
      talk: null,
      push: 'not-offered' as const,
      lastSyncAt: null,
      alarms: null,
    };
    return { ...desktop.versions(), ...(account()?.facts() ?? signedOut), secretBackend: secrets.backend() };
  }

  function notifyNotSent(global: string, text: string): void {
    const { say, isSilent } = preferences;
    const about = { title: say('notSent'), silent: isSilent() };
    try {
      const { account, token } = conversation(global);
      account.replies.addToDraft(token, text);
      account.notifier.notify({ ...about, key: notSentKey(token), body: say('notSentHelp') });
    } catch (error) {
      log.warn(`draft of a reply: ${describeError(error)}`);
      // The conversation or the account is gone, and a shared screen must not show the text.
      const plain = { token: null, thread: null, replyPlaceholder: null, markRead: null };
      ports.notifier.show({ ...about, ...plain, key: notSentKey(global), body: say('notSentLost') });
    }
  }
}

const notSentKey = (token: string): string => `${token}/not-sent`;

/** A conversation that could not be marked as read. */
interface NotMarked {
  name: string | null;
  error: unknown;
}

/** The error would be the same for every other conversation of the account. */
const endsAccountWork = (error: unknown): boolean => concernsAll(error) || error instanceof Unreachable;

const kindOf = (action: LateAction): Undoable['kind'] => {
  if (action.kind === 'set-level') return 'muted';
  return action.on ? 'archived' : 'unarchived';
};

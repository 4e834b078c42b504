import { createDoctor, type DoctorDeps } from '../doctor/doctor.ts';
import { describeError, isExpected, Maintenance, SessionEnded, TooManyAttempts, Unreachable } from '../errors.ts';
import type { ReplyContext } from '../model/conversation.ts';
import type { ConversationAction } from '../model/conversation-action.ts';
import { type Diagnostics, diagnosticsText } from '../model/diagnostics.ts';
import type { Sound } from '../model/sound.ts';
import type { Picture } from '../nextcloud/talk-api.ts';
import type { Ports } from '../ports.ts';
import type { Preferences } from '../settings/preferences.ts';
import type { ActiveAccount } from './account.ts';
import type { AccountList } from './list.ts';

/** Requests that "mark all as read" has in flight at once; servers limit the rate of requests. */
const AT_ONCE = 4;

export interface CommandsDeps extends Omit<DoctorDeps, 'diagnostics' | 'account'> {
  ports: Ports;
  preferences: Preferences;
  list: AccountList;
}

/**
 * What the user does with conversations, which are named by `GlobalToken`. Commands throw their errors unless stated
 * otherwise.
 */
export function createAccountCommands({ list, ...deps }: CommandsDeps) {
  const { ports, preferences, phase } = deps;
  const { opener, desktop, secrets, log } = ports;
  const { conversation } = list;
  const doctor = createDoctor({ ...deps, account, diagnostics });
  /** Running "mark all as read" commands by account id. */
  const marking = new Map<string, Promise<void>>();

  /** Returns the account that the window shows in detail. */
  function account(): ActiveAccount | null {
    const now = phase();
    return now.kind === 'connected' ? (list.get(now.account.id)?.account ?? null) : null;
  }

  async function act(global: string, action: ConversationAction): Promise<void> {
    const { account, token } = conversation(global);
    await account.act(token, action);
  }

  async function reply(global: string, text: string, id: string): Promise<void> {
    const { account, token } = conversation(global);
    await account.replies.send(token, text, id);
    account.notifier.withdraw(notSentKey(token));
  }

  /** Joins the run that is already under way for this account, if there is one. */
  function markOnce(account: ActiveAccount): Promise<void> {
    const { id } = account;
    const running = marking.get(id) ?? markAccountRead(account).finally(() => marking.delete(id));
    marking.set(id, running);
    return running;
  }

  async function markAccountRead(account: ActiveAccount): Promise<void> {
    const tokens = account.unreadTokens();
    const failures: unknown[] = [];
    const work = async (): Promise<void> => {
      for (let token = tokens.shift(); token !== undefined && !failures.some(concernsAll); token = tokens.shift())
        await account.act(token, { kind: 'mark-read' }).catch((error: unknown) => failures.push(error));
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    if (failures.length === 0) return;
    const told = failures.find(concernsAll) ?? failures[0];
    logOthers(failures, told);
    throw told;
  }

  /** The caller throws, and the window is told, only one of several failures. */
  function logOthers(failures: readonly unknown[], told: unknown): void {
    for (const error of failures)
      if (error !== told && !isExpected(error)) log.error(`mark all as read: ${describeError(error)}`);
  }

  return {
    act,
    reply,
    /** @param sound null: as the account @throws NotSaved, and then the choice lasts until the app ends */
    chooseConversationSound(global: string, sound: Sound | null): void {
      const { account, token } = conversation(global);
      account.chooseSound(token, sound);
    },
    /** @param id of the account @throws NotSaved, as above */
    chooseAccountSound(id: string, sound: Sound): void {
      const account = list.get(id)?.account;
      if (!account) throw new SessionEnded('the account is not active');
      account.chooseSound(null, sound);
    },
    keepDraft(global: string, text: string): void {
      const { account, token } = conversation(global);
      account.replies.keepDraft(token, text);
    },
    /**
     * Marks every unread conversation of these accounts as read. A conversation that cannot be marked does not stop the
     * others; a connection failure stops its own account. A conversation that was not marked turns unread again, and
     * the first failure is thrown at the end.
     * @param ids of the accounts
     */
    async markAllRead(ids: readonly string[]): Promise<void> {
      const listed = ids.flatMap((id) => list.get(id) ?? []);
      // A password that the server has rejected is not sent again.
      const asked = listed.flatMap(({ account, view }) =>
        account && view.connection.state !== 'signed-out' ? account : [],
      );
      if (asked.length === 0) throw new SessionEnded('no account is signed in');
      const outcomes = await Promise.allSettled(asked.map(markOnce));
      const failures = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
      logOthers(failures, failures[0]);
      if (failures.length > 0) throw failures[0];
    },
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
        await reply(global, text, newMessageId());
      } catch (error) {
        log.warn(`reply from a notification: ${describeError(error)}`);
        tellNotSent(global, text);
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
    async joinCall(global: string): Promise<void> {
      const { account, token } = conversation(global);
      await account.joinCall(token);
    },
    refresh(): void {
      for (const { engine } of list.active()) engine.refresh();
    },
    diagnostics,
    copyDiagnostics: (): Promise<void> => opener.copy(diagnosticsText(diagnostics())),
    runDoctor: doctor.run,
    onDoctorProgress: doctor.onProgress,
    copyReport: doctor.copy,
  };

  function diagnostics(): Diagnostics {
    const signedOut = { server: null, nextcloud: null, talk: null, push: 'not-offered' as const, lastSyncAt: null };
    return { ...desktop.versions(), ...(account()?.facts() ?? signedOut), secretBackend: secrets.backend() };
  }

  function tellNotSent(global: string, text: string): void {
    const { say, isSilent } = preferences;
    const about = { title: say('notSent'), silent: isSilent() };
    try {
      const { account, token } = conversation(global);
      account.replies.addToDraft(token, text);
      account.notifier.tell({ ...about, key: notSentKey(token), body: say('notSentHelp') });
    } catch (error) {
      log.warn(`draft of a reply: ${describeError(error)}`);
      // The conversation or the account is gone, and a shared screen must not show the text.
      const plain = { token: null, thread: null, replyPlaceholder: null, markRead: null };
      ports.notifier.show({ ...about, ...plain, key: notSentKey(global), body: say('notSentLost') });
    }
  }
}

const notSentKey = (token: string): string => `${token}/not-sent`;

/** The error would be the same for every other conversation of the account. */
const concernsAll = (error: unknown): boolean =>
  [SessionEnded, TooManyAttempts, Unreachable, Maintenance].some((kind) => error instanceof kind);

/** Returns what Talk calls a reference id. */
const newMessageId = (): string => {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
};

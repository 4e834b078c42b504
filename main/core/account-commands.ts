import type { AccountSession } from './account-session.ts';
import { createDoctor, type DoctorDeps } from './doctor/doctor.ts';
import { errorCodeOf, Maintenance, SessionEnded, TooManyAttempts, Unreachable } from './errors.ts';
import type { ReplyContext } from './model/conversation.ts';
import { type Diagnostics, diagnosticsText } from './model/diagnostics.ts';
import type { Picture } from './nextcloud/talk-api.ts';
import type { Ports } from './ports.ts';
import type { Preferences } from './preferences.ts';
import type { RoomAction } from './sync/room-action.ts';

/** "Mark all as read" asks for so many at once; a server counts requests. */
const AT_ONCE = 4;

export interface CommandsDeps extends Omit<DoctorDeps, 'diagnostics'> {
  /** Null while nobody is signed in. */
  account: () => AccountSession | null;
  ports: Ports;
  preferences: Preferences;
}

/** What a person does with the conversations of the account. Failures are thrown unless said otherwise. */
export function createAccountCommands(deps: CommandsDeps) {
  const { account, ports, preferences } = deps;
  const { notifier, opener, desktop, secrets, log } = ports;
  const doctor = createDoctor({ ...deps, diagnostics });
  let marking: Promise<void> | null = null;

  /** @throws SessionEnded while nobody is signed in: nothing may look done that was not */
  const signedIn = (): AccountSession => {
    const current = account();
    if (!current) throw new SessionEnded('nobody is signed in');
    return current;
  };
  const act = async (token: string, action: RoomAction): Promise<void> => signedIn().act(token, action);

  async function reply(token: string, text: string, id: string): Promise<void> {
    await signedIn().replies.send(token, text, id);
    notifier.withdraw(notSentKey(token));
  }

  async function markEveryOneRead(): Promise<void> {
    const tokens = signedIn().unreadTokens();
    const failures: unknown[] = [];
    const work = async (): Promise<void> => {
      for (let token = tokens.shift(); token !== undefined && !failures.some(concernsAll); token = tokens.shift())
        await act(token, { kind: 'mark-read' }).catch((error: unknown) => failures.push(error));
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    if (failures.length > 0) throw failures.find(concernsAll) ?? failures[0];
  }

  return {
    act,
    reply,
    keepDraft: (token: string, text: string): void => signedIn().replies.keepDraft(token, text),
    /**
     * Every conversation with something unread, once at a time. One that cannot be marked does not keep the others from
     * it; a failure of the connection does. What was not marked is unread again, and a failure is thrown at the end.
     */
    markAllRead(): Promise<void> {
      marking ??= markEveryOneRead().finally(() => {
        marking = null;
      });
      return marking;
    },
    openReply: async (token: string): Promise<ReplyContext> => signedIn().replies.open(token),
    /** Never rejects: what could not be sent waits in the conversation's field, and a notification says so. */
    async replyFromNotification(token: string, text: string): Promise<void> {
      if (text.trim() === '') return;
      try {
        await reply(token, text, newMessageId());
      } catch (error) {
        log.warn(`reply from a notification: ${errorCodeOf(error)}`);
        tellNotSent(token, text);
      }
    },
    avatar: async (token: string, dark: boolean): Promise<Picture | null> => account()?.avatar(token, dark) ?? null,
    accountAvatar: async (dark: boolean): Promise<Picture | null> => account()?.ownAvatar(dark) ?? null,
    copyLink: (token: string): void => signedIn().copyLink(token),
    openConversation: async (token: string): Promise<void> => signedIn().openConversation(token),
    joinCall: async (token: string): Promise<void> => signedIn().joinCall(token),
    refresh: (): void => account()?.engine.refresh(),
    diagnostics,
    copyDiagnostics: (): void => opener.copy(diagnosticsText(diagnostics())),
    runDoctor: doctor.run,
    copyReport: doctor.copy,
  };

  function diagnostics(): Diagnostics {
    const nobody = { server: null, nextcloud: null, talk: null, push: 'not-offered' as const, lastSyncAt: null };
    return { ...desktop.versions(), ...(account()?.facts() ?? nobody), secretBackend: secrets.backend() };
  }

  function tellNotSent(token: string, text: string): void {
    const { say, isSilent } = preferences;
    const about = { key: notSentKey(token), title: say('notSent'), body: say('notSentHelp'), token: null };
    try {
      signedIn().replies.addToDraft(token, text);
    } catch {
      // The conversation or the account is gone, and the text does not belong on a screen that others see.
      about.body = say('notSentLost');
    }
    notifier.show({ ...about, silent: isSilent(), replyPlaceholder: null, markRead: null });
  }
}

const notSentKey = (token: string): string => `${token}/not-sent`;

/** Asking for the next conversation would end in the same way. */
const concernsAll = (error: unknown): boolean =>
  [SessionEnded, TooManyAttempts, Unreachable, Maintenance].some((kind) => error instanceof kind);

/** What Talk calls a reference id. */
const newMessageId = (): string => {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
};

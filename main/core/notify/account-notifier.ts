import { globalToken } from '../model/global-token.ts';
import type { Sound } from '../model/sound.ts';
import type { Notice, NotificationRequest, Notifier } from '../ports.ts';

export type AccountNotifier = ReturnType<typeof createAccountNotifier>;

/**
 * Gives each account its own notifications, because two servers may use the same token.
 * @param key of the account
 * @param label names the account; null while it is the only one
 * @param soundOf returns the sound for a conversation of the account, or for none
 */
export function createAccountNotifier(
  notifier: Notifier,
  key: string,
  label: () => string | null,
  soundOf: (token: string | null) => Sound = () => 'system',
) {
  /** Notifications that are shown and not withdrawn. */
  const shown = new Set<string>();
  const keyOf = (name: string): string => `${key}/${name}`;

  /** Returns the notification as it is known outside of the account. */
  function named(request: NotificationRequest): NotificationRequest {
    const { token, title } = request;
    const from = label();
    return {
      ...request,
      sound: soundOf(token),
      key: keyOf(request.key),
      token: token === null ? null : globalToken(key, token),
      title: from === null ? title : `${title} · ${from}`,
    };
  }

  const withoutConversation = ({ app, ...notice }: Notice): NotificationRequest => ({
    ...notice,
    ...(app && { app: { ...app, account: key } }),
    token: null,
    thread: null,
    replyPlaceholder: null,
    markRead: null,
  });

  function show(request: NotificationRequest): void {
    shown.add(request.key);
    notifier.show(named(request));
  }

  return {
    show,
    update: (request: NotificationRequest): void => notifier.update(named(request)),
    /** Shows a notification that is not a message: it has no reply field. */
    notify: (notice: Notice): void => show(withoutConversation(notice)),
    /** Changes such a notification while it is on the screen, without ringing. */
    amend: (notice: Notice): void => notifier.update(named(withoutConversation(notice))),
    withdraw(name: string): void {
      shown.delete(name);
      notifier.withdraw(keyOf(name));
    },
    withdrawAll(): void {
      for (const name of shown) notifier.withdraw(keyOf(name));
      shown.clear();
    },
  };
}

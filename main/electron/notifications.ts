import { Notification, type NotificationConstructorOptions } from 'electron';
import type { Logger, NotificationRequest, Notifier } from '../core/ports.ts';

/** Kept to be withdrawn and clicked; older ones are forgotten, or a busy year would fill the memory. */
const MOST_KEPT = 200;

/** What a person can do with a notification. */
export interface NotificationListeners {
  /** @param token of the conversation, or null for "open the window" */
  onClick: (token: string | null) => void;
  /** macOS and Windows only: answered from the notification itself. */
  onReply: (token: string, text: string) => void;
  onMarkRead: (token: string) => void;
}

/** Native notifications. */
export function createNotifier(log: Logger, { onClick, onReply, onMarkRead }: NotificationListeners): Notifier {
  // Referenced until they are closed: a collected Notification loses its clicks.
  const shown = new Map<string, Notification>();

  function withdraw(key: string): void {
    const notification = shown.get(key);
    shown.delete(key);
    notification?.close();
  }

  /** After an answer or a button. Some systems leave it in their list then; another may have taken its place by now. */
  function done(key: string, notification: Notification): void {
    if (shown.get(key) === notification) shown.delete(key);
    notification.close();
  }

  return {
    show(request) {
      if (!Notification.isSupported()) return log.warn('notifications are not supported here');
      const { key, token } = request;
      withdraw(key);
      const notification = new Notification(optionsOf(request));
      notification.on('click', () => onClick(token));
      notification.on('failed', (_event, error) => log.warn(`notification failed: ${error}`));
      if (token !== null) {
        notification.on('reply', ({ reply }) => {
          done(key, notification);
          onReply(token, reply);
        });
        // There is one button: its index tells nothing.
        notification.on('action', () => {
          done(key, notification);
          onMarkRead(token);
        });
      }
      shown.set(key, notification);
      const [oldest] = shown.keys();
      if (shown.size > MOST_KEPT && oldest !== undefined) shown.delete(oldest);
      notification.show();
    },
    withdraw,
  };
}

function optionsOf({
  title,
  body,
  silent,
  token,
  replyPlaceholder,
  markRead,
}: NotificationRequest): NotificationConstructorOptions {
  const linux = process.platform === 'linux';
  return {
    title,
    body: linux ? escaped(body) : body,
    silent,
    // Linux has no field in notifications. macOS shows field and button when the app is signed, the button among
    // "additional actions"; Windows shows both below the text.
    ...(replyPlaceholder !== null && token !== null && !linux ? { hasReply: true, replyPlaceholder } : {}),
    ...(markRead !== null && token !== null ? { actions: [{ type: 'button', text: markRead }] } : {}),
  };
}

/** Linux notification servers read markup in bodies. */
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

import { Notification, type NotificationConstructorOptions } from 'electron';
import { cleaned, oneLine } from '../core/model/plain-text.ts';
import type { Logger, NotificationRequest, Notifier } from '../core/ports.ts';

/**
 * Kept to be withdrawn and clicked, where they do not tell that they are gone; a busy year would fill the memory. One
 * that is not kept any more is closed: nothing could take it from the screen later.
 */
const MOST_KEPT = 200;
/** The sentences of the app are shorter, and of messages less is asked for. */
const LONGEST_BODY = 500;

/** What a person can do with a notification. */
export interface NotificationListeners {
  /**
   * @param token of the conversation, or null for "open the window"
   * @param thread in it, or null for the conversation itself
   */
  onClick: (token: string | null, thread: string | null) => void;
  /** macOS and Windows only: answered from the notification itself. */
  onReply: (token: string, text: string) => void;
  onMarkRead: (token: string) => void;
}

/** Whether what is asked for reaches the screen. */
export interface NotificationHealth {
  /** False from when one could not be shown until one is. */
  works(): boolean;
  /** @param onChange called when that has changed */
  watch(onChange: () => void): void;
}

/** Native notifications. */
export function createNotifier(
  log: Logger,
  { onClick, onReply, onMarkRead }: NotificationListeners,
): Notifier & NotificationHealth {
  // Referenced until they are closed: a collected Notification loses its clicks.
  const shown = new Map<string, Notification>();
  let works = true;
  let onChange = (): void => {};

  function found(working: boolean): void {
    if (works === working) return;
    works = working;
    onChange();
  }

  function withdraw(key: string): void {
    const notification = shown.get(key);
    shown.delete(key);
    notification?.close();
  }

  /** Another may have taken its place by now. */
  function forget(key: string, notification: Notification): void {
    if (shown.get(key) === notification) shown.delete(key);
  }

  /** After an answer or a button. Some systems leave it in their list then. */
  function done(key: string, notification: Notification): void {
    forget(key, notification);
    notification.close();
  }

  /** What becomes of it. Windows and macOS alone tell that one has failed. */
  function follow(key: string, notification: Notification): void {
    notification.on('show', () => found(true));
    notification.on('failed', (_event, error) => {
      log.warn(`notification failed: ${error}`);
      forget(key, notification);
      found(false);
    });
    // On Windows it may be in the Action Center from then on, where it can still be clicked.
    if (process.platform !== 'win32') notification.on('close', () => forget(key, notification));
  }

  return {
    show(request) {
      if (!Notification.isSupported()) return log.warn('notifications are not supported here');
      const { key, token, thread } = request;
      withdraw(key);
      const notification = new Notification(optionsOf(request));
      notification.on('click', () => onClick(token, thread));
      follow(key, notification);
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
      if (shown.size > MOST_KEPT && oldest !== undefined) withdraw(oldest);
      notification.show();
    },
    withdraw,
    works: () => works,
    watch(listener) {
      onChange = listener;
    },
  };
}

/** The texts are clean already. This is the last place before they become XML on Windows and markup on Linux. */
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
    title: oneLine(title),
    body: linux ? escaped(cleaned(body, LONGEST_BODY)) : cleaned(body, LONGEST_BODY),
    silent,
    // Linux has no field in notifications. macOS shows field and button when the app is signed, the button among
    // "additional actions"; Windows shows both below the text.
    ...(replyPlaceholder !== null && token !== null && !linux ? { hasReply: true, replyPlaceholder } : {}),
    ...(markRead !== null && token !== null ? { actions: [{ type: 'button', text: markRead }] } : {}),
  };
}

/** Linux notification servers read markup in bodies. */
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

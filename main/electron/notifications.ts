import { randomUUID } from 'node:crypto';
import { Notification, type NotificationConstructorOptions } from 'electron';
import { cleaned, oneLine } from '../core/model/plain-text.ts';
import type { Logger, NotificationRequest, Notifier } from '../core/ports.ts';
import { choiceOn, type ToastChoice, toastXml } from './toast-xml.ts';

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

/** Toasts that an earlier run of the app has left in Windows' Action Center. */
export interface EarlierToasts {
  /**
   * From now on, what a person chooses on them counts, and what was chosen since the start. Elsewhere than on Windows,
   * none outlives the app.
   */
  hearEarlier(): void;
}

export type DesktopNotifier = Notifier & NotificationHealth & EarlierToasts;

/** Native notifications. */
export function createNotifier(log: Logger, { onClick, onReply, onMarkRead }: NotificationListeners): DesktopNotifier {
  // Referenced until they are closed: a collected Notification loses its clicks.
  const shown = new Map<string, Notification>();
  /** The system has them. */
  const arrived = new WeakSet<Notification>();
  /** Taken back while the system was still making them. */
  const leaving = new Set<Notification>();
  /** Ids of those on which a person has chosen something. */
  const chosen = new Set<string>();
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
    if (notification) close(notification);
  }

  /**
   * Windows and macOS make it in their own time. Closed before that, it would appear all the same, and neither be told
   * of nor be closed any more: Electron has let go of it then (`Notification::Close` in shell/browser/api/
   * electron_api_notification.cc, `SetupAndShowOnUIThread` in notifications/win/windows_toast_notification.cc,
   * `ScheduleNotification` in notifications/mac/cocoa_notification.mm).
   */
  function close(notification: Notification): void {
    if (arrived.has(notification)) notification.close();
    else leaving.add(notification);
  }

  /**
   * Windows tells of a choice once or twice: to the notification, where the app still has it, and to the app as a whole
   * (`HandleToastActivation` in notifications/win/windows_toast_activator.cc). It counts once.
   */
  function choose({ id, kind, token, thread, text }: ToastChoice): void {
    if (id !== '' && chosen.has(id)) return;
    chosen.add(id);
    const [oldest] = chosen;
    if (chosen.size > MOST_KEPT && oldest !== undefined) chosen.delete(oldest);
    if (kind === 'click' || token === null) onClick(token, thread);
    else if (kind === 'reply') onReply(token, text);
    else onMarkRead(token);
  }

  /** Another may have taken its place by now. */
  function forget(key: string, notification: Notification): void {
    if (shown.get(key) === notification) shown.delete(key);
  }

  /** After an answer or a button. Some systems leave it in their list then. */
  function done(key: string, notification: Notification): void {
    forget(key, notification);
    close(notification);
  }

  /** What becomes of it. Windows and macOS alone tell that one has failed. */
  function follow(key: string, notification: Notification): void {
    notification.on('show', () => {
      arrived.add(notification);
      if (leaving.delete(notification)) notification.close();
      found(true);
    });
    notification.on('failed', (_event, error) => {
      leaving.delete(notification);
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
      // Never the same twice: Electron would look for one that it has let go of.
      const id = randomUUID();
      const notification = new Notification(optionsOf(request, id));
      const about = { id, token, thread, text: '' };
      notification.on('click', () => choose({ ...about, kind: 'click' }));
      follow(key, notification);
      if (token !== null) {
        notification.on('reply', ({ reply }) => {
          done(key, notification);
          choose({ ...about, kind: 'reply', text: reply });
        });
        // There is one button: its index tells nothing.
        notification.on('action', () => {
          done(key, notification);
          choose({ ...about, kind: 'mark-read' });
        });
      }
      shown.set(key, notification);
      const [oldest] = shown.keys();
      if (shown.size > MOST_KEPT && oldest !== undefined) withdraw(oldest);
      notification.show();
    },
    withdraw,
    hearEarlier(): void {
      if (process.platform === 'win32') Notification.handleActivation((details) => choose(choiceOn(details)));
    },
    works: () => works,
    watch(listener) {
      onChange = listener;
    },
  };
}

/** The texts are clean already. This is the last place before they become XML on Windows and markup on Linux. */
function optionsOf(
  { title, body, silent, token, thread, replyPlaceholder, markRead }: NotificationRequest,
  id: string,
): NotificationConstructorOptions {
  const linux = process.platform === 'linux';
  const options: NotificationConstructorOptions = {
    id,
    title: oneLine(title),
    body: linux ? escaped(cleaned(body, LONGEST_BODY)) : cleaned(body, LONGEST_BODY),
    silent,
    // Linux has no field in notifications. macOS shows field and button when the app is signed, the button among
    // "additional actions"; Windows shows both below the text.
    ...(replyPlaceholder !== null && token !== null && !linux ? { hasReply: true, replyPlaceholder } : {}),
    ...(markRead !== null && token !== null ? { actions: [{ type: 'button', text: markRead }] } : {}),
  };
  return process.platform === 'win32' ? { ...options, toastXml: toastXml(options, token, thread) } : options;
}

/** Linux notification servers read markup in bodies. */
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

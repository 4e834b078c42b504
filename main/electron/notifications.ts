import { randomUUID } from 'node:crypto';
import { Notification, type NotificationConstructorOptions } from 'electron';
import type { AppAddress } from '../core/model/companion.ts';
import { cleaned, oneLine } from '../core/model/plain-text.ts';
import type { Logger, NotificationRequest, Notifier } from '../core/ports.ts';
import type { SoundPlayer } from './sound-player.ts';
import { choiceOn, type ToastChoice, toastXml } from './toast-xml.ts';

/**
 * Notifications are kept so that they can be withdrawn and clicked. Some systems do not report that a notification is
 * gone, and a busy year would fill the memory. A notification that is dropped from the map is closed, because nothing
 * could remove it from the screen later.
 */
const MOST_KEPT = 200;
/** The app's own sentences are shorter, and core cuts message texts below this. */
const LONGEST_BODY = 500;

/** What a person can do with a notification. */
export interface NotificationListeners {
  /**
   * @param token of the conversation, or null for "open the window"
   * @param thread in it, or null for the conversation itself
   */
  onClick: (token: string | null, thread: string | null) => void;
  /** The user wants to see this app in the browser. */
  onApp: (app: AppAddress) => void;
  /** macOS and Windows only: the user answered in the notification itself. */
  onReply: (token: string, text: string) => void;
  onMarkRead: (token: string) => void;
  /** The user wants to join the conversation's call. */
  onJoin: (token: string) => void;
  /** The user has seen this alarm. */
  onAcknowledge: (alarm: string) => void;
}

/** Whether requested notifications reach the screen. */
export interface NotificationHealth {
  /** False from the first failed notification until one is shown. */
  works(): boolean;
  /** @param onChange called when `works` has changed */
  watch(onChange: () => void): void;
}

/** Toasts that an earlier run of the app left in the Action Center of Windows. */
export interface EarlierToasts {
  /**
   * Starts to handle what the user chooses on them, including choices since the start. On other systems no notification
   * outlives the app.
   */
  hearEarlier(): void;
}

export type DesktopNotifier = Notifier & NotificationHealth & EarlierToasts;

/**
 * Native notifications. One with a sound of its own is silent for the system, and `player` plays the sound; if that
 * fails, the notification is shown again with the system's sound.
 */
export function createNotifier(
  log: Logger,
  { onClick, onApp, onReply, onMarkRead, onJoin, onAcknowledge }: NotificationListeners,
  player: SoundPlayer,
): DesktopNotifier {
  // References are kept until the notifications are closed: a collected Notification loses its clicks.
  const shown = new Map<string, Notification>();
  /** Notifications that the system has made. */
  const arrived = new WeakSet<Notification>();
  /** Notifications that were withdrawn while the system was still making them. */
  const leaving = new Set<Notification>();
  /** Ids of the notifications on which the user has chosen something. */
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
   * Windows and macOS make a notification in their own time. If it were closed before that, it would appear all the
   * same, emit no events and could not be closed any more, because Electron has let go of it (`Notification::Close` in
   * shell/browser/api/electron_api_notification.cc, `SetupAndShowOnUIThread` in
   * notifications/win/windows_toast_notification.cc, `ScheduleNotification` in
   * notifications/mac/cocoa_notification.mm).
   */
  function close(notification: Notification): void {
    if (arrived.has(notification)) notification.close();
    else leaving.add(notification);
  }

  /**
   * Windows reports a choice once or twice: to the notification, if the app still has it, and to the app as a whole
   * (`HandleToastActivation` in notifications/win/windows_toast_activator.cc). A choice counts once.
   */
  function choose({ id, kind, token, thread, alarm, app, text }: ToastChoice): void {
    if (id !== '' && chosen.has(id)) return;
    chosen.add(id);
    const [oldest] = chosen;
    if (chosen.size > MOST_KEPT && oldest !== undefined) chosen.delete(oldest);
    if (alarm !== null) onAcknowledge(alarm);
    else if (app !== null) onApp(app);
    else if (kind === 'click' || token === null) onClick(token, thread);
    else if (kind === 'join') onJoin(token);
    else if (kind === 'reply') onReply(token, text);
    else onMarkRead(token);
  }

  /** Another notification may have taken this key by now. */
  function forget(key: string, notification: Notification): void {
    if (shown.get(key) === notification) shown.delete(key);
  }

  /** After an answer or a button, some systems leave the notification in their list. */
  function done(key: string, notification: Notification): void {
    forget(key, notification);
    close(notification);
  }

  /** Follows the fate of a notification. Only Windows and macOS report a failure. */
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
    // On Windows, a closed notification may be in the Action Center, where the user can still click it.
    if (process.platform !== 'win32') notification.on('close', () => forget(key, notification));
  }

  function ring(request: NotificationRequest): void {
    const { key, sound = 'system', silent } = request;
    if (silent || sound === 'system' || !player.works()) {
      present(request);
      return;
    }
    const notification = present({ ...request, silent: true });
    void player.play(sound).then((began) => {
      if (!began && shown.get(key) === notification) present(request);
    });
  }

  /** @param quiet no banner, where the system can do that */
  function present(request: NotificationRequest, quiet = false): Notification {
    const { key, token, thread } = request;
    const isCall = request.join !== undefined;
    const alarm = request.acknowledge?.alarm ?? null;
    withdraw(key);
    // No id is used twice: Electron would look for a notification that it has let go of.
    const id = randomUUID();
    const notification = new Notification(optionsOf(request, id, quiet));
    const about = { id, token, thread, alarm, app: request.app ?? null, text: '' };
    notification.on('click', () => choose({ ...about, kind: isCall ? 'join' : 'click' }));
    follow(key, notification);
    if (token !== null || alarm !== null) {
      notification.on('reply', ({ reply }) => {
        done(key, notification);
        choose({ ...about, kind: 'reply', text: reply });
      });
      // There is only one button, so its index does not matter.
      notification.on('action', () => {
        done(key, notification);
        choose({ ...about, kind: isCall ? 'join' : 'mark-read' });
      });
    }
    shown.set(key, notification);
    const [oldest] = shown.keys();
    if (shown.size > MOST_KEPT && oldest !== undefined) withdraw(oldest);
    notification.show();
    return notification;
  }

  return {
    show(request) {
      if (Notification.isSupported()) ring(request);
      else log.warn('notifications are not supported here');
    },
    /**
     * Electron cannot change a notification that is shown: showing it again closes it first (`Notification::Show` in
     * shell/browser/api/electron_api_notification.cc). So a silent one takes its place, and on Linux one of low urgency,
     * which panels list without a banner.
     */
    update(request) {
      if (shown.has(request.key)) present({ ...request, silent: true }, true);
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
  { title, body, silent, token, thread, replyPlaceholder, markRead, join, acknowledge, app }: NotificationRequest,
  id: string,
  quiet: boolean,
): NotificationConstructorOptions {
  const linux = process.platform === 'linux';
  const button = acknowledge?.label ?? join ?? markRead;
  const options: NotificationConstructorOptions = {
    id,
    title: oneLine(title),
    body: linux ? escaped(cleaned(body, LONGEST_BODY)) : cleaned(body, LONGEST_BODY),
    silent,
    // On Linux, a critical notification stays until a person closes it; elsewhere the system decides how long it stays.
    ...(linux && acknowledge ? { urgency: 'critical' } : quiet && linux ? { urgency: 'low' } : {}),
    ...(acknowledge ? { timeoutType: 'never' } : {}),
    // Linux notifications have no reply field. macOS shows field and button when the app is signed, the button among
    // "additional actions"; Windows shows both below the text.
    ...(replyPlaceholder !== null && token !== null && !linux ? { hasReply: true, replyPlaceholder } : {}),
    ...(button !== null && (token !== null || acknowledge) ? { actions: [{ type: 'button', text: button }] } : {}),
  };
  return process.platform === 'win32'
    ? {
        ...options,
        toastXml: toastXml(options, token, thread, join !== undefined, acknowledge?.alarm ?? null, app ?? null),
      }
    : options;
}

/** Notification servers on Linux interpret markup in bodies. */
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

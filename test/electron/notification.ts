import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { desk } from './desk.ts';
import { hostEvent } from './host-event.ts';
import { assertReady } from './lifecycle.ts';
import { options as machine } from './options.ts';
import type { ShownNotification } from './snapshot.ts';
import { strictClass } from './strict.ts';
import { surroundings } from './surroundings.ts';
import { type Toast, toastOf } from './toast.ts';

const surface = [
  'show',
  'close',
  'id',
  'groupId',
  'title',
  'subtitle',
  'body',
  'silent',
  'hasReply',
  'replyPlaceholder',
  'timeoutType',
  'urgency',
  'actions',
  'closeButtonText',
  'toastXml',
] as const satisfies (keyof Electron.Notification)[];

/**
 * The notifications on the screen, by a number that counts up (an app's own `id` means nothing on Linux). The
 * references are weak: as in Electron, a notification that the app lets go cannot be clicked.
 */
const live = new Map<string, WeakRef<HostNotification>>();
let showings = 0;
/** Notifications that the system has not shown yet: Windows and macOS are slow, for as long as a test wants. */
let making: (() => void)[] | null = null;
/** On Windows: the listener for choices on toasts, and the choice from before it was set. */
let handler: ((details: Electron.ActivationArguments) => void) | undefined;
let early: Electron.ActivationArguments | undefined;

/** Whether the system's settings allow notifications. */
let allowed = true;

const add = (shown: ShownNotification): void => {
  desk.show({ notifications: [...desk.snapshot().notifications, shown] });
};
const markClosed = (showing: string): void => {
  const { notifications } = desk.snapshot();
  desk.show({ notifications: notifications.map((n) => (n.id === showing ? { ...n, state: 'closed' as const } : n)) });
};

class HostNotification extends EventEmitter implements Pick<Electron.Notification, (typeof surface)[number]> {
  readonly id: string;
  readonly groupId: string;
  title: string;
  subtitle: string;
  body: string;
  silent: boolean;
  hasReply: boolean;
  replyPlaceholder: string;
  timeoutType: 'default' | 'never';
  /** An empty text if the app set none. Linux shows that as normal, whatever Electron's documentation says. */
  urgency: 'normal' | 'critical' | 'low';
  actions: Electron.NotificationAction[];
  closeButtonText: string;
  toastXml: string;
  #showing = '';
  /**
   * Whether the app closed it before the system showed it: Electron has let go of it, so it appears and cannot be
   * closed.
   */
  #isLost = false;

  constructor(options: Electron.NotificationConstructorOptions = {}) {
    assertReady('Cannot create Notification');
    super();
    if (process.platform === 'win32' && (options.id ?? '').length > 64)
      throw new Error('Notification id exceeds Windows limit of 64 UTF-16 characters');
    this.toastXml = options.toastXml ?? '';
    this.id = options.id || randomUUID();
    this.groupId = options.groupId ?? '';
    this.title = options.title ?? '';
    this.subtitle = options.subtitle ?? '';
    this.body = options.body ?? '';
    this.silent = options.silent ?? false;
    this.hasReply = options.hasReply ?? false;
    this.replyPlaceholder = options.replyPlaceholder ?? '';
    this.timeoutType = options.timeoutType ?? 'default';
    this.urgency = options.urgency ?? ('' as 'normal');
    this.actions = options.actions ?? [];
    this.closeButtonText = options.closeButtonText ?? '';
  }

  static isSupported(): boolean {
    return machine.notificationsSupported;
  }

  /** Exists only on Windows, as in Electron. */
  static handleActivation(callback: (details: Electron.ActivationArguments) => void): void {
    if (process.platform !== 'win32') throw new TypeError('Notification.handleActivation is not a function');
    handler = callback;
    if (early) callback(early);
    early = undefined;
  }

  show(): void {
    if (!machine.notificationsSupported) return;
    this.close();
    if (!allowed) {
      this.refused('switched off in the system');
      return;
    }
    this.#isLost = false;
    const appear = (): void => this.appear();
    if (process.platform === 'linux') appear();
    else if (making) making.push(appear);
    else setImmediate(appear);
  }

  /** Shows the notification, from its XML if the app has set that. */
  appear(): void {
    let toast: Toast | null = null;
    try {
      if (process.platform === 'win32' && this.toastXml !== '') toast = toastOf(this.toastXml);
    } catch (error) {
      this.refused(`XML: Invalid XML: ${error instanceof Error ? error.message : ''}`);
      return;
    }
    this.#showing = String(++showings);
    const plain = {
      title: this.title,
      body: this.body,
      silent: this.silent,
      hasReply: this.canBeAnswered(),
      arguments: null,
      actions: this.actions.map(({ text = '' }) => text),
    };
    const content = toast ?? plain;
    add({ id: this.#showing, state: 'shown', urgency: this.urgency || 'normal', ...content });
    surroundings().notified(content.title, content.body);
    if (this.#isLost) return;
    live.set(this.#showing, new WeakRef(this));
    setImmediate(() => this.emit('show', hostEvent()));
  }

  /** Returns whether there is a reply field; Linux never shows one. */
  canBeAnswered(): boolean {
    return this.hasReply && process.platform !== 'linux';
  }

  /**
   * Closes the notification. Electron forgets it before the system removes it, and reports the removal only on macOS.
   */
  close(): void {
    if (!live.delete(this.#showing)) {
      this.#isLost = true;
      return;
    }
    markClosed(this.#showing);
    if (process.platform === 'darwin') setImmediate(() => this.emit('close', hostEvent()));
  }

  /** Removes the notification after the person's choice; no `close` follows. */
  chosen(): void {
    markClosed(this.#showing);
  }

  /** Fails to appear, and emits `failed`, except on Linux. */
  refused(why: string): void {
    if (process.platform !== 'linux') setImmediate(() => this.emit('failed', hostEvent(), why));
  }

  /** Dismisses the notification for the person; only Windows reports the reason. */
  dismissed(): void {
    markClosed(this.#showing);
    const reason = process.platform === 'win32' ? { reason: 'userCanceled' } : undefined;
    setImmediate(() => this.emit('close', hostEvent(reason)));
  }
}

export const Notification = strictClass(HostNotification, 'Notification', ['isSupported', 'handleActivation'], {
  surface,
  events: ['show', 'click', 'close', 'reply', 'action', 'failed'],
});

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Returns the notification that the person points at. @throws if the app no longer holds it */
function pointedAt(id: string): HostNotification {
  const reference = live.get(id);
  if (!reference) throw new Error(`no notification ${id} is shown`);
  collectGarbage();
  const found = reference.deref();
  if (!found)
    throw new Error('host: the app let go of a shown notification: it was garbage collected, its click is lost');
  return found;
}

/** Takes the notification off the screen, as any choice of the person does. */
function take(id: string): HostNotification {
  const notification = pointedAt(id);
  live.delete(id);
  return notification;
}

/** Reports a choice to the app as a whole, as Windows does. Before the app listens, only the last choice waits. */
function tellOfToast(details: Electron.ActivationArguments): void {
  if (handler) handler(details);
  else early = details;
}
/** Reports a button or a reply to the app as a whole, before the notification itself (`HandleToastActivation`). */
function tellOfButton(id: string, type: string, more: Partial<Electron.ActivationArguments>): void {
  const told = desk.snapshot().notifications.find((shown) => shown.id === id)?.arguments;
  if (!told) return;
  tellOfToast({
    type,
    arguments: (type === 'reply' ? told.reply : told.actions[more.actionIndex ?? 0]) ?? '',
    ...more,
  });
}

desk.offer('notification.click', (id: string) => {
  const notification = take(id);
  notification.emit('click', hostEvent());
  notification.chosen();
});
desk.offer('notification.reply', (id: string, reply: string) => {
  if (!pointedAt(id).canBeAnswered()) throw new Error('this notification cannot be replied to');
  tellOfButton(id, 'reply', { reply });
  const notification = take(id);
  notification.emit('reply', hostEvent({ reply }), reply);
  notification.chosen();
});
desk.offer('notification.action', (id: string, actionIndex: number) => {
  if (!pointedAt(id).actions[actionIndex]) throw new Error(`this notification has no button ${actionIndex}`);
  tellOfButton(id, 'action', { actionIndex });
  const notification = take(id);
  notification.emit('action', hostEvent({ actionIndex, selectionIndex: -1 }), actionIndex, -1);
  notification.chosen();
});
/** Plays a choice on a toast of an earlier run. */
desk.offer('notification.chooseEarlier', tellOfToast);
desk.offer('notification.hold', (hold: boolean) => {
  const held = making ?? [];
  making = hold ? held : null;
  if (!hold) for (const appear of held) appear();
});
desk.offer('notification.allow', (allow: boolean) => {
  allowed = allow;
});
desk.whenForgetting(() => {
  allowed = true;
  making = null;
  live.clear();
});
desk.offer('notification.dismiss', (id: string) => take(id).dismissed());

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
 * What is on the screen, by the number of its showing (an app's own `id` means nothing on Linux).
 * The objects only weakly: as in Electron, one that the app lets go cannot be clicked.
 */
const live = new Map<string, WeakRef<HostNotification>>();
let showings = 0;
/** Shown, but not by the system yet: on Windows and macOS it takes its time, as long as a test wants. */
let making: (() => void)[] | null = null;
/** On Windows: what a person chose on a toast, for whom it is to be told; and what was chosen before anyone listened. */
let handler: ((details: Electron.ActivationArguments) => void) | undefined;
let early: Electron.ActivationArguments | undefined;

/** The person has not switched notifications off in the system's settings. */
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
  /** An empty text where the app set none. Linux shows that as normal, whatever Electron's documentation says. */
  urgency: 'normal' | 'critical' | 'low';
  actions: Electron.NotificationAction[];
  closeButtonText: string;
  toastXml: string;
  #showing = '';
  /** Closed while the system was still making it: Electron has let go of it, it appears and cannot be closed. */
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

  /** On Windows alone, as in Electron. */
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

  /** The system shows it, from its XML where the app has given that. */
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

  /** Linux shows no field for an answer, whatever an app asks for. */
  canBeAnswered(): boolean {
    return this.hasReply && process.platform !== 'linux';
  }

  /** Electron forgets it before the system has taken it away, and tells of that on macOS alone. */
  close(): void {
    if (!live.delete(this.#showing)) {
      this.#isLost = true;
      return;
    }
    markClosed(this.#showing);
    if (process.platform === 'darwin') setImmediate(() => this.emit('close', hostEvent()));
  }

  /** The person has chosen something, and it leaves the screen by that: no `close` follows. */
  chosen(): void {
    markClosed(this.#showing);
  }

  /** Nothing is shown. Linux does not tell. */
  refused(why: string): void {
    if (process.platform !== 'linux') setImmediate(() => this.emit('failed', hostEvent(), why));
  }

  /** The person has put it away; only Windows says why. */
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

/** The notification that a person points at, if the app still holds it. */
function pointedAt(id: string): HostNotification {
  const reference = live.get(id);
  if (!reference) throw new Error(`no notification ${id} is shown`);
  collectGarbage();
  const found = reference.deref();
  if (!found)
    throw new Error('host: the app let go of a shown notification: it was garbage collected, its click is lost');
  return found;
}

/** A person's choice also takes the notification off the screen. */
function take(id: string): HostNotification {
  const notification = pointedAt(id);
  live.delete(id);
  return notification;
}

/** Windows tells the app as a whole; what comes before it listens waits, the last one only. */
function tellOfToast(details: Electron.ActivationArguments): void {
  if (handler) handler(details);
  else early = details;
}
/** Buttons and answers are told to the app as a whole, too, and first (`HandleToastActivation`). */
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
/** On a toast that an earlier run has left. */
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

import { Notification } from 'electron';
import type { Logger, NotificationRequest, Notifier } from '../core/ports.ts';

/** Kept to be withdrawn and clicked; older ones are forgotten, or a busy year would fill the memory. */
const MOST_KEPT = 200;

/**
 * Native notifications.
 * @param onClick the conversation's token, or null for "open the window"
 */
export function createNotifier(log: Logger, onClick: (token: string | null) => void): Notifier {
  // Referenced until they are closed: a collected Notification loses its clicks.
  const shown = new Map<string, Notification>();

  function withdraw(key: string): void {
    const notification = shown.get(key);
    shown.delete(key);
    notification?.close();
  }

  return {
    show({ key, title, body, token }: NotificationRequest) {
      if (!Notification.isSupported()) return log.warn('notifications are not supported here');
      withdraw(key);
      const notification = new Notification({ title, body: process.platform === 'linux' ? escaped(body) : body });
      notification.on('click', () => onClick(token));
      notification.on('failed', (_event, error) => log.warn(`notification failed: ${error}`));
      shown.set(key, notification);
      const [oldest] = shown.keys();
      if (shown.size > MOST_KEPT && oldest !== undefined) shown.delete(oldest);
      notification.show();
    },
    withdraw,
    withdrawAll() {
      for (const key of [...shown.keys()]) withdraw(key);
    },
  };
}

/** Linux notification servers read markup in bodies. */
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

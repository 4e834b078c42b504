import type { NotificationRequest, Notifier } from '../../main/core/ports.ts';

export interface FakeNotifier extends Notifier {
  /** Every notification ever asked for, in order. */
  readonly asked: NotificationRequest[];
  /** Every change of a notification that was on the screen, in order. None of them rings. */
  readonly updated: NotificationRequest[];
  /** The notifications on the screen now, by key. */
  readonly visible: Map<string, NotificationRequest>;
}

export function createFakeNotifier(): FakeNotifier {
  const asked: NotificationRequest[] = [];
  const updated: NotificationRequest[] = [];
  const visible = new Map<string, NotificationRequest>();
  return {
    asked,
    updated,
    visible,
    show(request) {
      asked.push(request);
      visible.set(request.key, request);
    },
    update(request) {
      if (!visible.has(request.key)) return;
      updated.push(request);
      visible.set(request.key, request);
    },
    withdraw: (key) => void visible.delete(key),
  };
}

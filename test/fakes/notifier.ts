import type { NotificationRequest, Notifier } from '../../main/core/ports.ts';

export interface FakeNotifier extends Notifier {
  /** Every notification ever asked for, in order. */
  readonly asked: NotificationRequest[];
  /** The notifications on the screen now, by key. */
  readonly visible: Map<string, NotificationRequest>;
}

export function createFakeNotifier(): FakeNotifier {
  const asked: NotificationRequest[] = [];
  const visible = new Map<string, NotificationRequest>();
  return {
    asked,
    visible,
    show(request) {
      asked.push(request);
      visible.set(request.key, request);
    },
    withdraw: (key) => void visible.delete(key),
  };
}

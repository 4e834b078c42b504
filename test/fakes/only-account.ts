import { partsOf } from '../../main/core/model/global-token.ts';
import type { NotificationRequest, Notifier } from '../../main/core/ports.ts';

/** Passes on notifications under Talk's own tokens, for tests with a single account. */
export function asOnlyAccount(notifier: Notifier): Notifier {
  const inAccount = (key: string): string => key.slice(key.indexOf('/') + 1);
  const inTalk = ({ key, token, ...request }: NotificationRequest): NotificationRequest => ({
    ...request,
    key: inAccount(key),
    token: token === null ? null : partsOf(token).token,
  });
  return {
    show: (request) => notifier.show(inTalk(request)),
    update: (request) => notifier.update(inTalk(request)),
    withdraw: (key) => notifier.withdraw(inAccount(key)),
  };
}

import { partsOf } from '../../main/core/model/global-token.ts';
import type { Notifier } from '../../main/core/ports.ts';

/** Where there is one account only: hears its notifications as it names them itself, by Talk's tokens. */
export function asOnlyAccount(notifier: Notifier): Notifier {
  const inAccount = (key: string): string => key.slice(key.indexOf('/') + 1);
  return {
    show: ({ key, token, ...request }) =>
      notifier.show({ ...request, key: inAccount(key), token: token === null ? null : partsOf(token).token }),
    withdraw: (key) => notifier.withdraw(inAccount(key)),
  };
}

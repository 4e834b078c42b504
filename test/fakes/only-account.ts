import { partsOf } from '../../main/core/model/global-token.ts';
import type { Notifier } from '../../main/core/ports.ts';

/** Passes on notifications under Talk's own tokens, for tests with a single account. */
export function asOnlyAccount(notifier: Notifier): Notifier {
  const inAccount = (key: string): string => key.slice(key.indexOf('/') + 1);
  return {
    show: ({ key, token, ...request }) =>
      notifier.show({ ...request, key: inAccount(key), token: token === null ? null : partsOf(token).token }),
    withdraw: (key) => notifier.withdraw(inAccount(key)),
  };
}

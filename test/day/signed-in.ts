import { accountIdOf } from '../../main/core/accounts/records.ts';
import type { Clock, Fetch, Notifier, OpenSocket } from '../../main/core/ports.ts';
import { createTalkmelder, type Talkmelder } from '../../main/core/talkmelder.ts';
import { createFakeDesktop } from '../fakes/desktop.ts';
import { createFakeLogger } from '../fakes/logger.ts';
import { asOnlyAccount } from '../fakes/only-account.ts';
import { createFakeOpener } from '../fakes/opener.ts';
import { createFakeProbe } from '../fakes/probe.ts';
import { createFakeSecrets, createFakeSettings } from '../fakes/stores.ts';

export interface SignedInOptions {
  /** Base address of the server. */
  server: string;
  user: string;
  appPassword: string;
  clock: Clock;
  fetch: Fetch;
  openSocket: OpenSocket;
  notifier: Notifier;
}

/** Starts the app like a PC that signed in long ago, and gets these conversations for the first time. */
export function startSignedIn({ server, user, appPassword, notifier, ...ports }: SignedInOptions): Talkmelder {
  const id = accountIdOf(server, user);
  const settings = createFakeSettings();
  settings.write('accounts', {
    [id]: { server, loginName: user, displayName: user, colour: null, indexPhp: false },
  });
  const secrets = createFakeSecrets();
  secrets.secrets.set(id, appPassword);
  return createTalkmelder(
    {
      ...ports,
      notifier: asOnlyAccount(notifier),
      settings,
      secrets,
      opener: createFakeOpener(),
      log: createFakeLogger(),
      desktop: createFakeDesktop(),
      probe: createFakeProbe(),
    },
    { userAgent: 'Talkmelder (test)', locale: 'en-GB', presetServer: '' },
  );
}

import { accountIdOf } from '../../main/core/accounts/records.ts';
import type { AlarmBell, Clock, Fetch, Notifier, OpenSocket } from '../../main/core/ports.ts';
import { NO_POLICY, type Policy } from '../../main/core/settings/policy.ts';
import { createTalkmelder, type Talkmelder } from '../../main/core/talkmelder.ts';
import { createFakeDesktop } from '../fakes/desktop.ts';
import { createFakeLogger } from '../fakes/logger.ts';
import { asOnlyAccount } from '../fakes/only-account.ts';
import { createFakeOpener } from '../fakes/opener.ts';
import { fakePins } from '../fakes/pins.ts';
import { createFakeProbe } from '../fakes/probe.ts';
import { createFakeSecrets, createFakeSettings } from '../fakes/stores.ts';
import { createFakeUserFiles } from '../fakes/user-files.ts';

export interface SignedInOptions {
  /** Base address of the server. */
  server: string;
  user: string;
  appPassword: string;
  clock: Clock;
  fetch: Fetch;
  openSocket: OpenSocket;
  notifier: Notifier;
  /** The user's alarm conversations, each of whose messages is an alarm. */
  alarms?: readonly string[];
  bell?: AlarmBell;
  policy?: Policy;
}

/** Starts the app like a PC that signed in long ago, and gets these conversations for the first time. */
export function startSignedIn({
  server,
  user,
  appPassword,
  notifier,
  alarms = [],
  policy = NO_POLICY,
  ...ports
}: SignedInOptions): Talkmelder {
  const id = accountIdOf(server, user);
  const settings = createFakeSettings();
  settings.write('accounts', {
    [id]: { server, loginName: user, displayName: user, colour: null, indexPhp: false },
  });
  if (alarms.length > 0) {
    const everything = { keywords: [], senders: [] };
    settings.write(`alarm-conversations/${id}`, { chosen: alarms.map((token) => [token, everything]) });
  }
  const secrets = createFakeSecrets();
  secrets.secrets.set(id, appPassword);
  return createTalkmelder(
    {
      ...ports,
      notifier: asOnlyAccount(notifier),
      settings,
      secrets,
      pins: fakePins,
      files: createFakeUserFiles(),
      opener: createFakeOpener(),
      log: createFakeLogger(),
      desktop: createFakeDesktop(),
      probe: createFakeProbe(),
    },
    { userAgent: 'Talkmelder (test)', locale: 'en-GB', presetServer: '', policy },
  );
}

import { errorCodeOf } from '../errors.ts';
import { type Phase, signedOut } from '../model/app-state.ts';
import { createClient } from '../nextcloud/client.ts';
import { type Grant, revokeAppPassword } from '../nextcloud/login-api.ts';
import type { Ports } from '../ports.ts';
import type { Preferences } from '../preferences.ts';
import type { LoginState } from './login-flow.ts';
import { type SignIn, startSignIn } from './sign-in.ts';

export interface BeginSignInOptions {
  /** Base address, already checked. */
  server: string;
  /** As the person typed it. */
  address: string;
  ports: Ports;
  preferences: Preferences;
  userAgent: string;
  enter: (phase: Phase) => void;
  onCancel: () => void;
  /** @param loginUrl tells how this server writes its addresses */
  onGranted: (loginUrl: string, grant: Grant) => void;
}

/** Signs in through the browser, and shows how it goes. */
export function beginSignIn(options: BeginSignInOptions): SignIn {
  const { server, address, ports, preferences, userAgent, enter, onCancel, onGranted } = options;
  const { clock, log, fetch, opener } = ports;
  const about = { server, fetch, clock, log, userAgent, language: preferences.language };
  enter({ kind: 'signing-in', address: server, step: 'contacting', warning: null });

  const onChange = (login: LoginState): void => {
    if (login.step === 'waiting')
      enter({ kind: 'signing-in', address: server, step: 'waiting', warning: login.warning });
    if (login.step === 'failed') enter(signedOut(address, login.error));
    if (login.step === 'cancelled') onCancel();
    if (login.step === 'granted') onGranted(login.ticket.loginUrl, login.grant);
  };
  const onUnwanted = (grant: Grant): void => {
    log.warn('a grant arrived after cancelling: revoking it');
    const unwanted = createClient({ ...about, credentials: grant });
    revokeAppPassword(unwanted).catch((error: unknown) => log.warn(`not revoked: ${errorCodeOf(error)}`));
  };
  const openWith = () => preferences.settings().openWith;
  return startSignIn({ client: createClient(about), clock, opener, openWith, log, onChange, onUnwanted });
}

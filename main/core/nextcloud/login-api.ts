import * as v from 'valibot';
import {
  AppPasswordsForbidden,
  type Grant,
  GrantLost,
  Maintenance,
  NotNextcloud,
  SessionEnded,
  statusSaid,
  Unreachable,
  UntrustedAnswer,
} from '../errors.ts';
import { onOrigin } from '../model/origin.ts';
import { type Client, type Credentials, fromStatus, parse } from './client.ts';
import { readGrant, readIssued } from './login-grant.ts';
import { requireNextcloud } from './requirements.ts';
import { LoginStart } from './schemas.ts';
import { askStatusPhp, baseOf, statusOf } from './server-status.ts';

export interface LoginTicket {
  token: string;
  /** Polled until the user has granted access in the browser. */
  endpoint: string;
  /** The page that the browser opens. */
  loginUrl: string;
}

/**
 * Login Flow v2, the part without credentials.
 * Source: https://docs.nextcloud.com/server/latest/developer_manual/client_apis/LoginFlow/
 */
export function createLoginApi(client: Client) {
  const { server } = client;
  const trusted = (url: string): string => {
    const ours = onOrigin(url, server);
    if (ours === null) throw new UntrustedAnswer('an address on another origin');
    return ours;
  };

  return {
    /**
     * Returns the base address of the Nextcloud that accepts sign-ins here: the client's, or the folder to which it
     * redirects.
     * @throws NotNextcloud, ServerMoved, UntrustedDomain, Maintenance, NextcloudTooOld, and the errors of a request
     */
    async checkServer(): Promise<string> {
      const answer = await askStatusPhp(client);
      const status = statusOf(answer);
      if (status.maintenance) throw new Maintenance('status.php');
      requireNextcloud(status.versionstring);
      return baseOf(answer, server);
    },

    /** Opens a flow of 20 minutes. @throws UntrustedAnswer when the server names addresses on another origin */
    async start(): Promise<LoginTicket> {
      const answer = await client.request(`${server}/index.php/login/v2`, { method: 'post' });
      if (answer.status === 404) throw new NotNextcloud('404');
      if (answer.status !== 200) throw fromStatus(answer);
      const { poll, login } = parse(LoginStart, answer.body);
      return { token: poll.token, endpoint: trusted(poll.endpoint), loginUrl: trusted(login) };
    },

    /**
     * Returns the grant, which the server hands out exactly once after the user has agreed; null before.
     * @throws GrantRefused when it cannot be used, GrantLost when it did not arrive, and the errors of a request
     */
    async poll({ endpoint, token }: LoginTicket): Promise<Grant | null> {
      const answer = await client.request(endpoint, { method: 'post', form: { token } }).catch(explainCut);
      // 404 does not distinguish "not yet" from "expired", so the caller keeps the time.
      if (answer.status === 404) return null;
      if (answer.status !== 200) throw fromStatus(answer);
      return readGrant(answer.body, server);
    },
  };
}

/**
 * Revokes the app password in use. Resolves only when Nextcloud itself confirms it: a page from a proxy is no
 * confirmation. A password that is not an app password needs no revocation. `unknown`: the server does not know the app
 * password, or knows it under another login name.
 * @throws the errors of a request
 */
export async function revokeAppPassword(client: Client): Promise<'revoked' | 'unknown'> {
  try {
    await client.ocs('core/apppassword', v.unknown(), { method: 'delete', timeout: 10_000 });
    return 'revoked';
  } catch (error) {
    if (error instanceof SessionEnded) return 'unknown';
    if (statusSaid(error) === 403) return 'revoked';
    throw error;
  }
}

/** The forms that Nextcloud generates, in the login flow and in the settings. */
const APP_PASSWORD = /^(?:[A-Za-z\d]{72}|[A-Za-z\d]{5}(?:-[A-Za-z\d]{5}){4})$/;

/**
 * Exchanges the typed password for an app password named after this device. Returns null when the password already is
 * an app password, or when the server makes none this way (404): the typed password is then used as it is.
 * Source: https://docs.nextcloud.com/server/latest/developer_manual/client_apis/LoginFlow/#converting-to-app-passwords
 * and Nextcloud's core/Controller/AppPasswordController.php
 * @throws AppPasswordsForbidden when the administrator does not allow app passwords; GrantRefused when the server has
 * made one but the answer cannot be used, GrantLost when it did not arrive, and the errors of a request
 */
export async function exchangeLoginPassword(
  client: Client,
  { loginName, appPassword: typed }: Credentials,
): Promise<string | null> {
  const answer = await client
    .request(`${client.server}/ocs/v2.php/core/getapppassword`, {}, { 'OCS-APIRequest': 'true' })
    .catch(explainCut);
  if (answer.status === 200) return readIssued(answer.body, loginName);
  const error = fromStatus(answer);
  const said = statusSaid(error);
  if (said === 404) return null;
  if (said !== 403) throw error;
  // Both cases are 403, and only the message tells them apart.
  if (APP_PASSWORD.test(typed) || /with an apppassword/i.test(answer.body)) return null;
  throw new AppPasswordsForbidden('getapppassword');
}

/** After a 200, the server has made an app password. */
function explainCut(error: unknown): never {
  throw error instanceof Unreachable && error.answered === 200 ? new GrantLost('cut off', false) : error;
}

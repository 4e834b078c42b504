import * as v from 'valibot';
import {
  type Grant,
  GrantLost,
  Maintenance,
  NotNextcloud,
  ServerError,
  statusSaid,
  Unreachable,
  UntrustedAnswer,
} from '../errors.ts';
import { requireNextcloud } from '../login/requirements.ts';
import { onOrigin } from '../model/origin.ts';
import { type Client, fromStatus, parse } from './client.ts';
import { readGrant } from './login-grant.ts';
import { Envelope, IssuedAppPassword, LoginStart } from './schemas.ts';
import { statusOf } from './server-status.ts';

export interface LoginTicket {
  token: string;
  /** Asked until the person has agreed in the browser. */
  endpoint: string;
  /** What the browser shows. */
  loginUrl: string;
}

/**
 * Login Flow v2, the side without credentials.
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
     * Is there a Nextcloud that can be signed in to?
     * @throws NotNextcloud, Maintenance, NextcloudTooOld, and what a request throws
     */
    async checkServer(): Promise<void> {
      const status = await readStatus(client);
      if (status.maintenance) throw new Maintenance('status.php');
      requireNextcloud(status.versionstring);
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
     * What the server hands out exactly once, when the person has agreed; null before.
     * @throws GrantRefused when it cannot be used, GrantLost when it did not arrive, and what a request throws
     */
    async poll({ endpoint, token }: LoginTicket): Promise<Grant | null> {
      const answer = await client.request(endpoint, { method: 'post', form: { token } }).catch((error: unknown) => {
        throw error instanceof Unreachable && error.answered === 200 ? new GrantLost('cut off') : error;
      });
      // 404 does not tell "not yet" from "expired": the caller keeps the time.
      if (answer.status === 404) return null;
      if (answer.status !== 200) throw fromStatus(answer);
      return readGrant(answer.body, server);
    },
  };
}

async function readStatus(client: Client) {
  try {
    return statusOf(await client.request(`${client.server}/status.php`));
  } catch (error) {
    // Any web server sends elsewhere, or more than anybody asked for.
    const isNoStatus = (error instanceof ServerError && error.status === 0) || error instanceof UntrustedAnswer;
    throw isNoStatus ? new NotNextcloud('no status.php') : error;
  }
}

/**
 * Revokes the app password in use. Resolves when Nextcloud itself says that it is gone: a page of something on the way
 * is no answer. `none`: the password in use is no app password. `unknown`: the server knows no such app password, or
 * another name for it.
 * @throws what a request throws
 */
export async function revokeAppPassword(client: Client): Promise<'revoked' | 'none' | 'unknown'> {
  const answer = await client.request(
    `${client.server}/ocs/v2.php/core/apppassword`,
    { method: 'delete', timeout: 10_000 },
    { 'OCS-APIRequest': 'true' },
  );
  const said = v.safeParse(v.pipe(v.string(), v.parseJson(), Envelope), answer.body);
  const code = said.success ? said.output.ocs.meta.statuscode : null;
  if (answer.status === 200 && (code === 200 || code === 100)) return 'revoked';
  if (answer.status === 403 && code === 403) return 'none';
  if (answer.status === 401 && (code === 997 || code === 401)) return 'unknown';
  throw [200, 401, 403].includes(answer.status) ? new ServerError('not revoked', answer.status) : fromStatus(answer);
}

/**
 * An app password for the login password in use, named after this device; null when it is an app password already, or
 * the server makes none this way: both are 403, and what was typed is then all there is.
 * Source: https://docs.nextcloud.com/server/latest/developer_manual/client_apis/LoginFlow/#converting-to-app-passwords
 * @throws what a request throws
 */
export async function exchangeLoginPassword(client: Client): Promise<string | null> {
  try {
    return (await client.ocs('core/getapppassword', IssuedAppPassword)).data.apppassword;
  } catch (error) {
    const status = statusSaid(error);
    if (status === 403 || status === 404) return null;
    throw error;
  }
}

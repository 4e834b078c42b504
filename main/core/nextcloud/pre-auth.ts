import { ServerError, SessionEnded } from '../errors.ts';
import { type Client, fromStatus } from './client.ts';
import { recordOf } from './fields.ts';

/**
 * Requests a token that admits one websocket within 15 seconds, so that the password never goes through a socket.
 * @param endpoint on the account's own origin (see push-endpoints.ts)
 * @throws the errors of a request
 */
export async function requestPreAuth(client: Client, endpoint: string): Promise<string> {
  // The header passes Nextcloud's CSRF check, which only some versions of the app make.
  const answer = await client.request(endpoint, { method: 'post' }, { 'OCS-APIRequest': 'true' });
  if (answer.status === 401 && isPlainRefusal(answer.body)) throw new SessionEnded('401');
  if (answer.status !== 200) throw fromStatus(answer);
  if (!/^[\w-]{16,256}$/.test(answer.body)) throw new ServerError('no pre_auth token', 0);
  return answer.body;
}

/** Outside its API, Nextcloud refuses credentials with a bare message. A gateway answers with a page. */
function isPlainRefusal(body: string): boolean {
  try {
    return typeof recordOf(JSON.parse(body))?.message === 'string';
  } catch {
    return false;
  }
}

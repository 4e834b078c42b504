import { NoApi, ServerError, SessionEnded, WrongCredentials } from '../errors.ts';
import type { Client } from '../nextcloud/client.ts';
import { requireNextcloud, requireTalk } from '../nextcloud/requirements.ts';
import { createTalkApi, type Profile } from '../nextcloud/talk-api.ts';

/**
 * Finds out whose credentials the client has, and whether the server meets Talkmelder's requirements. The first request
 * works without Talk, so that a wrong password is not mistaken for a missing Talk. A single 401 ends the check.
 * @throws NoApi, NextcloudTooOld, TalkTooOld, TalkMissing, TalkForbidden, and the errors of a request
 */
export async function checkAccount(client: Client): Promise<Profile> {
  const api = createTalkApi(client);
  const profile = await api.profile().catch(explain);
  const { version, capabilities } = profile.capabilities;
  requireNextcloud(version.string);
  // Talk hides its capabilities from users who may not use it; only Talk's own answer distinguishes that from a server
  // without Talk.
  if (capabilities.spreed) requireTalk(capabilities.spreed.version);
  else await api.rooms();
  return profile;
}

/** status.php has answered as Nextcloud, so a missing page or a foreign page means that the API is missing. */
function explain(error: unknown): never {
  const isMissing = error instanceof ServerError && (error.status === 404 || error.status === 0);
  throw isMissing ? new NoApi(error.message, error.status) : error;
}

/** Translates the failure for a user who has just typed the credentials. */
export const ofTyped = (error: unknown): unknown =>
  error instanceof SessionEnded ? new WrongCredentials('401') : error;

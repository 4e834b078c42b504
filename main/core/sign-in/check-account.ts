import { NoApi, ServerError, SessionEnded, WrongCredentials } from '../errors.ts';
import type { Client } from '../nextcloud/client.ts';
import { requireNextcloud, requireTalk } from '../nextcloud/requirements.ts';
import { createTalkApi, type Profile } from '../nextcloud/talk-api.ts';

/**
 * Whose credentials the client has, and whether the server has what Talkmelder needs: first by a call that works
 * without Talk, so that a wrong password is not taken for a missing Talk. One 401 ends it.
 * @throws NoApi, NextcloudTooOld, TalkTooOld, TalkMissing, TalkForbidden, and what a request throws
 */
export async function checkAccount(client: Client): Promise<Profile> {
  const api = createTalkApi(client);
  const profile = await api.profile().catch(explain);
  const { version, capabilities } = profile.capabilities;
  requireNextcloud(version.string);
  // Talk hides its capabilities from whoever may not use it: only its own answer tells that from a server without it.
  if (capabilities.spreed) requireTalk(capabilities.spreed.version);
  else await api.rooms();
  return profile;
}

/** status.php has answered as a Nextcloud does, so a missing page, or one of somebody else, is a missing interface. */
function explain(error: unknown): never {
  const isMissing = error instanceof ServerError && (error.status === 404 || error.status === 0);
  throw isMissing ? new NoApi(error.message, error.status) : error;
}

/** The same failure, told to whoever has just typed the credentials. */
export const ofTyped = (error: unknown): unknown =>
  error instanceof SessionEnded ? new WrongCredentials('401') : error;

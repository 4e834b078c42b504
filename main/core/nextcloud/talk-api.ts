import * as v from 'valibot';
import { NotNextcloud, ServerError, TalkForbidden, TalkMissing, type TalkmelderError } from '../errors.ts';
import type { Client } from './client.ts';
import { Capabilities, Message, type Room, Rooms, User } from './schemas.ts';

const ROOMS = 'apps/spreed/api/v4/room';
const CHAT = 'apps/spreed/api/v1/chat';

/** As much of an account as a window shows. */
export interface Profile {
  displayName: string;
  /** `#rrggbb`, or null. */
  colour: string | null;
}

export type TalkApi = ReturnType<typeof createTalkApi>;

/** What Talkmelder asks of a signed-in Nextcloud. Reading never moves a read marker and never marks the user online. */
export function createTalkApi(client: Client) {
  const capabilities = async (): Promise<Capabilities> => (await client.ocs('cloud/capabilities', Capabilities)).data;

  /**
   * Why Talk does not answer. 404 is Talk switched off, 403 Talk limited to other groups, and 500 can be either a fault
   * or Talk switched off less than an hour ago (stale route cache): only the capabilities tell.
   */
  async function explain(error: unknown): Promise<TalkmelderError | unknown> {
    if (error instanceof NotNextcloud) return new TalkMissing('404');
    if (!(error instanceof ServerError)) return error;
    if (error.status === 403) return new TalkForbidden('403');
    if (error.status !== 500) return error;
    const { spreed } = (await capabilities()).capabilities;
    return spreed ? error : new TalkMissing('500, and no Talk in the capabilities');
  }

  return {
    /** Every conversation of the user, changelog conversations included. */
    async rooms(): Promise<Room[]> {
      try {
        return (await client.ocs(ROOMS, Rooms, { query: { noStatusUpdate: 1 } })).data;
      } catch (error) {
        throw await explain(error);
      }
    },

    /** The messages that came after `messageId`, oldest first; at most `limit`. */
    async messagesAfter(token: string, messageId: number, limit: number): Promise<Message[]> {
      const quiet = { setReadMarker: 0, markNotificationsAsRead: 0, noStatusUpdate: 1 };
      const query = { lookIntoFuture: 1, timeout: 0, lastKnownMessageId: messageId, limit, ...quiet };
      try {
        return (await client.ocs(`${CHAT}/${token}`, v.array(Message), { query })).data;
      } catch (error) {
        if (error instanceof ServerError && error.status === 304) return [];
        throw error;
      }
    },

    /** Who is signed in, and the server's colour. */
    async profile(): Promise<Profile> {
      const [user, { capabilities: known }] = await Promise.all([client.ocs('cloud/user', User), capabilities()]);
      const { id, displayname, 'display-name': older } = user.data;
      const colour = known.theming?.color ?? '';
      return { displayName: displayname ?? older ?? id, colour: /^#[0-9a-f]{6}$/i.test(colour) ? colour : null };
    },
  };
}

import type { MessageId } from '../model/message-id.ts';
import type { Client } from './client.ts';
import { createProbeApi } from './probe-api.ts';
import { Anything, Reactions } from './schemas.ts';

const REACTION = 'apps/spreed/api/v1/reaction';

export type AnswerApi = ReturnType<typeof createAnswerApi>;

/** What acknowledging an alarm adds in the conversation. `timeout`: milliseconds */
export function createAnswerApi(client: Client) {
  return {
    /** Adds a reaction; Talk keeps one of each emoji for each user. */
    async react(token: string, message: MessageId, reaction: string, timeout: number): Promise<void> {
      await client.ocs(`${REACTION}/${token}/${message}`, Anything, { method: 'post', json: { reaction }, timeout });
    },
    /** Whether the user has reacted with this emoji. */
    async hasReacted(token: string, message: MessageId, reaction: string, user: string, timeout: number) {
      const { data } = await client.ocs(`${REACTION}/${token}/${message}`, Reactions, { timeout });
      return (data[reaction] ?? []).some(({ actorType, actorId }) => actorType === 'users' && actorId === user);
    },
    sendSilently: createProbeApi(client).sendSilently,
  };
}

import type { MessageId } from '../model/message-id.ts';
import type { Client } from './client.ts';
import { fromStatus } from './client.ts';
import { Anything, Changed, Sent, TestNotification } from './schemas.ts';

const NOTIFICATIONS = 'apps/notifications/api';
const NOTE_TO_SELF = 'apps/spreed/api/v4/room/note-to-self';
const CHAT = 'apps/spreed/api/v1/chat';
const TIMEOUT_MS = 20_000;

export type ProbeApi = ReturnType<typeof createProbeApi>;

/** What a test alarm leaves on the server for a moment. All of it concerns only the user. */
export function createProbeApi(client: Client) {
  const file = (userId: string, name: string): string =>
    `${client.server}/remote.php/dav/files/${encodeURIComponent(userId)}/${encodeURIComponent(name)}`;

  async function change(method: 'put' | 'delete', url: string): Promise<void> {
    const answer = await client.request(url, { method, timeout: TIMEOUT_MS, ...(method === 'put' && { json: {} }) });
    if (answer.status >= 300) throw fromStatus(answer);
  }

  return {
    /** Returns the token of the user's note to self, which the server creates if there is none. */
    async noteToSelf(): Promise<string | null> {
      const { data } = await client.ocs(NOTE_TO_SELF, Changed, { timeout: TIMEOUT_MS });
      return data?.token ?? null;
    },
    /** Sends a message of which Talk notifies no participant. @returns its id, if the server sends one */
    async sendSilently(token: string, message: string, referenceId: string): Promise<MessageId | null> {
      const json = { message, referenceId, silent: true };
      const sent = await client.ocs(`${CHAT}/${token}`, Sent, { method: 'post', json, timeout: TIMEOUT_MS });
      return sent.data?.id ?? null;
    },
    async deleteMessage(token: string, id: MessageId): Promise<void> {
      await client.ocs(`${CHAT}/${token}/${id}`, Anything, { method: 'delete', timeout: TIMEOUT_MS });
    },
    /**
     * Creates a notification for the user, which also reaches the user's phones. Needs `test-push` of the notifications
     * app. @returns its id, if the server sends one
     */
    async notifySelf(): Promise<MessageId | null> {
      const options = { method: 'post' as const, timeout: TIMEOUT_MS };
      return (await client.ocs(`${NOTIFICATIONS}/v3/test/self`, TestNotification, options)).data?.nid ?? null;
    },
    async deleteNotification(id: MessageId): Promise<void> {
      const options = { method: 'delete' as const, timeout: TIMEOUT_MS };
      await client.ocs(`${NOTIFICATIONS}/v2/notifications/${id}`, Anything, options);
    },
    /** Writes a small file among the user's own files. */
    writeFile: (userId: string, name: string): Promise<void> => change('put', file(userId, name)),
    deleteFile: (userId: string, name: string): Promise<void> => change('delete', file(userId, name)),
  };
}

import { ServerError } from '../errors.ts';
import type { MessageId } from '../model/message-id.ts';
import type { Client } from './client.ts';
import type { Notice } from './notice.ts';
import { NoticeIds, Notices, Reminders } from './schemas.ts';

const NOTIFICATIONS = 'apps/notifications/api/v2/notifications';
const TIMEOUT_MS = 10_000;
/** The server looks up this many at once. */
const MOST_LOOKED_UP = 200;

export interface NoticeList {
  notices: Notice[];
  /** Must be sent with the next request; null when the server sent none. */
  etag: string | null;
}

/** When the user wants to be reminded of a message. */
export interface Reminder {
  token: string;
  /** Seconds since 1970, by the server's clock. */
  at: number;
}

export type NotificationsApi = ReturnType<typeof createNotificationsApi>;

/** The server's list of notifications. Source: the notifications app's docs/ocs-endpoint-v2.md, and recordings. */
export function createNotificationsApi(client: Pick<Client, 'ocs'>) {
  return {
    /**
     * Returns null when nothing in the list has changed since the answer with this ETag.
     * @throws the errors of a request
     */
    async list(etag: string | null): Promise<NoticeList | null> {
      try {
        const options = { timeout: TIMEOUT_MS, ...(etag !== null && { ifNoneMatch: etag }) };
        const { data, headers } = await client.ocs(NOTIFICATIONS, Notices, options);
        return { notices: data, etag: headers.get('etag') };
      } catch (error) {
        if (error instanceof ServerError && error.status === 304) return null;
        // 204: no app on the server sends notifications.
        if (error instanceof ServerError && error.status === 204) return { notices: [], etag: null };
        throw error;
      }
    },

    /** Returns which of these notifications still exist: the user has neither read nor dismissed them on any device. */
    async existing(ids: readonly MessageId[]): Promise<ReadonlySet<MessageId>> {
      const asked = ids.slice(0, MOST_LOOKED_UP);
      const json = { ids: asked.map((id) => (typeof id === 'bigint' ? String(id) : id)) };
      const { data } = await client.ocs(`${NOTIFICATIONS}/exists`, NoticeIds, {
        method: 'post' as const,
        json,
        timeout: TIMEOUT_MS,
      });
      return new Set([...data, ...ids.slice(MOST_LOOKED_UP)]);
    },

    /** Reminders that are still due. Needs Talk's capability `upcoming-reminders`. */
    upcomingReminders: async (): Promise<Reminder[]> =>
      (await client.ocs('apps/spreed/api/v1/chat/upcoming-reminders', Reminders, { timeout: TIMEOUT_MS })).data,
  };
}
